import type { EventIndex } from "../../src/core/model.ts";
import { eventsOf, type Selection } from "../selection/selection.ts";
import type { ViewId } from "../selection/view-id.ts";
import { asFetch, asJson, asWscat } from "../sessions/copy-as.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { sessionsText } from "../text/sessions-text.ts";
import type { MenuItem } from "../widgets/menu-item.ts";

/** What a row's menu offers to take along: JSON, a reproduction, a test; and to send its frame again. */
export function copyItems(store: PanelStore, view: ViewId, item: number): MenuItem[] {
  const session = store.session.peek();
  const selection = selectionOf(store, view, item);
  const events = selection === null ? [] : eventsOf(selection, session);
  const [first] = events;
  if (first === undefined) return [];
  const mask = store.mask.peek();
  const offer = (label: string, value: () => string | null): MenuItem[] =>
    value() === null ? [] : [{ type: "item", label, run: () => void store.copy(value() ?? "") }];
  return [
    ...offer(sessionsText.copyJson, () => asJson(session, events, mask)),
    ...offer(sessionsText.copyWscat, () => asWscat(session, first, mask)),
    ...offer(sessionsText.copyFetch, () => {
      const call = events.find((event) => session.log.kind(event) === "http");
      return call === undefined ? null : asFetch(session, call, mask);
    }),
    {
      type: "item",
      label: sessionsText.copyTest,
      run: () => void copyTest(store, events),
    },
    ...resendItem(store, first),
  ];
}

async function copyTest(store: PanelStore, events: readonly EventIndex[]): Promise<void> {
  const { asTest } = await import("../sessions/copy-as-test.ts");
  const { createSession } = store.environment;
  await store.copy(asTest(createSession, store.session.peek(), events, store.mask.peek()));
}

function resendItem(store: PanelStore, index: EventIndex): MenuItem[] {
  if (store.tab.peek() !== store.live) return [];
  const { log } = store.live.session;
  const event = log.event(index);
  // Of one that is cut, only the beginning could be sent.
  if (event.type !== "frame" || event.truncated === true) return [];
  return [
    {
      type: "item",
      label: sessionsText.resend,
      run: () => {
        store.sending.value = {
          connection: event.connection,
          payload: event.payload,
          opcode: event.opcode,
        };
      },
    },
  ];
}

function selectionOf(store: PanelStore, view: ViewId, item: number): Selection | null {
  switch (view) {
    case "frames":
      return { type: "event", index: item };
    case "exchanges":
      return { type: "exchange", index: item };
    case "channels":
      return null;
    case "commands": {
      const work = store.tables.commands.work(item);
      return work === null ? null : { type: work.type, index: work.of.index };
    }
    case "problems":
      return { type: "finding", index: item };
  }
}
