import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { extensionManifest, type ManifestSource } from "../../scripts/extension-manifest.ts";
import { tableUnder, unquoted } from "./table-under.ts";

const page = readFileSync("docs/store-listing.md", "utf8");
const manifest: ManifestSource = JSON.parse(readFileSync("manifest.json", "utf8"));
const messages = JSON.parse(readFileSync("_locales/en/messages.json", "utf8"));

/** Width and height of a PNG, and whether it can be transparent, from its header. */
function pngHeader(file: string) {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString(), file).toBe("PNG");
  const colour = bytes.readUInt8(25);
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    alpha: colour === 4 || colour === 6,
  };
}

describe("the store listing", () => {
  it("gives the reason for what the manifest asks, no more and no less", () => {
    const hosts = (manifest.content_scripts ?? []).flatMap(({ matches }) => matches ?? []);
    const asked = [...(manifest.permissions ?? []), "devtools_page", ...new Set(hosts)];
    const explained = tableUnder(page, "Permissions");
    expect(explained.map(([name]) => unquoted(name))).toEqual(asked);
    for (const [name, reason] of explained) expect(reason, name).toMatch(/\w{2,} .*\./);
  });

  it("knows every key of the manifest that opens something", () => {
    const opening = [
      /permissions/,
      /^externally_connectable$/,
      /^web_accessible_resources$/,
      /^content_scripts$/,
    ];
    const found = Object.keys(manifest).filter((key) => opening.some((pattern) => pattern.test(key)));
    expect(found.toSorted()).toEqual(["content_scripts", "permissions"]);
  });

  it("has the manifest's name and description, short enough for both stores", () => {
    expect(page).toContain(`## Name\n\n${messages.extensionName.message}\n`);
    const description: string = messages.extensionDescription.message;
    expect(page).toContain(`## Short description\n\n${description}\n`);
    expect(description.length).toBeLessThanOrEqual(132);
  });

  it("declares the data collection that Firefox's manifest declares: none", () => {
    const firefox = extensionManifest(manifest, "1.0.0", "firefox");
    expect(firefox).toHaveProperty("browser_specific_settings.gecko.data_collection_permissions", {
      required: ["none"],
    });
    expect(page).toContain('`{ "required": ["none"] }`');
  });

  it("names pictures that exist in the sizes that the stores take", () => {
    const pictures = tableUnder(page, "Pictures");
    expect(pictures.length).toBeGreaterThan(5);
    for (const [store, file, size] of pictures) {
      const { width, height, alpha } = pngHeader(unquoted(file));
      expect(`${width} × ${height}`, unquoted(file)).toBe(size);
      if (store === "Chrome Web Store") expect(alpha, unquoted(file)).toBe(false);
    }
  });
});
