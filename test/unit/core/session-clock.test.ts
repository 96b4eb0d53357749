import { describe, expect, it } from "vitest";
import { epochMilliseconds } from "../../../src/contract/brands.ts";
import { createSession } from "../../../src/core/create-session.ts";
import { type Conversation, connected, conversation, start } from "./conversation.ts";
import { exchangesOf, rulesOf } from "./judged.ts";

const at = (since: number) => epochMilliseconds(start + since);

/** A session that has taken in what was told and whose clock stands at its last event. */
function upToLastEvent(told: Conversation) {
  const session = createSession();
  for (const event of told.events) session.append(event);
  return session;
}

describe("the session's clock", () => {
  it("stands nowhere while nothing has come", () => {
    expect(createSession()).toMatchObject({ now: null, end: null, revision: 0 });
  });

  it("stands at the latest event, wherever that lies in the file", () => {
    const [document, created, opened] = connected().events;
    const session = createSession();
    for (const event of [opened, document, created]) if (event !== undefined) session.append(event);
    expect(session.now).toBe(start + 20);
    expect(session.end).toBe(start + 20);
  });

  it("does not go back", () => {
    const session = upToLastEvent(connected().join());
    session.advance(at(40_000));
    session.advance(at(100));
    expect(session.now).toBe(at(40_000));
    expect(rulesOf(session)).toEqual(["join-unanswered"]);
  });

  it("lets a time-out fire while nothing comes, and only once its time has passed", () => {
    const session = upToLastEvent(connected().join());
    session.advance(at(10_030));
    expect(exchangesOf(session)).toEqual(["joinChannel pending"]);
    session.advance(at(10_030.001));
    expect(exchangesOf(session)).toEqual(["joinChannel timed-out"]);
    expect(session.findings[0]?.at).toBe(at(10_030));
  });

  it("lets what is due happen in the order of its time, before the event that comes after", () => {
    const told = connected().join({ id: "a" }).wait(5000).join({ id: "b" }).wait(20_000).leave();
    expect(rulesOf(told)).toEqual(["already-joined", "join-unanswered", "join-unanswered", "not-joined"]);
    expect(told.session().findings.map(({ at }) => at - start)).toEqual([5030, 10_030, 15_030, 25_030]);
  });

  it("moves the revision only with what it changes", () => {
    const session = upToLastEvent(connected().join());
    const { revision } = session;
    session.advance(at(9000));
    expect(session.revision).toBe(revision);
    session.advance(at(11_000));
    expect(session.revision).toBeGreaterThan(revision);
  });

  it("reaches to the end of a call that is told of at its start", () => {
    const session = upToLastEvent(connected().joined().command("c", { duration: 700 }));
    expect(session.now).toBe(at(50));
    expect(session.end).toBe(at(750));
    expect(session.commands).toEqual([]);
    session.advance(at(750));
    expect(session.commands.map(({ id }) => id)).toEqual(["c"]);
  });

  it("takes a call without a duration as answered when it began", () => {
    const session = upToLastEvent(connected().joined().command("c", { duration: null }));
    expect(session.commands[0]?.request).toMatchObject({ at: at(50), answeredAt: at(50) });
  });
});

describe("an exchange at the end of a capture", () => {
  it("is pending where its time-out had not passed by the last event", () => {
    expect(exchangesOf(connected().join())).toEqual(["joinChannel pending"]);
  });

  it("is timed out where it had", () => {
    expect(exchangesOf(connected().join().wait(10_001).commandStatus("c", 1))).toEqual([
      "joinChannel timed-out",
    ]);
  });
});

describe("documents and connections", () => {
  it("are listed once, with when they ended and how", () => {
    const told = connected().document().joined().left().close(1000).close(1006).documentEnds().documentEnds();
    const session = told.session();
    expect(session.documents).toEqual([
      { id: "d1", url: "https://app.example/", startedAt: at(0), endedAt: at(100) },
    ]);
    expect(session.connections).toHaveLength(1);
    expect(session.connections[0]).toMatchObject({
      openedAt: at(20),
      closedAt: at(80),
      closeCode: 1000,
      sent: 2,
      received: 2,
    });
  });

  it("that were not seen from their beginning are filled in when it is told", () => {
    const session = conversation().document().on("c1").joined().connect("c1").command("cmd").session();
    expect(session.connections).toHaveLength(1);
    expect(session.connections[0]).toMatchObject({
      url: "wss://proxy.example/",
      document: "d1",
      createdAt: at(10),
    });
    expect(rulesOf(session)).toEqual([]);
  });

  it("end with their document, and only those that are its own", () => {
    const told = connected().document("d2").connect("c2").documentEnds("d1");
    expect(told.session().connections.map(({ closedAt }) => closedAt !== null)).toEqual([true, false]);
  });

  it("count frames and their bytes on the wire", () => {
    const told = connected().text("sent", "ü€").text("received", "abc").binary("received", "AAECAw==");
    expect(told.session().connections[0]).toMatchObject({
      sent: 1,
      sentBytes: 5,
      received: 2,
      receivedBytes: 7,
    });
  });
});

describe("a gap", () => {
  it.each<[string, Conversation]>([
    ["of the connection", connected().join().gap(1, { connection: "c1" })],
    ["of its document", connected().join().gap(1, { document: "d1" })],
    ["of no place in particular", connected().join().gap(1)],
    ["that is a frame cut short", connected().join().text("received", '{"data":"…', { truncated: true })],
  ])("%s keeps what rests on absence from being said", (_whose, told) => {
    expect(rulesOf(told.wait(20_000))).toEqual([]);
    expect(exchangesOf(told)).toEqual(["joinChannel timed-out"]);
  });

  it.each<[string, Conversation]>([
    ["of another connection", connected().join().gap(1, { connection: "c2" })],
    ["of another document", connected().join().gap(1, { document: "d2" })],
    ["in which no frame was lost", connected().join().gap(0)],
    ["before the action", connected().gap(1).join()],
  ])("%s does not", (_whose, told) => {
    expect(rulesOf(told.wait(20_000))).toEqual(["join-unanswered"]);
  });

  it("counts although it is told of late, out of order", () => {
    const told = connected().gap(1, { connection: "c1" }).wait(100).join();
    const [late] = conversation().wait(5000).gap(1, { connection: "c1" }).events;
    if (late === undefined) throw new Error("Expected a gap, got nothing");
    const session = upToLastEvent(told.gap(1, { connection: "c2" }).wait(9000).gap(1, { connection: "c2" }));
    session.append(late);
    session.advance(at(60_000));
    expect(rulesOf(session)).toEqual([]);
  });

  it("is what a connection begins with that was not seen from its creation", () => {
    const told = conversation()
      .document()
      .on("c1")
      .commandStatus("c", 1)
      .answer({ id: "a" })
      .leave()
      .answer();
    expect(rulesOf(told)).toEqual([]);
    expect(exchangesOf(told)).toEqual(["(nobody) orphan", "leaveChannel ok correlation-id"]);
  });

  it("after the time-out does not take back what was said", () => {
    expect(rulesOf(connected().join().wait(20_000).gap(1))).toEqual(["join-unanswered"]);
  });

  it("is counted in the log", () => {
    const { log } = connected().gap(3).gap(4).session();
    expect(log.droppedFrames).toBe(7);
  });

  it("of all sockets lets nothing be said that a socket could have answered", () => {
    const told = conversation().document();
    told.event({ type: "gap", time: at(1), reason: "sockets-not-recorded" });
    expect(rulesOf(told.command("c").requestData("r").wait(60_000))).toEqual([]);
  });
});
