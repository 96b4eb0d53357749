import { describe, expect, it } from "vitest";
import { connectionStateAt, lastChannelId } from "../../../../panel/overview/connection-state.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import type { Connection } from "../../../../src/core/model.ts";
import { Conversation } from "../../../panel/page/conversation.ts";

const start = 1_790_000_000_000;

/** A connection that joins a second after it was opened, and is closed a second later. */
function closedAfterJoin(): { connection: Connection; joined: number; channel: string } {
  const talk = new Conversation(start).page("d1").connect("c1", "d1").wait(1_000);
  const channel = talk.join("c1");
  const joined = talk.now;
  talk.wait(1_000).close("c1");
  const session = createSession();
  for (const event of talk.events) session.append(event);
  const [connection] = session.connections;
  if (connection === undefined) throw new Error("Expected a connection");
  return { connection, joined, channel };
}

describe("a connection's channel", () => {
  it("is none before it joined", () => {
    const { connection } = closedAfterJoin();
    expect(lastChannelId(connection, start + 500)).toBeNull();
  });

  it("is still told once the connection is closed, when its state names none", () => {
    const { connection, joined, channel } = closedAfterJoin();
    expect(connectionStateAt(connection, joined)?.channelId).toBe(channel);
    expect(connectionStateAt(connection, null)).toMatchObject({ state: "closed", channelId: null });
    expect(lastChannelId(connection, null)).toBe(channel);
  });
});
