import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { bundledLicences } from "./scripts/bundled-licences.ts";
import { tourPage } from "./scripts/tour-page.ts";

/** Files whose code is only ever imported on demand; the test of the bundle's size would show a mistake here. */
const fetchedLater =
  /\/panel\/(?:detail\/|first-run\/|views\/(?:exchanges|channels|commands|problems)-view|views\/(?:grid-menus|complete-query|values-in-session|saved-filter-list|help-overlay|context-menu|popover|dialog|latency-bar)|settings\/settings-dialog|sessions\/(?:session-actions|shown-filter|rejudge|export-request|export-form|in-slices|copy-items|copy-as|send-dialog|masked-draft|read-session|export-session|file-source|filtered-events|blob-text|copy-as-test)|live\/(?:socket-reader|har-socket|follow-session|lead-session|session-wire)|text\/explain-event|filter\/complete-filter|text\/(?:over-time|detail|help)-text|overview\/(?!connection-state|viewport)|time-travel\/(?:open-work|as-of-note))|\/src\/io\/(?:har\/(?:har-to-events|har-shapes|read-har|scan-har|write-har|event-queues)|report|in-time-order|source\/|capture-file\/(?:read-|write-|header)|read-events)/;

/**
 * The panel's page, into an extension that vite.config.ts has built. By itself, because a build together with the other pages
 * cuts what they share into further files, and the panel would load a twentieth more in all.
 */
export default defineConfig(({ mode }) => ({
  plugins: [preact({ devToolsEnabled: false }), tourPage(), bundledLicences("panel")],
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
          groups: [{ name: "panel", test: (id: string) => !fetchedLater.test(id), entriesAware: false }],
        },
      },
    },
  },
}));
