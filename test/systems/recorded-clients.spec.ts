import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findOrInstallBrowser } from "../../scripts/browsers/find-browser.ts";
import { openSession } from "../../src/io/open-session.ts";
import { textSource } from "../../src/io/source/byte-source.ts";
import {
  amityStory,
  expectedExchanges,
  expectedFindings,
  expectedOperations,
  rocketchatStory,
  sendbirdStory,
} from "./client-stories.ts";
import { conclusionsOf } from "./conclusions.ts";
import { type ServedClients, serveClients } from "./serve-clients.ts";

describe("the real clients of Amity, Sendbird and Rocket.Chat, recorded by a browser", () => {
  let served: ServedClients;
  let folder: string;

  beforeAll(async () => {
    served = await serveClients();
    folder = await mkdtemp(join(tmpdir(), "inspector-clients-"));
  });
  afterAll(async () => {
    await served.close();
    await rm(folder, { recursive: true });
  });

  it("are read as what they did, over HTTP and over their sockets", async () => {
    const path = join(folder, "clients.har");
    const browser = await chromium.launch({
      executablePath: findOrInstallBrowser("chromium"),
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    });
    try {
      const context = await browser.newContext({ recordHar: { path, content: "embed" } });
      const page = await context.newPage();
      await page.goto(served.page);
      const said = [
        ...(await page.evaluate(amityStory, served.standIns)),
        ...(await page.evaluate(sendbirdStory, served.standIns)),
        ...(await page.evaluate(rocketchatStory, served.standIns)),
      ];
      expect(said.filter((outcome) => outcome === "ok")).toHaveLength(11);
      await context.close();
    } finally {
      await browser.close();
    }
    const opened = await openSession(textSource(await readFile(path, "utf8")));
    if (!opened.usable) throw new Error(opened.problem.message);
    const { operations, exchanges, systems, findings } = conclusionsOf(opened.session);
    expect(operations).toEqual(expectedOperations);
    expect(exchanges).toEqual(expectedExchanges);
    expect(systems).toEqual(["sendbird", "rocketchat"]);
    expect(findings).toEqual(expectedFindings);
  });
});
