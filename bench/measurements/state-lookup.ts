import { epochMilliseconds } from "../../src/contract/brands.ts";
import { exchangeOutcomeAt } from "../../src/core/as-of.ts";
import { channelAt } from "../../src/core/channel-history.ts";
import { createSession } from "../../src/core/create-session.ts";
import type { ChannelInterval } from "../../src/core/model.ts";
import type { Samples } from "../framework/child-message.ts";
import { timeInTurn } from "../framework/in-turn.ts";
import { conversation } from "../traffic/conversation.ts";

const lookups = 100_000;

/**
 * Times look-ups at random moments in a session of `size` frames that are mostly joins and leaves, and in a channel history
 * of `size` intervals. Microseconds a look-up: `channel` (the state in the session's history), `interval` (in the bare
 * history), `position` (in the log's time order), `outcome` (of a random exchange).
 */
export async function measure({ size, rounds }: { size: number; rounds: number }): Promise<Samples> {
  const session = createSession();
  for (const event of conversation(size, "exchanges")) session.append(event);
  const history = session.connections[0]?.channel ?? [];
  const from = history[0]?.from ?? 0;
  const to = session.end ?? from;
  const bare = intervals(size);
  const within = (start: number, end: number) =>
    Array.from({ length: lookups }, (_, index) =>
      epochMilliseconds(start + (end - start) * ((index * 0.6180339887498949) % 1)),
    );
  const moments = within(from, to);
  const bareMoments = within(0, size);
  const { exchanges, log } = session;
  const times = await timeInTurn(
    [
      { name: "channel", run: () => sumOver(moments, (time) => channelAt(history, time)?.from ?? 0) },
      { name: "interval", run: () => sumOver(bareMoments, (time) => channelAt(bare, time)?.from ?? 0) },
      { name: "position", run: () => sumOver(moments, (time) => log.positionAt(time)) },
      {
        name: "outcome",
        run: () =>
          sumOver(moments, (time, index) => {
            const exchange = exchanges[(index * 7919) % exchanges.length];
            return exchange !== undefined && exchangeOutcomeAt(exchange, time) === "ok" ? 1 : 0;
          }),
      },
    ],
    rounds,
  );
  return Object.fromEntries(
    Object.entries(times).map(([name, taken]) => [name, taken.map((time) => (time * 1000) / lookups)]),
  );
}

function sumOver<Item>(items: readonly Item[], value: (item: Item, index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (item !== undefined) sum += value(item, index);
  }
  return sum;
}

/** A history of `size` intervals of a millisecond each. */
function intervals(size: number): ChannelInterval[] {
  const states = ["joining", "joined", "leaving", "left"] as const;
  return Array.from({ length: size }, (_, index) => ({
    state: states[index % 4] ?? "left",
    from: epochMilliseconds(index),
    to: index === size - 1 ? null : epochMilliseconds(index + 1),
    channelId: index % 4 === 1 ? "019735db-f8f7-6c08-c893-8f3a6f44a244" : null,
    cause: index,
  }));
}
