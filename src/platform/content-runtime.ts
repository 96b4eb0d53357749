import type { Runtime } from "webextension-polyfill";
import { portTransport } from "./port-transport.ts";
import type { Transport } from "./transport.ts";

/**
 * The little that the bridge needs of `browser.runtime`. Not through webextension-polyfill: its 10 KB would be parsed in
 * every frame of every page, to no end, because these calls are the same in both browsers (promises, in MV3).
 */
interface ContentRuntime {
  readonly id: string | undefined;
  connect(options: { readonly name: string }): Runtime.Port;
  sendMessage(message: unknown): Promise<unknown>;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
}

function runtime(): ContentRuntime {
  const { browser, chrome } = globalThis as {
    browser?: { readonly runtime: ContentRuntime };
    chrome?: { readonly runtime: ContentRuntime };
  };
  const api = browser ?? chrome;
  if (api === undefined) throw new TypeError("Expected to run in an extension's content script");
  return api.runtime;
}

/** Opens a port to the background; null where the extension was updated or removed under this page. */
export function connectFromPage(name: string): Transport | null {
  try {
    return portTransport(runtime().connect({ name }));
  } catch {
    return null;
  }
}

/** Sends a message to the background and gives its answer; null where there is none. */
export async function askBackground(message: unknown): Promise<unknown> {
  try {
    return await runtime().sendMessage(message);
  } catch {
    // No background, or the extension was updated or removed under this page: there is nobody to tell.
    return null;
  }
}

/** Calls `listener` with every message that the background sends to this tab. */
export const onTabMessage = (listener: (message: unknown) => void): void =>
  runtime().onMessage.addListener((message) => listener(message));
