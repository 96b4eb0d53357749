import type { Announce, Attach, FromBridge, PagePortName, ToBridge } from "../contract/relay-wire.ts";
import { askBackground, connectFromPage, onTabMessage } from "../platform/content-runtime.ts";
import type { Transport } from "../platform/transport.ts";
import { meetHook } from "./hook-port.ts";

const portName: PagePortName = "page";

/** A key that no other document has. `crypto.randomUUID` exists in secure contexts only. */
function makeKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/**
 * Relays between this document's hook and the router. Opens a port only while a panel watches a document that has
 * something to show; holds no events itself, so that nothing is lost when the port or the background dies.
 */
export function relayDocument(): void {
  const key = makeKey();
  let worthWatching = false;
  let relay: Transport | null = null;

  const tell = (message: FromBridge): void => relay?.postMessage(message);

  const sayToHook = meetHook((message) => {
    switch (message[0]) {
      case "announce":
        worthWatching = true;
        return announce();
      case "batch":
        return tell({ type: "batch", panel: message[1], batch: message[2] });
      case "sent":
        return tell({
          type: "sent",
          panel: panelOf(message[1]),
          request: requestOf(message[1]),
          error: message[2],
        });
    }
  });

  // The hook knows one number per send; a panel's requests are numbered per panel.
  const requests = new Map<number, { readonly panel: number; readonly request: number }>();
  let lastRequest = 0;
  const panelOf = (id: number): number => requests.get(id)?.panel ?? 0;
  function requestOf(id: number): number {
    const request = requests.get(id)?.request ?? 0;
    requests.delete(id);
    return request;
  }

  function onRouterMessage(message: ToBridge): void {
    if (message.type === "pull")
      sayToHook(["pull", message.panel, message.after, message.maxEvents, message.maxCharacters]);
    else {
      requests.set(++lastRequest, { panel: message.panel, request: message.request });
      sayToHook(["send", lastRequest, message.connection, message.opcode, message.payload]);
    }
  }

  function connect(): void {
    if (relay !== null || !worthWatching) return;
    const transport = connectFromPage(portName);
    if (transport === null) return;
    relay = transport;
    // The router is the extension's own code, and nobody else can reach this port.
    transport.addListener((message) => onRouterMessage(message as ToBridge));
    transport.onClosed(() => {
      if (relay === transport) relay = null;
    });
    tell({ type: "document", document: key, url: location.href, time: performance.timeOrigin });
  }

  /** Tells the router that there is something to watch; it says whether somebody does. */
  async function announce(): Promise<void> {
    const message: Announce = { type: "announce" };
    if ((await askBackground(message)) === true) connect();
  }

  onTabMessage((message) => {
    const attach: Attach["type"] = "attach";
    if (typeof message === "object" && message !== null && "type" in message && message.type === attach)
      connect();
  });

  // A page that comes back from the back/forward cache lost its port when it went in.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && worthWatching) void announce();
  });
  window.addEventListener("pagehide", () => {
    tell({ type: "leaving", time: performance.timeOrigin + performance.now() });
    relay?.close();
    relay = null;
  });
}
