import { createSession } from "../../src/core/create-session.ts";
import type { Session } from "../../src/core/session.ts";
import { readEvent } from "../../src/io/capture-file/read-event.ts";
import type { Samples } from "../framework/child-message.ts";
import { settledHeap } from "../framework/settled-heap.ts";
import { checkConversation } from "../traffic/check-conversation.ts";
import { conversation, type TrafficMix } from "../traffic/conversation.ts";

/**
 * Fills a session as a reader does, event by event from a capture's lines, and lets it go again. In bytes: the heap
 * `before`, `filled`, `cleared`; the payloads' own text (`payloads`: one byte a character, as these are); `frames`; and by how
 * much the process's memory was larger at its peak than before the first fill (`peak`, once).
 */
export async function measure(input: {
  mix: TrafficMix;
  frames: number;
  retain: "events" | "conclusions";
  rounds: number;
}): Promise<Samples> {
  const samples: Record<"before" | "filled" | "cleared" | "payloads" | "frames" | "peak", number[]> = {
    before: [],
    filled: [],
    cleared: [],
    payloads: [],
    frames: [],
    peak: [],
  };
  // Code and its feedback are part of the process, not of the session.
  fill({ ...input, frames: 5000 });
  for (let round = 0; round < input.rounds; round++) {
    samples.before.push(await settledHeap());
    const residentBefore = process.memoryUsage.rss();
    let held: Filled | null = fill(input);
    // The system tells the peak of the process's whole life, so only the first fill has one of its own.
    if (round === 0) samples.peak.push(process.resourceUsage().maxRSS * 1024 - residentBefore);
    samples.filled.push(await settledHeap());
    samples.payloads.push(held.payloadBytes);
    samples.frames.push(held.session.log.frames);
    held = null;
    samples.cleared.push(await settledHeap());
  }
  return samples;
}

interface Filled {
  readonly session: Session;
  readonly payloadBytes: number;
}

function fill({
  mix,
  frames,
  retain,
}: {
  mix: TrafficMix;
  frames: number;
  retain: "events" | "conclusions";
}): Filled {
  const session = createSession({ retain });
  let payloadBytes = 0;
  let made = 0;
  for (const generated of conversation(frames, mix)) {
    const event = readEvent(JSON.parse(JSON.stringify(generated)), null);
    if (typeof event === "string") throw new Error(`Expected an event, got the complaint: ${event}`);
    session.append(event);
    if (event.type !== "frame") continue;
    payloadBytes += event.payload.length;
    made++;
  }
  checkConversation(session, made);
  return { session, payloadBytes };
}
