import preact from "@preact/preset-vite";
import { defineConfig } from "vite";

/**
 * The panel's page, into an extension that vite.config.ts has built. By itself, because a build together with the other pages
 * cuts what they share into further files, and the panel would load a twentieth more in all.
 */
export default defineConfig(({ mode }) => ({
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    outDir: mode === "firefox" ? "dist/firefox" : "dist/chromium",
    emptyOutDir: false,
    target: mode === "firefox" ? "firefox140" : "chrome140",
    modulePreload: { polyfill: false },
    rollupOptions: { input: { panel: "panel/panel.html" } },
  },
}));
