import { createSession } from "../../src/core/create-session.ts";
import type { Samples } from "../framework/child-message.ts";
import { timeInTurn } from "../framework/in-turn.ts";
import { checkConversation } from "../traffic/check-conversation.ts";
import { conversation, type TrafficMix } from "../traffic/conversation.ts";

/**
 * Times a session that takes a conversation in (`session`), and bare JSON.parse over the same payloads (`parse`), in turn.
 * Small conversations are taken in many times a sample, so that a sample is long enough to time. Milliseconds a
 * conversation, and its `frames`.
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
  const events = [...conversation(frames, mix)];
  const payloads = events.flatMap((event) => (event.type === "frame" ? [event.payload] : []));
  const repeats = Math.max(1, Math.ceil(20_000 / frames));
  const parse = () => {
    let last: unknown;
    for (let repeat = 0; repeat < repeats; repeat++)
      for (const payload of payloads) last = JSON.parse(payload);
    return last;
  };
  const fold = () => {
    let session = createSession();
    for (let repeat = 0; repeat < repeats; repeat++) {
      session = createSession();
      for (const event of events) session.append(event);
    }
    return session;
  };
  checkConversation(fold(), payloads.length);
  const warmUps = Math.max(1, Math.ceil(200_000 / (repeats * frames)));
  for (let round = 0; round < warmUps; round++) {
    parse();
    fold();
  }
  const sides = [
    { name: "parse", run: parse },
    { name: "session", run: fold },
  ];
  const times = await timeInTurn(sides, rounds);
  return {
    frames: [payloads.length],
    ...Object.fromEntries(
      Object.entries(times).map(([name, taken]) => [name, taken.map((time) => time / repeats)]),
    ),
  };
}
