import type { FrameEvent } from "../../src/contract/capture-event.ts";
import { createSession } from "../../src/core/create-session.ts";
import type { Session } from "../../src/core/session.ts";
import type { Samples } from "../framework/child-message.ts";
import { collectGarbage, processorTime } from "../framework/in-turn.ts";
import { warmUpFrames } from "../framework/warm-up.ts";
import { checkConversation } from "../traffic/check-conversation.ts";
import type { TrafficMix } from "../traffic/conversation.ts";
import { LeastWork } from "../traffic/least-work.ts";
import { PackedConversation } from "../traffic/packed-conversation.ts";

/** What a run took, in milliseconds a conversation: on the clock, and of the processor, all the process's threads together. */
interface Taken {
  readonly elapsed: number;
  readonly processor: number;
  /** Of the processor from the run's begin to its end, the making of its events included. */
  readonly whole: number;
}

/** Where results go, so that an optimiser cannot prove them unused. */
export let blackHole: unknown = null;

/**
 * Times a session that takes a conversation in (`session`), and bare JSON.parse over the same payloads (`parse`), in turn: on
 * the clock, and as processor time (`sessionProcessor`, `parseProcessor`). Events are made in batches, outside of either
 * clock, on both sides. So that what a side leaves to the collector cannot hide there, whole runs are timed too, together
 * with one that only makes the events (`parseWhole`, `sessionWhole`, `makeWhole`). `least` parses, keeps and looks up by ID, and
 * judges nothing: what a session does is on top of that. Small conversations are taken in many
 * times a sample, so that a sample is long enough to time. Milliseconds a conversation, and its `frames`.
 */
export async function measure({
  mix,
  frames,
  rounds,
}: {
  mix: TrafficMix;
  frames: number;
  rounds: number;
}): Promise<Samples> {
  const packed = new PackedConversation(frames, mix);
  const repeats = Math.max(1, Math.ceil(warmUpFrames(rounds) / frames));
  // One session is open all the time, as in a panel: without any, V8 would forget how a session is made.
  const open = filled(new PackedConversation(5000, mix));
  const sides: Record<"parse" | "least" | "session" | "make", () => Taken> = {
    parse: () =>
      timed(packed, repeats, () => (batch) => {
        for (const { payload } of batch) blackHole = JSON.parse(payload);
      }),
    least: () =>
      timed(packed, repeats, () => {
        const least = new LeastWork();
        blackHole = least;
        return (batch) => {
          for (const event of batch) least.take(event);
        };
      }),
    session: () =>
      timed(packed, repeats, () => {
        const session = begun(packed);
        blackHole = session;
        return (batch) => {
          for (const event of batch) session.append(event);
        };
      }),
    make: () =>
      timed(packed, repeats, () => (batch) => {
        blackHole = batch;
      }),
  };
  checkConversation(filled(packed), packed.frames);
  checkLeast(packed);
  const order = Object.entries(sides);
  const taken: Record<keyof typeof sides, Taken[]> = { parse: [], least: [], session: [], make: [] };
  const warmUps = frames < 1e6 ? 2 : 1;
  for (let round = 0; round < warmUps + rounds; round++)
    for (const [name, run] of round % 2 === 0 ? order : order.toReversed()) {
      blackHole = null;
      collectGarbage();
      const took = run();
      if (round >= warmUps) taken[name as keyof typeof taken].push(took);
    }
  checkConversation(open, open.log.frames);
  return {
    frames: [packed.frames],
    parse: taken.parse.map(({ elapsed }) => elapsed),
    session: taken.session.map(({ elapsed }) => elapsed),
    least: taken.least.map(({ elapsed }) => elapsed),
    leastWhole: taken.least.map(({ whole }) => whole),
    parseProcessor: taken.parse.map(({ processor }) => processor),
    sessionProcessor: taken.session.map(({ processor }) => processor),
    parseWhole: taken.parse.map(({ whole }) => whole),
    sessionWhole: taken.session.map(({ whole }) => whole),
    makeWhole: taken.make.map(({ whole }) => whole),
  };
}

/** Runs one side over the conversation, batch by batch; only what `take` does with a batch is on its clocks. */
function timed(
  packed: PackedConversation,
  repeats: number,
  begin: () => (batch: readonly FrameEvent[]) => void,
): Taken {
  let elapsed = 0;
  let processor = 0;
  const begunAt = processorTime();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const take = begin();
    for (const batch of packed.batches()) {
      const processorBefore = processorTime();
      const before = performance.now();
      take(batch);
      elapsed += performance.now() - before;
      processor += processorTime() - processorBefore;
    }
  }
  return {
    elapsed: elapsed / repeats,
    processor: processor / repeats,
    whole: (processorTime() - begunAt) / repeats,
  };
}

/** Throws unless the least that must be done is done: every frame kept, and as many looked up as come to an ID that came before. */
function checkLeast(packed: PackedConversation): void {
  const least = new LeastWork();
  const ids = new Set<string>();
  for (const batch of packed.batches())
    for (const event of batch) {
      least.take(event);
      ids.add(/"(?:correlationId|id)":"([^"]+)"/.exec(event.payload)?.[1] ?? "");
    }
  if (least.frames !== packed.frames || least.paired !== packed.frames - ids.size)
    throw new Error(
      `Expected ${packed.frames} frames with ${ids.size} different IDs, got ${least.frames} of which ${least.paired} came again`,
    );
}

function begun(packed: PackedConversation): Session {
  const session = createSession();
  for (const event of packed.beginning) session.append(event);
  return session;
}

function filled(packed: PackedConversation): Session {
  const session = begun(packed);
  for (const batch of packed.batches()) for (const event of batch) session.append(event);
  return session;
}
