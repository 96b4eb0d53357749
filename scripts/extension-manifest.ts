import type { ManifestV3Export } from "@crxjs/vite-plugin";

type Manifest = Extract<ManifestV3Export, { manifest_version: number }>;

/** The one manifest.json: Chromium's form, with a key of it that crxjs does not know yet. */
export type ManifestSource = Manifest & { message_serialization?: string };

/**
 * The manifest that a browser gets, from the one manifest.json (Chromium's form) and package.json's version. Firefox has
 * event pages instead of service workers, wants an ID and a data collection statement, and does not know
 * `minimum_chrome_version` and `message_serialization`.
 */
export function extensionManifest(
  source: ManifestSource,
  version: string,
  browser: "chrome" | "firefox",
): Manifest {
  if (browser === "chrome") return { ...source, version };
  const background = source.background;
  if (background === undefined || !("service_worker" in background))
    throw new TypeError("Expected manifest.json to name background.service_worker, got none");
  const { minimum_chrome_version: _chrome, message_serialization: _clone, ...shared } = source;
  const firefox = {
    ...shared,
    version,
    background: { scripts: [background.service_worker], type: "module" },
    browser_specific_settings: {
      gecko: {
        id: "inspector@privicore-inspector.dev",
        // The first that knows the data statement on the desktop is 140, on Android 142: the stores hold us to both.
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] },
      },
    },
  };
  // crxjs types know Chromium's background form only; Firefox's is what its `browser: "firefox"` mode expects.
  return firefox as unknown as Manifest;
}
