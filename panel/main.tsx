import * as z from "zod/mini";
import { createSession } from "../src/core/create-session.ts";
import { devtoolsTheme } from "../src/platform/devtools-theme.ts";
import { extensionOrigin, extensionVersion } from "../src/platform/extension-api.ts";
import { readLocally, storeLocally } from "../src/platform/local-storage.ts";
import { createPanel } from "./create-panel.tsx";
import type { CaptureSource } from "./live/capture-source.ts";
import { createLiveCapture } from "./live/live-capture.ts";
import type { PanelStore } from "./store/panel-store.ts";
import { text } from "./text/english.ts";

// Extension pages forbid eval, which zod would try.
z.config({ jitless: true });

const settingsKey = "panel-settings";

/** Stands in where the panel is opened in an ordinary tab: there is no page to watch. */
const nothing: CaptureSource = {
  start(listener) {
    listener.status({
      relay: "connected",
      documents: 0,
      page: "unwatched",
      limits: [text.status.notInDevtools],
    });
    return () => undefined;
  },
  send: () => Promise.reject(new Error(text.status.notInDevtools)),
};

async function openOwnTab(store: PanelStore): Promise<void> {
  const { leadTab } = await import("./own-tab/lead-session.ts");
  const id = crypto.randomUUID();
  window.addEventListener("pagehide", leadTab(store, id), { once: true });
  // Without an opener: with one, Chromium would keep the new tab in DevTools' process, without the extension's rights.
  window.open(`${extensionOrigin()}panel/panel.html?follow=${id}`, "_blank", "noopener");
}

/** The session of the DevTools that opened this tab; null where none did. */
async function followed(): Promise<CaptureSource | null> {
  const following = new URLSearchParams(location.search).get("follow");
  return following === null ? null : (await import("./own-tab/follow-session.ts")).followTab(following);
}

async function open(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) throw new TypeError('Expected panel.html to hold an element with the ID "app"');
  const live = createLiveCapture();
  await createPanel(root, {
    createSession,
    source: live ?? (await followed()) ?? nothing,
    ...(live === null ? {} : { openOwnTab: (store: PanelStore) => void openOwnTab(store) }),
    storage: {
      load: () => readLocally(settingsKey),
      save: (settings) => storeLocally(settingsKey, settings),
    },
    version: extensionVersion(),
    theme: devtoolsTheme(),
    page: window,
  });
}

// Not awaited: what is imported on demand imports from this file, and would wait for it to end.
void open();
