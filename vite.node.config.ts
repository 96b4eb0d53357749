import { defineConfig } from "vite";
import { bundledLicences } from "./scripts/bundled-licences.ts";

/**
 * `vite build --config vite.node.config.ts`: the command line and the library in `dist/node/`. All they need is bundled,
 * so that the package has no dependencies at run time.
 */
export default defineConfig({
  plugins: [bundledLicences()],
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: "dist/node",
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rollupOptions: {
      input: {
        "privicore-inspector": "src/cli/privicore-inspector.entry.ts",
        index: "src/io/library.ts",
        playwright: "src/io/playwright/index.ts",
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      // Optional natives of ws, which it does without.
      external: ["bufferutil", "utf-8-validate"],
    },
  },
});
