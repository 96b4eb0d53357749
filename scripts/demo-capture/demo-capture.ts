import * as z from "zod/mini";
import { createIdentifiers } from "../../demo/simulator/identifiers.ts";
import { type Simulator, startSimulator } from "../../demo/simulator/simulator.ts";
import { captureFile, captureHeader } from "../../src/io/capture-file/write-capture-file.ts";
import { RecordedPage } from "./recorded-page.ts";
import { StoryClock } from "./story-clock.ts";

export const demoCapturePath = "panel/session-tools/demo-capture.jsonl";

const page = "https://app.example/invoices";
const start = Date.UTC(2026, 10, 20, 9, 30, 0);
const issued = z.object({ authorizationToken: z.string() });
const link = z.object({ data: z.object({ body: z.string() }) });

/**
 * The demo capture's text: what a page and the project's own stand-in said to each other, in a time of its own, so that every
 * run makes the same bytes. The tour (docs/tour.md) tells this story.
 */
export async function demoCapture(): Promise<string> {
  const clock = new StoryClock(start);
  const simulator = await startSimulator({
    clock,
    identifiers: createIdentifiers("demo capture"),
    pace: { heartbeat: 0, pending: 90, outcome: 640, step: 410 },
  });
  try {
    const recorded = new RecordedPage(simulator, clock);
    await tell(recorded, simulator);
    const events = recorded.events
      .map((event, index) => ({ event, index }))
      .sort((a, b) => a.event.time - b.event.time || a.index - b.index)
      .map(({ event }) => event);
    const header = captureHeader({ createdAt: new Date(clock.now()).toISOString(), redacted: false });
    return [...captureFile(header, events)].join("");
  } finally {
    await simulator.close();
  }
}

/** A morning of a page that shows invoices. All goes well, until the connection is lost and the page forgets to join again. */
async function tell(story: RecordedPage, simulator: Simulator): Promise<void> {
  const command = async (path: string, token: string) => {
    await story.call("POST", path, token, { subject: "invoice-2041" });
    await story.pass(1_400);
  };
  const request = (delivery: string, token: string) =>
    story.call("POST", "/data-token/request-data", token, { data_context: "invoices", delivery });
  const signIn = async (path: string, token: string | null) =>
    issued.parse(
      JSON.parse(await story.call("POST", path, token, { username: "ada", password: "correct-horse" })),
    ).authorizationToken;

  await story.load(page);
  await story.pass(180);
  const token = await signIn("/profile/authenticate", null);
  await story.pass(60);
  const first = await story.connect();
  await story.pass(15);
  await first.join(token);
  await story.pass(1_200);
  await command("/device/approve-device", token);
  await story.pass(900);

  // Data, by a link that can be fetched once.
  await request("link", token);
  await story.pass(1_300);
  const { pathname, search } = new URL(link.parse(story.newest).data.body);
  await story.call("GET", `${pathname}${search}`, null);
  await story.pass(1_800);
  // And as a stream, which is announced before it is ready.
  await request("stream", token);
  await story.pass(700);
  const streamToken = link.parse(story.newest).data.body;
  await story.pass(600);
  await story.call("GET", `/downstream/?auth=${streamToken}`, null);
  await story.pass(2_100);

  simulator.fail("command", "fail");
  await command("/data-token/delete-data", token);
  await story.pass(1_700);
  await first.leave(token);
  await story.pass(1_100);
  simulator.fail("join", "slow");
  await first.join(token);
  await story.pass(4_200);

  // The connection is lost in the middle of a command; the page connects again, and forgets to join.
  simulator.fail("command", "drop");
  await command("/policy/activate", token);
  await story.pass(700);
  const second = await story.connect();
  await story.pass(3_100);
  await request("text", token);
  await story.pass(4_600);
  await command("/policy/activate", token);
  await story.pass(21_000);

  // The token is renewed, and the old one used once more.
  const renewed = await signIn("/profile/reauthorize-authorization-token", token);
  await story.pass(260);
  await second.join(token);
  await story.pass(2_400);
  await second.join(renewed);
  await story.pass(900);
  await command("/policy/activate", renewed);
  await request("inline", renewed);
  await story.pass(16_000);
  await second.leave(renewed);
  await story.pass(120);
  await second.close();
  await story.pass(700);

  await story.load(page);
  await story.pass(310);
  const third = await story.connect();
  await story.pass(20);
  await third.join(renewed);
  await story.pass(1_500);
  await command("/device/configure-meta", renewed);
  await story.pass(2_000);
  await third.leave(renewed);
  await story.pass(400);
  await third.close();
}
