import {
  type Attach,
  announceSchema,
  type FromBridge,
  type FromPanel,
  fromBridgeSchema,
  fromPanelSchema,
  type PagePortName,
  type PanelPortName,
  type ToBridge,
  type ToPanel,
} from "../contract/relay-wire.ts";
import type { Peer } from "../platform/runtime.ts";
import type { Transport } from "../platform/transport.ts";

const pagePort: PagePortName = "page";
const panelPort: PanelPortName = "panel";

/** No panel's own number. */
const everyPanel = 0;

/**
 * A number for a panel's port, never given twice, however often the background starts anew. A page may still be answering what was
 * asked over an earlier port: to whoever has the number now that would look as if all before it were lost.
 */
const portNumber = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) + 1;

interface Panel {
  readonly id: number;
  readonly tab: number;
  readonly transport: Transport;
}

interface PageDocument {
  readonly hello: Extract<FromBridge, { type: "document" }>;
  readonly frame: number;
  readonly transport: Transport;
}

/** What is watched in one tab. */
interface Tab {
  readonly panels: Map<number, Panel>;
  readonly documents: Map<string, PageDocument>;
}

export interface RouterPlatform {
  /** Sends to the bridges in all frames of a tab; whether there is any. */
  messageTab(tab: number, message: Attach): Promise<boolean>;
}

/**
 * Joins panels with the documents of their tab. Routes by the sender that the browser vouches for, never by content, and
 * keeps nothing: when the background is stopped and starts anew, panels and bridges connect again and nothing is missing.
 */
export function createRouter(platform: RouterPlatform) {
  const tabs = new Map<number, Tab>();

  function tabOf(id: number): Tab {
    let tab = tabs.get(id);
    if (tab === undefined) {
      tab = { panels: new Map(), documents: new Map() };
      tabs.set(id, tab);
    }
    return tab;
  }

  const tell = (panel: Panel, message: ToPanel): void => panel.transport.postMessage(message);

  function introduce(panel: Panel, document: PageDocument): void {
    const { document: key, url, time } = document.hello;
    tell(panel, { type: "document", document: key, frame: document.frame, url, time });
  }

  function connectPanel(transport: Transport): void {
    const id = portNumber();
    let panel: Panel | null = null;

    function watch(tabId: number): void {
      panel = { id, tab: tabId, transport };
      const tab = tabOf(tabId);
      tab.panels.set(id, panel);
      tell(panel, { type: "watching" });
      for (const document of tab.documents.values()) introduce(panel, document);
      void platform.messageTab(tabId, { type: "attach" });
    }

    async function look(watching: Panel): Promise<void> {
      const bridged = await platform.messageTab(watching.tab, { type: "attach" });
      tell(watching, { type: "looked", bridged });
    }

    function route(message: Extract<FromPanel, { document: string }>, watching: Panel): void {
      const document = tabs.get(watching.tab)?.documents.get(message.document);
      if (document === undefined) {
        if (message.type === "send")
          tell(watching, {
            type: "sent",
            document: message.document,
            request: message.request,
            problem: "page-left",
          });
        return;
      }
      const { document: _key, ...request } = message;
      const forwarded: ToBridge = { ...request, panel: id };
      document.transport.postMessage(forwarded);
    }

    transport.addListener((raw) => {
      const message = fromPanelSchema.safeParse(raw).data;
      if (message === undefined || message.type === "ping") return;
      if (message.type === "watch") {
        if (panel === null) watch(message.tab);
      } else if (panel !== null) {
        if (message.type === "look") void look(panel);
        else route(message, panel);
      }
    });
    transport.onClosed(() => {
      if (panel === null) return;
      const tab = tabOf(panel.tab);
      tab.panels.delete(id);
      if (tab.panels.size > 0) return;
      // Nobody looks any more: the pages need no port until somebody does.
      for (const document of tab.documents.values()) document.transport.close();
      tabs.delete(panel.tab);
    });
  }

  function connectPage(transport: Transport, tabId: number, frame: number): void {
    const tab = tabs.get(tabId);
    if (tab === undefined || tab.panels.size === 0) {
      transport.close();
      return;
    }
    let document: PageDocument | null = null;
    let leftAt: number | null = null;
    transport.addListener((raw) => {
      const message = fromBridgeSchema.safeParse(raw).data;
      if (message === undefined) return;
      if (message.type === "document") {
        if (document !== null) return;
        // The panel that was there when it connected has gone: one that has come since would not be told of it.
        if (tabs.get(tabId) !== tab) {
          transport.close();
          return;
        }
        document = { hello: message, frame, transport };
        tab.documents.set(message.document, document);
        for (const panel of tab.panels.values()) introduce(panel, document);
      } else if (document === null) return;
      else if (message.type === "leaving") leftAt = message.time;
      else {
        const key = document.hello.document;
        for (const panel of tab.panels.values()) {
          if (message.panel !== panel.id && message.panel !== everyPanel) continue;
          if (message.type === "batch")
            tell(panel, {
              type: "batch",
              document: key,
              part: message.part,
              start: message.start,
              length: message.length,
            });
          else
            tell(panel, { type: "sent", document: key, request: message.request, problem: message.problem });
        }
      }
    });
    transport.onClosed(() => {
      // A document that has connected anew in the meantime is another entry under the same key.
      if (document === null || tab.documents.get(document.hello.document) !== document) return;
      tab.documents.delete(document.hello.document);
      for (const panel of tab.panels.values())
        tell(panel, { type: "document-left", document: document.hello.document, time: leftAt });
    });
  }

  return {
    /** Takes a port in. */
    connect(name: string, transport: Transport, peer: Peer): void {
      if (name === panelPort && peer.kind === "extension") connectPanel(transport);
      else if (name === pagePort && peer.kind === "page") connectPage(transport, peer.tab, peer.frame);
      else transport.close();
    },

    /** Answers a single message: an announcement with whether a panel watches the tab. */
    answer(message: unknown, peer: Peer): boolean {
      if (peer.kind !== "page" || !announceSchema.safeParse(message).success) return false;
      return (tabs.get(peer.tab)?.panels.size ?? 0) > 0;
    },
  };
}
