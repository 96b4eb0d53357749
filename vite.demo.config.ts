import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/** The demo page, beside the command line that serves it. */
export default defineConfig({
  root: "demo/page",
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    outDir: "../../dist/node/demo",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
});
