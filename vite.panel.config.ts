import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { bundledLicences } from "./scripts/bundled-licences.ts";
import { openingChunk } from "./scripts/opening-chunk.ts";
import { plainImports } from "./scripts/plain-imports.ts";
import { tourPage } from "./scripts/tour-page.ts";

/**
 * What can wait until the panel stands: the parts in panel/shell/later-parts.ts, but for the overview, which is in sight at once, and what
 * menus, buttons and fields fetch.
 */
const fetchedTogether =
  /\/panel\/(?:detail\/detail-pane|views\/(?:exchanges|channels|commands|problems)-view|views\/context-menu|views\/grid-menus|shell\/(?:help-overlay|settings-dialog|counts-then)|session-tools\/(?:send-dialog|open-demo|session-actions|copy-items|export-form|drop-target|strips)|store\/carry-over|widgets\/(?:splitter|copy-text)|own-tab\/(?:follow|lead)-session|filter-box\/(?:saved-filter-list|complete-query))\.tsx?$/;

/**
 * The panel's page, into an extension that vite.config.ts has built. By itself, because a build together with the other pages
 * cuts what they share into further files, and the panel would load a twentieth more in all.
 */
export default defineConfig(({ mode }) => ({
  plugins: [preact({ devToolsEnabled: false }), plainImports(), tourPage(), bundledLicences("panel")],
  worker: { format: "es" },
  build: {
    outDir: mode === "firefox" ? "dist/firefox" : "dist/chromium",
    emptyOutDir: false,
    target: mode === "firefox" ? "firefox142" : "chrome140",
    // Files of the extension itself are there at once: fetching them ahead would only cost code.
    modulePreload: false,
    rollupOptions: {
      input: { panel: "panel/panel.html" },
      output: {
        // What the page opens with is one file: cut into pieces it would compress worse by a twentieth.
        codeSplitting: {
          groups: [
            {
              name: openingChunk("panel", "/panel/panel.html"),
              debugName: "panel",
              entriesAware: false,
            },
            // What is fetched together once the panel stands is one file for the same reason.
            { name: "later", test: fetchedTogether, entriesAware: false },
          ],
        },
      },
    },
  },
}));
