import { describe, expect, it } from "vitest";
import { followSession } from "../../../../panel/own-tab/follow-session.ts";
import { leadSession } from "../../../../panel/own-tab/lead-session.ts";
import { createSecretMask } from "../../../../panel/secrets/secret-mask.ts";
import { asFetch, asWscat } from "../../../../panel/sessions/copy-as.ts";
import { exportSession } from "../../../../panel/sessions/export-session.ts";
import { inSlices } from "../../../../panel/sessions/in-slices.ts";
import { type JobControl, Jobs } from "../../../../panel/sessions/jobs.ts";
import { maskedDraft } from "../../../../panel/sessions/masked-draft.ts";
import { readSession } from "../../../../panel/sessions/read-session.ts";
import { rejudged } from "../../../../panel/sessions/rejudge.ts";
import { liveTab } from "../../../../panel/sessions/session-tab.ts";
import type { CaptureEvent } from "../../../../src/contract/capture-event.ts";
import { createSession } from "../../../../src/core/create-session.ts";
import type { Session } from "../../../../src/core/session.ts";
import { Conversation } from "../../../panel/page/conversation.ts";
import { scripts } from "../../../panel/page/scripts.ts";
import { memoryChannels } from "../live/memory-channel.ts";
import { startStore } from "../store/fake-page.ts";

const end = 1_790_000_000_000;
const quiet = (): JobControl => ({ progress: () => undefined, signal: new AbortController().signal });

/** Has something happen in the midst of long work: once so much of it is done. */
function onceAt(share: number, happen: () => void): JobControl {
  let happened = false;
  const progress = (done: number) => {
    if (happened || done < share) return;
    happened = true;
    happen();
  };
  return { ...quiet(), progress };
}
const once = (happen: () => void) => onceAt(0, happen);

function sessionOf(events: readonly CaptureEvent[]): Session {
  const session = createSession();
  for (const event of events) session.append(event);
  return session;
}
const events = (script: string) => scripts[script]?.(end) ?? [];
const source = (session: Session) => ({
  session,
  matches: null,
  filter: "",
  version: "1.2.3",
  now: end,
});
const told = (session: Session) => ({
  exchanges: session.exchanges.map(({ action, outcome, status }) => [action, outcome, status]),
  channels: session.connections.map(({ channel }) => channel.map(({ state, from, to }) => [state, from, to])),
  commands: session.commands.map(({ id, outcome }) => [id, outcome]),
  findings: session.findings.map(({ rule, at }) => [rule, at]).sort(),
});
async function reopened(blob: Blob, name: string): Promise<Session> {
  const tab = await readSession(new File([blob], name), {}, quiet());
  if ("message" in tab) throw new Error(tab.message);
  return tab.session;
}

describe("an export", () => {
  it.each(["session", "problems", "many"])(
    "of %s opens as the same session, as capture and as HAR",
    async (script) => {
      const session = sessionOf(events(script));
      // Nothing came for a while, and what was unanswered is judged so.
      session.advance((end + 60_000) as never);
      for (const format of ["capture", "har"] as const) {
        const blob = await exportSession(source(session), { format, scope: "all", redacted: true }, quiet());
        expect(told(await reopened(blob, `x.${format}`))).toEqual(told(session));
      }
    },
  );

  it("holds no secret unless asked to, and says which", async () => {
    const session = sessionOf(events("session"));
    const text = async (redacted: boolean) =>
      (await exportSession(source(session), { format: "capture", scope: "all", redacted }, quiet())).text();
    const [redacted, clear] = [await text(true), await text(false)];
    expect(redacted).not.toContain("T-4F2A90C6AA563C0BFD2420F1");
    expect(redacted).not.toContain("D-8812AC55");
    expect(clear).toContain("T-4F2A90C6AA563C0BFD2420F1");
    expect(JSON.parse(redacted.split("\n")[0] ?? "")).toMatchObject({
      redacted: true,
      tool: "Privicore Inspector 1.2.3",
    });
    expect(JSON.parse(clear.split("\n")[0] ?? "")).toMatchObject({ redacted: false });
  });

  it("of what is shown brings the connections that it belongs to", async () => {
    const session = sessionOf(events("session"));
    const matches = (index: number) =>
      session.log.kind(index) === "leave" ||
      (session.log.kind(index) === "answer" && session.log.label(index) === "leaveChannel");
    const blob = await exportSession(
      { ...source(session), matches, filter: "action:leaveChannel" },
      { format: "capture", scope: "filtered", redacted: true },
      quiet(),
    );
    const again = await reopened(blob, "part.jsonl");
    const kinds = Array.from({ length: again.log.length }, (_, index) => again.log.kind(index));
    expect(kinds).toEqual(["gap", "document", "connection-created", "connection-opened", "leave", "answer"]);
    expect(JSON.parse((await blob.text()).split("\n")[0] ?? "")).toMatchObject({
      scope: "filtered",
      filter: "action:leaveChannel",
    });
  });

  it.each(["capture", "har"] as const)(
    "of what is shown is not judged by what is not: %s",
    async (format) => {
      const talk = new Conversation(end).page("d1").connect("c1", "d1");
      const channel = talk.join("c1");
      talk.wait(10).status("c1", "K1", 2).wait(10).leave("c1", channel);
      const session = sessionOf(talk.events);
      expect(session.findings).toEqual([]);
      for (const shown of ["command-status", "answer", "leave"]) {
        const matches = (index: number) => session.log.kind(index) === shown;
        const request = { format, scope: "filtered", redacted: false } as const;
        const again = await reopened(
          await exportSession({ ...source(session), matches }, request, quiet()),
          `part.${format}`,
        );
        again.advance((end + 60_000) as never);
        expect(again.findings.map(({ rule }) => rule)).toEqual([]);
        expect(again.log.droppedFrames).toBe(0);
      }
      const whole = await exportSession(
        { ...source(session), matches: () => true },
        { format, scope: "filtered", redacted: false },
        quiet(),
      );
      expect(await whole.text()).not.toContain('"gap"');
    },
  );

  it("holds what was there when it began, and nothing whose secrets were not learnt", async () => {
    for (const format of ["capture", "har", "report"] as const) {
      const talk = new Conversation(end).page("d1").connect("c1", "d1");
      const before = talk.events.length;
      talk.send("c1", { action: "say", text: "came too late" });
      const session = sessionOf(talk.events.slice(0, before));
      const [late] = talk.events.slice(before);
      let came = false;
      const control: JobControl = {
        ...quiet(),
        progress: () => {
          if (came || late === undefined) return;
          came = true;
          session.append(late);
        },
      };
      const blob = await exportSession(source(session), { format, scope: "all", redacted: true }, control);
      expect(session.log.length).toBe(before + 1);
      const said = await blob.text();
      expect(said).not.toContain("came too late");
      if (format === "report") expect(JSON.parse(said)).toMatchObject({ source: { events: before } });
    }
  });

  it("of a session that goes on says nothing of the time after it began", async () => {
    for (const format of ["capture", "har"] as const) {
      const talk = new Conversation(end).page("d1").connect("c1", "d1");
      talk.join("c1");
      talk.send("c1", { action: "say", correlationId: "say-1" });
      const session = createSession({ live: true });
      for (const event of talk.events) session.append(event);
      session.advance((end + 200) as never);
      const before = told(session);
      expect(before.exchanges.at(-1)).toEqual(["say", "pending", null]);
      // The answer comes at once, but after the export began; then nothing for longer than any time-out.
      const [answer] = new Conversation(end + 300).receive("c1", {
        correlationId: "say-1",
        status: 200,
      }).events;
      const goesOn = once(() => {
        if (answer !== undefined) session.append(answer);
        session.advance((end + 120_000) as never);
      });
      const blob = await exportSession(source(session), { format, scope: "all", redacted: true }, goesOn);
      expect(session.exchanges.at(-1)).toMatchObject({ action: "say", outcome: "ok" });
      const again = await reopened(blob, `x.${format}`);
      expect(told(again)).toEqual(before);
      expect(again.end).toBe(end + 200);
    }
  });

  it("tells of what is shown in a report, whatever comes late between it meanwhile", async () => {
    const talk = new Conversation(end).page("d1").connect("c1", "d1");
    talk.join("c1");
    for (const action of ["one", "two", "three"]) {
      talk.wait(10).send("c1", { action, correlationId: action });
      talk.wait(10).receive("c1", { correlationId: action, status: 200 });
    }
    const session = sessionOf(talk.events);
    const late = new Conversation(end + 1).call("d1", "/early").call("d1", "/early-too");
    const matches = (index: number) => session.log.label(index) === "two";
    const control = onceAt(0.98, () => {
      for (const call of late.events) session.append(call);
    });
    const blob = await exportSession(
      { ...source(session), matches },
      { format: "report", scope: "filtered", redacted: true },
      control,
    );
    expect(session.log.length).toBe(talk.events.length + 2);
    const { exchanges } = JSON.parse(await blob.text()) as { exchanges: readonly { action: string }[] };
    expect(exchanges.map(({ action }) => action)).toEqual(["two"]);
  });

  it("stops where it is cancelled", async () => {
    const session = sessionOf(events("many"));
    const controller = new AbortController();
    controller.abort();
    const control = { progress: () => undefined, signal: controller.signal };
    await expect(
      exportSession(source(session), { format: "capture", scope: "all", redacted: true }, control),
    ).rejects.toThrow();
  });
});

describe("a file", () => {
  it("that cannot be used says why and where", async () => {
    const outcome = await readSession(
      new File(['{"format":"privicore-capture","version":9}\n'], "new.jsonl"),
      {},
      quiet(),
    );
    expect(outcome).toMatchObject({ place: "line 1", message: expect.stringContaining("newer version") });
  });

  it("is given up where it is cancelled", async () => {
    const controller = new AbortController();
    const lines = '{"type":"document","document":"d","time":1,"url":"https://a.example/"}\n'.repeat(40_000);
    const file = new File([`{"format":"privicore-capture","version":1}\n${lines}`], "long.jsonl");
    const shares: number[] = [];
    const reading = readSession(
      file,
      {},
      {
        signal: controller.signal,
        progress: (share) => {
          shares.push(share);
          if (shares.length === 3) controller.abort();
        },
      },
    );
    await expect(reading).rejects.toThrow();
    expect(shares.length).toBeLessThan(10);
    expect(shares.at(-1)).toBeLessThan(0.5);
  });
});

describe("long work", () => {
  it("shows how far it is, and goes away when it is done, fails or is cancelled", async () => {
    const jobs = new Jobs();
    const seen: (number | null)[] = [];
    const done = await jobs.run(
      "counting",
      async ({ progress }) => {
        progress(0.5);
        seen.push(jobs.running.peek()[0]?.share ?? null);
        return "done";
      },
      (reason) => reason,
    );
    expect(done).toBe("done");
    expect(seen).toEqual([0.5]);
    expect(jobs.running.peek()).toEqual([]);

    const failed = await jobs.run(
      "failing",
      () => Promise.reject(new Error("no room")),
      (reason) => `Failed: ${reason}`,
    );
    expect(failed).toBeNull();
    expect(jobs.notices.peek().map(({ message }) => message)).toEqual(["Failed: no room"]);

    const cancelled = jobs.run(
      "long",
      (control) => inSlices(1e12, () => undefined, control),
      (reason) => reason,
    );
    jobs.cancel(jobs.running.peek()[0]?.id ?? -1);
    expect(await cancelled).toBeNull();
    expect(jobs.notices.peek()).toHaveLength(1);
  });
});

describe("time-outs", () => {
  it("judge the same events again", async () => {
    const talk = new Conversation(end).page("d1").connect("c1", "d1");
    talk.join("c1", 900);
    const tab = liveTab(sessionOf(talk.events));
    const again = await rejudged(tab, { responseTimeout: 500, commandTimeout: 30_000 }, quiet());
    expect(tab.session.exchanges[0]).toMatchObject({ outcome: "ok", late: false });
    expect(again.session.exchanges[0]).toMatchObject({ outcome: "ok", late: true });
    expect(again.session.log.length).toBe(tab.session.log.length);
  });
});

describe("a frame that is sent again", () => {
  it("is edited with marks in the place of secrets, and sent with the secrets", () => {
    const mask = createSecretMask();
    const payload =
      '{"action":"joinChannel","authorizationToken":"T-4F2A90C6AA563C0BFD2420F1","correlationId":"k1"}';
    const draft = maskedDraft(payload, mask);
    expect(draft.text).not.toContain("T-4F2A90C6AA563C0BFD2420F1");
    expect(draft.restore(draft.text)).toBe(payload);
    expect(draft.restore(draft.text.replace("k1", "k2"))).toBe(payload.replace("k1", "k2"));
  });

  it("leaves a text without secrets as it is", () => {
    const draft = maskedDraft("ping REDACTED-7 [x]", createSecretMask());
    expect(draft.restore(draft.text)).toBe("ping REDACTED-7 [x]");
  });
});

describe("a reproduction", () => {
  const talk = new Conversation(end).page("d1").connect("c1", "d1");
  talk.join("c1");
  talk.send("c1", { action: "say", text: "it's" });
  talk.call("d1", "/device/configure-meta", { body: '"id"' });
  const session = sessionOf(talk.events);
  const mask = createSecretMask();

  it("sends what the page sent up to there, quoted for the shell", () => {
    const said = asWscat(session, session.log.length - 2, mask) ?? "";
    expect(said).toContain("wscat --connect 'wss://proxy.privicore.example/socket'");
    expect(said).toContain(`it'\\''s`);
    expect(said.indexOf("joinChannel")).toBeLessThan(said.indexOf("say"));
    expect(said).not.toContain("T-4F2A90C6AA563C0BFD2420F1");
    expect(asWscat(session, 0, mask)).toBeNull();
  });

  it("leaves out what was recorded in part, and says so", () => {
    const cut = new Conversation(end).page("d1").connect("c1", "d1");
    cut.send("c1", '{"action":"whole","n":1}');
    cut.send("c1", '{"action":"half').send("c1", '{"action":"last","n":2}').send("c1", '{"action":"end');
    const halves = ['{"action":"half', '{"action":"end'];
    const recorded = sessionOf(
      cut.events.map((event) =>
        event.type === "frame" && halves.includes(event.payload) ? { ...event, truncated: true } : event,
      ),
    );
    const said = asWscat(recorded, recorded.log.length - 2, mask) ?? "";
    expect(said).not.toContain("half");
    expect(said).toContain("whole");
    expect(said).toContain("last");
    expect(said.split("\n")[0]).toBe("# Left out, as not all of it was recorded: 1 sent before.");
    expect(asWscat(recorded, recorded.log.length - 1, mask)).toBeNull();
  });

  it("makes one line of several without touching a number", () => {
    const lines = '{\n"action":"say",\r\n"id":12345678901234567890}';
    const talk = new Conversation(end).page("d1").connect("c1", "d1").send("c1", lines);
    expect(asWscat(sessionOf(talk.events), talk.events.length - 1, mask)).toContain(
      `'{ "action":"say", "id":12345678901234567890}'`,
    );
  });

  it("connects with the same subprotocols, but for a token among them", () => {
    const opened = new Conversation(end).page("d1").connect("c1", "d1").send("c1", { action: "say" });
    const withToken = opened.events.map((event) =>
      event.type === "connection-created" ? { ...event, protocols: ["bearer", "x1y2z3", "chat"] } : event,
    );
    const said = asWscat(sessionOf(withToken), withToken.length - 1, mask);
    expect(said).toMatch(/--subprotocol 'bearer' --subprotocol 'REDACTED-\d+' --subprotocol 'chat'/);
  });

  it("makes the call again, without what a page may not set and without secrets", () => {
    const call = asFetch(session, session.log.length - 1, mask) ?? "";
    expect(call).toContain('fetch("https://api.privicore.example/device/configure-meta"');
    expect(call).toContain('method: "POST"');
    expect(call).not.toContain("T-4F2A90C6AA563C0BFD2420F1");
    expect(asFetch(session, 1, mask)).toBeNull();
  });
});

describe("a panel in its own tab", () => {
  it("gets what the other has, what comes, and what a clear leaves", async () => {
    const { store, page, source: capture } = await startStore();
    const talk = new Conversation(1_790_000_001_000).page("d1").connect("c1", "d1");
    talk.join("c1");
    capture.emit(talk.events);
    page.pass(100);
    const [one, other] = memoryChannels();
    const close = () => undefined;
    const stop = leadSession(store, { ...one, close });
    const taken: CaptureEvent[] = [];
    let seeds: readonly CaptureEvent[] = [];
    const following = followSession({ ...other, close }, "gone");
    const statuses: string[] = [];
    following.start({
      events: (batch) => taken.push(...batch),
      status: ({ relay, limits }) => statuses.push([relay, ...limits].join(" ")),
      restarted: (given) => {
        taken.length = 0;
        seeds = given;
      },
    });
    await expect.poll(() => taken).toEqual(talk.events);
    expect(seeds).toEqual([]);

    await store.clear();
    page.pass(100);
    await expect.poll(() => seeds.length).toBeGreaterThan(0);
    await expect.poll(() => taken).toEqual([]);
    const next = new Conversation(1_790_000_002_000).status("c1", "K1", 1);
    capture.emit(next.events);
    page.pass(100);
    await expect.poll(() => taken).toEqual(next.events);

    await following.send("c1" as never, "text", "by hand");
    expect(capture.sent).toEqual([{ connection: "c1", opcode: "text", payload: "by hand" }]);
    stop();
    await expect.poll(() => statuses.at(-1)).toBe("reconnecting gone");
    // Nobody is there to answer.
    await expect(following.send("c1" as never, "text", "too late")).rejects.toThrow("gone");
  });
});
