import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { bundledLicences } from "./scripts/bundled-licences.ts";

/** The demo page, beside the command line that serves it. */
export default defineConfig({
  root: "demo/page",
  plugins: [preact({ devToolsEnabled: false }), bundledLicences()],
  build: {
    outDir: "../../dist/node/demo",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
});
