import * as z from "zod/mini";
import { createSession } from "../src/core/create-session.ts";
import { devtoolsTheme } from "../src/platform/devtools-theme.ts";
import { extensionVersion } from "../src/platform/extension-api.ts";
import { readLocally, storeLocally } from "../src/platform/local-storage.ts";
import { createPanel } from "./create-panel.tsx";
import type { CaptureSource } from "./live/capture-source.ts";
import { createLiveCapture } from "./live/live-capture.ts";
import { text } from "./text/english.ts";

// Extension pages forbid eval, which zod would try.
z.config({ jitless: true });

const settingsKey = "panel-settings";

/** Stands in where the panel is opened in an ordinary tab: there is no page to watch. */
const nothing: CaptureSource = {
  start(listener) {
    listener.status({ relay: "connected", documents: 0, limits: [text.status.notInDevtools] });
    return () => undefined;
  },
  send: () => Promise.reject(new Error(text.status.notInDevtools)),
};

const root = document.getElementById("app");
if (root === null) throw new TypeError('Expected panel.html to hold an element with the ID "app"');
await createPanel(root, {
  createSession,
  source: createLiveCapture() ?? nothing,
  storage: { load: () => readLocally(settingsKey), save: (settings) => storeLocally(settingsKey, settings) },
  version: extensionVersion(),
  theme: devtoolsTheme(),
  page: window,
});
