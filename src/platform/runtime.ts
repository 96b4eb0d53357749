import type { Runtime } from "webextension-polyfill";
import browser from "webextension-polyfill";
import { portTransport } from "./port-transport.ts";
import type { Transport } from "./transport.ts";

/** Who is at the other end of a port or sent a message, as the browser vouches for it. */
export type Peer =
  /** A page of the extension itself. */
  | { readonly kind: "extension" }
  /** A content script: in this frame of this tab. */
  | { readonly kind: "page"; readonly tab: number; readonly frame: number };

function peerOf(sender: Runtime.MessageSender | undefined): Peer | null {
  if (sender === undefined || sender.id !== browser.runtime.id) return null;
  // The panel in an ordinary tab has a tab too, but never a web page's URL.
  if (sender.url?.startsWith(browser.runtime.getURL("")) === true) return { kind: "extension" };
  const tab = sender.tab?.id;
  return tab === undefined ? null : { kind: "page", tab, frame: sender.frameId ?? 0 };
}

/** Calls `listener` with every port that is opened to the background by the extension's own pages and scripts. */
export function onConnect(listener: (name: string, transport: Transport, peer: Peer) => void): void {
  browser.runtime.onConnect.addListener((port) => {
    const peer = peerOf(port.sender);
    if (peer === null) port.disconnect();
    else listener(port.name, portTransport(port), peer);
  });
}

/** Calls `listener` with every single message; what it returns is the answer. */
export function onMessage(listener: (message: unknown, peer: Peer) => unknown): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const peer = peerOf(sender);
    return peer === null ? undefined : Promise.resolve(listener(message, peer));
  });
}

/** Sends a message to the content scripts in all frames of a tab. Resolves with whether anybody listens. */
export async function messageTab(tab: number, message: unknown): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tab, message);
    return true;
  } catch {
    // No content script in this tab: a page of the browser, one from before the extension, or the tab is gone.
    return false;
  }
}
