import { connectionId } from "../../src/contract/brands.ts";
import type { Session } from "../../src/core/session.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { sessionChannelName, type ToFollower, type ToLeader, toLeaderSchema } from "./session-wire.ts";

/** Events in one answer: few enough that neither panel stands still. */
const mostEvents = 2000;

/** The part of a BroadcastChannel that is needed here. */
export type SessionChannel = Pick<
  BroadcastChannel,
  "postMessage" | "addEventListener" | "removeEventListener" | "close"
>;

/** Leads the panel in a tab of its own that was opened with this ID. The result ends it. */
export const leadTab = (store: PanelStore, id: string): (() => void) =>
  leadSession(store, new BroadcastChannel(sessionChannelName(id)));

/** Hands the live session of this panel on to one that follows it, past and future. The result ends it. */
export function leadSession(store: PanelStore, channel: SessionChannel): () => void {
  const numbers = new WeakMap<Session, number>();
  let last = 0;
  const tell = (message: ToFollower) => channel.postMessage(message);

  const numberOf = (session: Session): number => {
    const known = numbers.get(session);
    if (known !== undefined) return known;
    numbers.set(session, ++last);
    return last;
  };

  const give = ({ session: asked, from }: Extract<ToLeader, { type: "next" }>): void => {
    const { session, baseline } = store.live;
    const number = numberOf(session);
    const first = asked === number ? from : 0;
    const end = Math.min(session.log.length, first + mostEvents);
    const events: unknown[] = [];
    for (let index = first; index < end; index++) {
      const event = session.log.event(index);
      events.push(event.type === "unrecognised" ? event.original : event);
    }
    const { relay, documents, page, limits } = store.status.peek();
    tell({
      type: "events",
      session: number,
      from: first,
      baseline,
      events,
      status: { relay, documents, page, limits: [...limits] },
    });
  };

  const onMessage = ({ data }: MessageEvent): void => {
    const message = toLeaderSchema.safeParse(data).data;
    if (message === undefined) return;
    if (message.type === "next") {
      give(message);
      return;
    }
    const { request, connection, opcode, payload } = message;
    store.environment.source.send(connectionId(connection), opcode, payload).then(
      () => tell({ type: "sent", request, problem: null }),
      (error: unknown) =>
        tell({ type: "sent", request, problem: error instanceof Error ? error.message : String(error) }),
    );
  };
  channel.addEventListener("message", onMessage);
  return () => {
    tell({ type: "closed" });
    channel.removeEventListener("message", onMessage);
    channel.close();
  };
}
