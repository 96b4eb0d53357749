import { describe, expect, it } from "vitest";
import {
  connectionId,
  type DocumentId,
  documentId,
  epochMilliseconds,
} from "../../../src/contract/brands.ts";
import { Connections } from "../../../src/core/connections.ts";
import { LostFrames } from "../../../src/core/lost-frames.ts";
import { connected, conversation, start } from "./conversation.ts";
import { single } from "./judged.ts";

describe("a connection that was not seen to be created", () => {
  it("exists from its first frame on, of no document and address", () => {
    const told = conversation().document().on("c9").joined();
    expect(single(told.session().connections)).toMatchObject({
      id: "c9",
      url: "",
      document: null,
      protocols: [],
      worker: false,
    });
  });

  it("takes over what its creation says, where that comes late", () => {
    const told = conversation().document().on("c1").joined().connect("c1", "wss://late.example/");
    expect(single(told.session().connections)).toMatchObject({ url: "wss://late.example/", document: "d1" });
  });
});

describe("whether a connection of a document was joined", () => {
  const at = epochMilliseconds;
  const [first, second] = [documentId("d1"), documentId("d2")];
  const creation = (document: DocumentId | null) =>
    ({
      type: "connection-created",
      connection: connectionId("c1"),
      document,
      time: at(10),
      url: "wss://h/",
    }) as const;

  /** Connections of which one, whose creation was not seen, is joined from 20 on. */
  function joinedFrom20() {
    const connections = new Connections(new LostFrames(), () => at(0));
    const connection = connections.get(connectionId("c1"), at(10));
    connection.system = "privicore";
    connection.history.joinSent(at(15), 0);
    connection.history.joinAccepted(at(20), connections.channelIds.numberOf("channel"), 1, false, 0);
    return { connections, leave: () => connection.history.leaveSent(at(30), 2, 1) };
  }
  const joinedTimes = (connections: Connections, document: DocumentId | null) =>
    [19, 20, 29, 30].filter((time) => connections.wasJoined(document, at(time)));

  it("is told by its times, and may be any document's while it is not known whose it is", () => {
    const { connections, leave } = joinedFrom20();
    leave();
    for (const document of [first, second, null])
      expect(joinedTimes(connections, document)).toEqual([20, 29]);
  });

  it("is told of its own document alone once that is known, for what was before, too", () => {
    const { connections, leave } = joinedFrom20();
    leave();
    connections.created(creation(first));
    expect(joinedTimes(connections, first)).toEqual([20, 29]);
    expect(joinedTimes(connections, second)).toEqual([]);
    expect(joinedTimes(connections, null)).toEqual([20, 29]);
    expect(connections.ofDocument(first)).toHaveLength(1);
    expect(connections.ofDocument(second)).toEqual([]);
  });

  it("goes on where it is still joined when its document becomes known", () => {
    const { connections, leave } = joinedFrom20();
    connections.created(creation(first));
    expect(joinedTimes(connections, first)).toEqual([20, 29, 30]);
    expect(joinedTimes(connections, second)).toEqual([]);
    leave();
    expect(joinedTimes(connections, first)).toEqual([20, 29]);
  });
});

describe("what a creation says", () => {
  const created = (fields: object) =>
    single(
      conversation()
        .document()
        .event({
          type: "connection-created",
          connection: connectionId("c1"),
          document: documentId("d1"),
          time: epochMilliseconds(start),
          url: "wss://h/",
          ...fields,
        })
        .session().connections,
    );

  it("is kept, and absent where it does not say", () => {
    expect(created({ protocols: ["a", "b"], worker: true })).toMatchObject({
      protocols: ["a", "b"],
      worker: true,
    });
    expect(created({})).toMatchObject({ protocols: [], worker: false });
  });
});

describe("what a close says", () => {
  it.each([
    ["its code", { code: 4001, wasClean: true }, 4001],
    ["no code, but that it was clean", { code: null, wasClean: true }, 1005],
    ["no code, but that it was not clean", { wasClean: false }, 1006],
    ["nothing", {}, null],
  ])("is told by %s", (_what, fields, code) => {
    const told = connected().event({
      type: "connection-closed",
      connection: connectionId("c1"),
      time: epochMilliseconds(start + 100),
      ...fields,
    });
    expect(single(told.session().connections)).toMatchObject({ closeCode: code, closedAt: start + 100 });
  });
});
