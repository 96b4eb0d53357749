import type { Announce, Attach, FromBridge, PagePortName, ToBridge } from "../contract/relay-wire.ts";
import { askBackground, connectFromPage, onTabMessage } from "../platform/content-runtime.ts";
import type { Transport } from "../platform/transport.ts";
import { meetHook } from "./hook-port.ts";
import { randomKey } from "./random-key.ts";

const portName: PagePortName = "page";

/** Chromium may load a page ahead of the person's going there: until then nobody looks at it, and it is in no tab's frames. */
const prerendering = (): boolean => "prerendering" in document && document.prerendering === true;

/**
 * Relays between this document's hook and the router. Opens a port only while a panel watches a document that has
 * something to show; holds no events itself, so that nothing is lost when the port or the background dies.
 */
export function relayDocument(): void {
  const key = randomKey();
  let worthWatching = false;
  let announcing = false;
  let relay: Transport | null = null;

  const tell = (message: FromBridge): void => relay?.postMessage(message);

  const hook = meetHook((message) => {
    switch (message[0]) {
      case "announce":
        worthWatching = true;
        return announce();
      case "batch":
        return tell({
          type: "batch",
          panel: message[1],
          part: message[2],
          start: message[3],
          length: message[4],
        });
      case "sent":
        return tell({
          type: "sent",
          panel: panelOf(message[1]),
          request: requestOf(message[1]),
          problem: message[2],
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
      hook.say(["pull", message.panel, message.after, message.maxCharacters, message.batches]);
    else {
      requests.set(++lastRequest, { panel: message.panel, request: message.request });
      hook.say(["send", lastRequest, message.connection, message.opcode, message.payload]);
    }
  }

  function connect(): void {
    if (relay !== null || !worthWatching || prerendering()) return;
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
    if (prerendering()) return;
    const message: Announce = { type: "announce" };
    announcing = true;
    const watched = await askBackground(message);
    announcing = false;
    if (watched === true) connect();
  }

  onTabMessage((message) => {
    const attach: Attach["type"] = "attach";
    if (typeof message === "object" && message !== null && "type" in message && message.type === attach)
      connect();
  });

  // A page that comes back from the back/forward cache lost its port when it went in.
  // Neither has happened where the page dispatched the event itself.
  const onShow = (event: PageTransitionEvent): void => {
    if (event.isTrusted && event.persisted && worthWatching) void announce();
  };
  const onHide = (event: PageTransitionEvent): void => {
    if (!event.isTrusted) return;
    // A page that lived so briefly that nobody has said yet whether it is watched.
    if (announcing) connect();
    if (relay === null) return;
    tell({ type: "leaving", time: performance.timeOrigin + performance.now() });
    hook.leave();
    if (!event.persisted) return;
    // Into the back/forward cache. Firefox leaves the port open there. What the page still does waits in the hook, also once it is
    // back: handed over before a panel has asked, it would come without what happened while there was no port.
    hook.stay();
    relay.close();
    relay = null;
  };
  const onActivated = ({ isTrusted }: Event): void => {
    if (isTrusted && worthWatching) void announce();
  };
  function listen(): void {
    document.addEventListener("prerenderingchange", onActivated);
    window.addEventListener("pageshow", onShow);
    // Capturing: before the page's own listeners. What they still do follows event by event.
    window.addEventListener("pagehide", onHide, true);
  }
  listen();
  // `document.open()` removes every listener of the window, ours too. It also empties the document, which can be seen.
  new MutationObserver(listen).observe(document, { childList: true });
}
