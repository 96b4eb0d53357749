import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/** Serves the panel over an in-memory source: `npx vite --config test/panel/page/vite.config.ts`, then /test/panel/page/. */
export default defineConfig({
  plugins: [preact({ devToolsEnabled: false })],
  server: { host: "127.0.0.1", port: 0, hmr: false },
  worker: { format: "es" },
  build: {
    outDir: "out/panel-page",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    rollupOptions: { input: "test/panel/page/index.html" },
  },
});
