import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { extensionManifest } from "../../scripts/extension-manifest.ts";

const source = JSON.parse(readFileSync("manifest.json", "utf8"));

it("asks for no permission that is not used", () => {
  expect(source.permissions).toEqual(["storage"]);
  expect(source.host_permissions).toBeUndefined();
});

it("lets extension pages load and run nothing but their own files", () => {
  const policy: string = source.content_security_policy.extension_pages;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toContain("unsafe");
});

it("takes the version from package.json for both browsers", () => {
  expect(extensionManifest(source, "1.2.3", "chrome")).toMatchObject({ version: "1.2.3" });
  expect(extensionManifest(source, "1.2.3", "firefox")).toMatchObject({ version: "1.2.3" });
});

it("gives Firefox an event page, an ID and a data statement, and nothing that it does not know", () => {
  const firefox = extensionManifest(source, "1.2.3", "firefox");
  expect(firefox).toMatchObject({
    background: { scripts: [source.background.service_worker], type: "module" },
    browser_specific_settings: { gecko: { data_collection_permissions: { required: ["none"] } } },
  });
  expect(firefox).not.toHaveProperty("minimum_chrome_version");
  expect(firefox).not.toHaveProperty("message_serialization");
  expect(firefox).not.toHaveProperty("background.service_worker");
});
