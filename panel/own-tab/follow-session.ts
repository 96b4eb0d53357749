import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import { readEvent } from "../../src/io/capture-file/read-event.ts";
import type { CaptureListener, CaptureSource, CaptureStatus } from "../live/capture-source.ts";
import { sessionsText } from "../text/sessions-text.ts";
import type { SessionChannel } from "./lead-session.ts";
import { sessionChannelName, type ToFollower, type ToLeader, toFollowerSchema } from "./session-wire.ts";

/** The source of a panel that was opened in a tab of its own with this ID. */
export const followTab = (id: string): CaptureSource =>
  followSession(new BroadcastChannel(sessionChannelName(id)), sessionsText.mirrorGone);

/** Milliseconds. */
const pace = {
  /** Between an answer with little in it and the next question. */
  idle: 100,
  /** A question without an answer is asked again. */
  again: 3000,
} as const;

/**
 * The session of another panel as a source: everything that it holds, then what comes. `gone` is a sentence for when the other
 * panel is closed.
 */
export function followSession(channel: SessionChannel, gone: string): CaptureSource {
  const sends = new Map<number, { readonly resolve: () => void; readonly reject: (reason: Error) => void }>();
  let lastRequest = 0;
  let listener: CaptureListener | null = null;
  let session = 0;
  let from = 0;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let status: CaptureStatus = { relay: "connecting", documents: 0, page: "unknown", limits: [] };

  const tell = (message: ToLeader) => channel.postMessage(message);
  const ask = (): void => {
    clearTimeout(timer);
    tell({ type: "next", session, from });
    timer = setTimeout(() => {
      report({ ...status, relay: "reconnecting" });
      ask();
    }, pace.again);
  };
  const report = (next: CaptureStatus): void => {
    status = next;
    listener?.status(status);
  };

  const take = (message: Extract<ToFollower, { type: "events" }>): void => {
    const events = message.events.flatMap((value): CaptureEvent[] => {
      const event = readEvent(value, null);
      return typeof event === "string" ? [] : [event];
    });
    if (message.session !== session) {
      session = message.session;
      from = 0;
      // What the other panel does not show, because it only carries what its session stands on, is not shown here either.
      listener?.restarted?.(events.splice(0, message.baseline));
    } else if (message.from !== from) return;
    from = message.from + message.events.length;
    if (events.length > 0) listener?.events(events);
    report(message.status);
    clearTimeout(timer);
    if (message.events.length > 0) ask();
    else timer = setTimeout(ask, pace.idle);
  };

  const onMessage = ({ data }: MessageEvent): void => {
    const message = toFollowerSchema.safeParse(data).data;
    switch (message?.type) {
      case "events":
        take(message);
        break;
      case "sent": {
        const pending = sends.get(message.request);
        sends.delete(message.request);
        if (message.problem === null) pending?.resolve();
        else pending?.reject(new Error(message.problem));
        break;
      }
      case "closed":
        closed = true;
        clearTimeout(timer);
        for (const pending of sends.values()) pending.reject(new Error(gone));
        sends.clear();
        report({ relay: "reconnecting", documents: 0, page: "unknown", limits: [gone] });
    }
  };

  return {
    start(starting) {
      listener = starting;
      channel.addEventListener("message", onMessage);
      report(status);
      ask();
      return () => {
        listener = null;
        clearTimeout(timer);
        channel.removeEventListener("message", onMessage);
        channel.close();
      };
    },
    send: (connection, opcode, payload) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error(gone);
        const request = ++lastRequest;
        sends.set(request, { resolve, reject });
        tell({ type: "send", request, connection, opcode, payload });
      }),
  };
}
