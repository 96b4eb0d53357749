import type { FromHook, KeyedEvents, MeetingEvents, SendProblem, ToHook } from "../contract/page-wire.ts";
import { later } from "./blob-payload.ts";
import { type EventRing, injected } from "./event-ring.ts";
import {
  addListener,
  deref,
  dispatch,
  fromBase64,
  meetingPlace,
  messageData,
  min,
  NativeMessageEvent,
  NativeUint8Array,
  now,
  postToPort,
  removeListener,
  socketSend,
  socketState,
  substring,
} from "./primordials.ts";
import { recordFrame } from "./record-frame.ts";

const portEvent: MeetingEvents["port"] = "privicore:port";
const helloEvent: MeetingEvents["hello"] = "privicore:hello";

/**
 * So many characters at a time go through the bridge. Firefox takes the longest, of texts whose characters are two bytes: copied
 * twice on the way in and once on the way out.
 */
const partLength = 262_144;
/** What is handed over at the end of the document, in characters, must not hold up the next page. */
const restLimit = 4 * 1_048_576;
/** A panel that has not asked for this many milliseconds is gone: one that lives asks every eight seconds. */
const readerPatience = 12_000;

type Question = Extract<ToHook, readonly ["pull", ...unknown[]]>;

/** A panel that pulls. */
interface Reader {
  /** Its last question: whose it is, up to where it has everything, and how large a batch may be. */
  readonly asked: Question;
  readonly askedAt: number;
  /** What it was told of, up to here. */
  told: number;
  /** How many batches its question may still be answered with; -1 once it has asked anew. */
  batches: number;
  waiting: boolean;
  next: Reader | null;
}

/**
 * Gives the bridge a port and answers on it. Returns what to call after every recorded event.
 *
 * The port is handed over before any script of the page runs, whichever of hook and bridge comes first: the hook offers
 * it at once, and again when a bridge says hello.
 */
export function answerBridge(ring: EventRing): () => void {
  const channel = new MessageChannel();
  const port = channel.port1;
  let readers: Reader | null = null;
  let announced = false;
  // 128 random bits, before the page can change what makes them.
  const key: KeyedEvents["rest"] = `${crypto.getRandomValues(new NativeUint8Array(16))}`;
  const leavingEvent: KeyedEvents["leaving"] = `-${key}`;
  // While the document ends.
  let leaving = false;
  let handedOver = 0;

  const say = (message: FromHook): void => postToPort(port, message);

  /** Gives a panel what there is, a part of a batch in each task, so that the page is not held up. */
  function serve(reader: Reader): void {
    if (reader.batches < 1) return;
    const batch = ring.collect(reader.told, reader.asked[3]);
    reader.waiting = !batch;
    if (!batch) return;
    reader.told = ring.collected;
    reader.batches = ring.more ? reader.batches - 1 : 0;
    const give = (start: number): void => {
      if (reader.batches < 0) return;
      const end = start + partLength;
      say(["batch", reader.asked[1], substring(batch, start, end), start, batch.length]);
      if (end < batch.length) later(() => give(end));
      else if (reader.batches > 0) later(() => serve(reader));
    };
    give(0);
  }

  /** Takes a question in: the last one of each panel counts, and panels that ask no more are forgotten. */
  function pull(asking: Reader): void {
    let kept = asking;
    for (let at = readers; at; ) {
      const next: Reader | null = at.next;
      if (at.asked[1] === asking.asked[1]) at.batches = -1;
      else if (asking.askedAt - at.askedAt < readerPatience) {
        at.next = kept;
        kept = at;
      }
      at = next;
    }
    readers = kept;
    leaving = false;
    ring.acknowledge(leastAfter());
    serve(asking);
  }

  /** From where the panel is that has the least; from the start where none has asked yet. */
  function leastAfter(): number {
    let least = readers?.asked[2] ?? 0;
    for (let at = readers; at; at = at.next) least = min(least, at.asked[2]);
    return least;
  }

  /** Hands over what no panel is known to have, in this very moment: there will be no other. */
  function handOverRest(): void {
    for (let handed = 0; handed < restLimit; ) {
      const batch = ring.collect(handedOver, partLength, true);
      if (!batch) return;
      // An init object without a prototype: no member of it falls through to the page's.
      const init: MessageEventInit = { __proto__: null, data: batch } as MessageEventInit;
      dispatch(meetingPlace, new NativeMessageEvent(key, init));
      handedOver = ring.collected;
      handed += batch.length;
    }
  }

  function send(id: number, opcode: "text" | "binary", payload: string): SendProblem | null {
    const connection = ring.connection(id);
    const socket = connection && deref(connection.socket);
    if (!connection || !socket) return "gone";
    if (socketState(socket) !== 1) return "not-open";
    const data = opcode === "text" ? payload : fromBase64(payload);
    socketSend(socket, data);
    recordFrame(ring, connection, "sent", data, injected);
    changed();
    return null;
  }

  addListener(port, "message", (event: Event) => {
    // The port's other end is in the bridge's hands alone: the contract's shapes, positional.
    const message = messageData(event) as ToHook;
    if (message[0] === "pull") {
      pull({
        asked: message,
        batches: message[4],
        told: message[2],
        askedAt: now(),
        waiting: false,
        next: null,
      });
      return;
    }
    let error: SendProblem | null;
    try {
      error = send(message[2], message[3], message[4]);
    } catch {
      // The exception's own words would come from prototypes that the page can change.
      error = "refused";
    }
    say(["sent", message[1], error]);
  });
  port.start();

  const offer = new NativeMessageEvent(portEvent, { cancelable: true, data: key, ports: [channel.port2] });
  const taken = (): boolean => !dispatch(meetingPlace, offer);
  if (!taken()) {
    const onHello = (): void => {
      if (taken()) removeListener(meetingPlace, helloEvent, onHello, true);
    };
    addListener(meetingPlace, helloEvent, onHello);
  }
  addListener(meetingPlace, leavingEvent, () => {
    leaving = true;
    handedOver = leastAfter();
    handOverRest();
  });

  function changed(): void {
    if (!announced) {
      announced = true;
      say(["announce"]);
    }
    if (leaving) handOverRest();
    else for (let at = readers; at; at = at.next) if (at.waiting) serve(at);
  }
  return changed;
}
