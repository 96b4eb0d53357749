import { readFileSync } from "node:fs";
import { crx } from "@crxjs/vite-plugin";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { bundledLicences } from "./scripts/bundled-licences.ts";
import { extensionManifest } from "./scripts/extension-manifest.ts";

/**
 * `vite build --mode chromium` (default) or `--mode firefox`: the unpacked extension in `dist/<mode>/`, without the panel's
 * page, which vite.panel.config.ts adds.
 */
export default defineConfig(({ mode }) => {
  const browser = mode === "firefox" ? "firefox" : "chrome";
  const manifest = extensionManifest(
    JSON.parse(readFileSync("manifest.json", "utf8")),
    JSON.parse(readFileSync("package.json", "utf8")).version,
    browser,
  );
  return {
    plugins: [preact({ devToolsEnabled: false }), crx({ manifest, browser }), bundledLicences()],
    build: {
      outDir: browser === "firefox" ? "dist/firefox" : "dist/chromium",
      emptyOutDir: true,
      target: browser === "firefox" ? "firefox142" : "chrome140",
      modulePreload: { polyfill: false },
    },
  };
});
