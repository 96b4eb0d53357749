import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../../demo/simulator/simulator.ts";
import { pageBegan, playDemo, pressAndSee, startDemo } from "../../browser/demo-page.ts";
import type { InspectedTab, InspectorBrowser } from "../../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../../browser/drivers/launch.ts";
import { waitUntil } from "../../browser/drivers/wait-until.ts";
import { Downloads, eventually, PanelInTime } from "./panel-in-time.ts";

const commandLine = "dist/node/privicore-inspector.js";
const run = promisify(execFile);

/** What `analyze --json` prints, as far as it is compared. */
interface Told {
  readonly exchanges: readonly {
    readonly action: string;
    readonly outcome: string;
    readonly status: number;
  }[];
  readonly channels: readonly { readonly history: readonly { readonly state: string }[] }[];
  readonly commands: readonly { readonly id: string; readonly outcome: string }[];
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
}

/** The part of the extension's API by which the panel keeps its settings. */
interface StoringExtension {
  readonly storage: {
    readonly local: {
      get(key: string): Promise<Record<string, { readonly responseTimeout: number } | undefined>>;
    };
  };
}

/** Judges a file as CI would. It exits with 1 where there are errors, which is no failure here. */
async function analyze(path: string): Promise<Told> {
  const { stdout } = await run(
    process.execPath,
    [commandLine, "analyze", path, "--json", "--fail-on", "never"],
    { maxBuffer: 64 << 20 },
  );
  return JSON.parse(stdout) as Told;
}

describe.each(browsersUnderTest)("sessions in the panel of %s", (name) => {
  let simulator: Simulator;
  let browser: InspectorBrowser;
  let downloads: Downloads;
  let panel: PanelInTime;
  let exported: { readonly path: string; readonly text: string };

  beforeAll(async () => {
    simulator = await startDemo();
    downloads = await Downloads.create();
    browser = await launchInspector(name, { downloads: downloads.folder });
    panel = await openPanel(browser.tab);
    await playDemo(browser.tab, simulator.url, "tour");
    // All of it has come: the connections' ends, and the last call, which the browser tells of by another way.
    await panel.expectTexts({ role: "listitem", within: { role: "list", name: "Connections" } }, (texts) => {
      expect(texts).toHaveLength(3);
      for (const text of texts) expect(text).toContain("closed");
    });
    await panel.click({ role: "tab", name: "Commands" });
    await panel.expectRows("Commands", (rows) =>
      expect(rows.map((row) => row["HTTP call"]).join()).toContain("/device/remove"),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
    await downloads?.remove();
  });

  async function openPanel(tab: InspectedTab): Promise<PanelInTime> {
    await tab.open(simulator.url);
    const opened = new PanelInTime(await tab.openPanel());
    // High enough for all rows of the tour: a table has only those in the document that are seen.
    await opened.panel.resize({ width: 1400, height: 1000 });
    return opened;
  }

  /** What the panel shows in the rows of a view, by the columns that a capture must carry over. */
  async function shown(page: PanelInTime, view: "Exchanges" | "Channels" | "Commands" | "Problems") {
    await page.click({ role: "tab", name: view });
    const columns = {
      Exchanges: ["Action", "ID", "Outcome", "Status", "Channel"],
      Channels: ["State", "Channel", "Sent", "Received"],
      Commands: ["Kind", "ID", "HTTP call", "Status", "Outcome"],
      // Rules with their counts stand in the headings' first cell. The sentences may say more when the file is read: live, a
      // call is known only once it is over.
      Problems: ["Time", "#"],
    }[view];
    await waitUntil(`rows in ${view}`, async () => (await page.rows(view)).length > 0);
    const rows = await page.rows(view);
    // Headings of groups have nothing in these columns.
    return rows
      .map((row) => columns.map((column) => row[column] ?? ""))
      .filter((cells) => cells.some((cell) => cell !== ""));
  }

  it("exports what was recorded, and finds the same in a fresh panel and on the command line", async () => {
    // From now on no time-out comes due: what is compared stands still.
    await panel.click({ role: "button", name: "Stop recording" });
    const views = ["Exchanges", "Channels", "Commands", "Problems"] as const;
    const live = [];
    for (const view of views) live.push(await shown(panel, view));

    await panel.export("Capture");
    exported = await downloads.next(/capture.*\.redacted\.jsonl$/);
    const [header] = exported.text.split("\n", 1);
    expect(JSON.parse(header ?? "")).toMatchObject({
      format: "privicore-capture",
      version: 1,
      redacted: true,
      scope: "all",
    });
    expect(exported.text).not.toMatch(/\bT-[0-9A-F]{24}\b/);

    const colleague = await browser.newWindow();
    try {
      const other = await openPanel(colleague);
      await other.chooseFile("recorded.jsonl", exported.text);
      await other.expectTexts({ role: "tab", within: { role: "tablist", name: "Sessions" } }, (tabs) =>
        expect(tabs).toEqual(["Live", "recorded.jsonl"]),
      );
      for (const [number, view] of views.entries())
        await expect
          .poll(async () => withoutMarks(await shown(other, view)), { timeout: 20_000 })
          .toEqual(withoutMarks(live[number]));
    } finally {
      await colleague.closeDevtools();
      await colleague.close();
    }

    const told = await analyze(exported.path);
    await panel.export("Report");
    const report = await downloads.next(/report.*\.redacted\.json$/);
    const panelTold = JSON.parse(report.text) as Told;
    expect(panelTold.exchanges).toEqual(told.exchanges);
    expect(panelTold.channels).toEqual(told.channels);
    expect(panelTold.commands).toEqual(told.commands);
    // What is wrong with broken JSON is said in the words of whoever parsed it.
    const proof = ({ findings }: Told) => findings.map(({ message: _words, ...rest }) => rest);
    expect(proof(panelTold)).toEqual(proof(told));
    expect(told.exchanges.length).toBeGreaterThan(3);
    expect(told.findings.length).toBeGreaterThan(3);
    expect(live[0]?.length).toBe(told.exchanges.length);
    await panel.click({ role: "button", name: "Record" });
  });

  it("exports a HAR that says the same", async () => {
    await panel.export("HAR");
    const har = await downloads.next(/capture.*\.redacted\.har$/);
    expect(JSON.parse(har.text).log.creator.comment).toContain("Secrets replaced by marks");
    const [fromHar, fromCapture] = [await analyze(har.path), await analyze(exported.path)];
    expect(fromHar.exchanges).toEqual(fromCapture.exchanges);
    expect(fromHar.findings).toEqual(fromCapture.findings);
    expect(fromHar.channels).toEqual(fromCapture.channels);
  });

  it("exports only what the filter shows, and secrets only when asked to", async () => {
    await panel.click({ role: "tab", name: "Frames" });
    await panel.panel.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("input[aria-label=Filter]");
      if (field === null) throw new Error("no filter field");
      field.value = "action:joinChannel";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await panel.export("Capture", { filtered: true, secrets: true });
    const file = await downloads.next(/capture.*\.filtered\.with-secrets\.jsonl$/);
    await panel.panel.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>("input[aria-label=Filter]");
      if (field === null) throw new Error("no filter field");
      field.value = "";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    const [header, ...lines] = file.text.trimEnd().split("\n");
    expect(JSON.parse(header ?? "")).toMatchObject({
      redacted: false,
      scope: "filtered",
      filter: "action:joinChannel",
    });
    const frames = lines.filter((line) => line.includes('"type":"frame"'));
    expect(frames.length).toBeGreaterThan(0);
    expect(file.text).toMatch(/"authorizationToken\\":\\"T-/);
    expect(file.text).not.toContain("leaveChannel");
    const { exchanges } = await analyze(file.path);
    expect(new Set(exchanges.map(({ action }) => action))).toEqual(new Set(["joinChannel"]));
  });

  it("opens a dropped file as a session that live traffic does not touch, and goes back to live", async () => {
    await panel.dropFile("dropped.jsonl", exported.text);
    const tabs = { role: "tab", within: { role: "tablist", name: "Sessions" } };
    await panel.expectTexts(tabs, (texts) => expect(texts).toEqual(["Live", "dropped.jsonl"]));
    await panel.click({ role: "tab", name: "Frames" });
    const before = await panel.statusBar();
    await browser.tab.evaluate(() => void new WebSocket(`ws://${location.host}/nobody`));
    await panel.click({ role: "tab", name: "Live" });
    const connections = Number(/^(\d+)/.exec(before)?.[1]);
    await eventually(() => panel.statusBar(), new RegExp(`^${connections + 1} connections`));
    await panel.click({ role: "tab", name: "dropped.jsonl" });
    await eventually(() => panel.statusBar(), new RegExp(`^${before.slice(0, 20).replaceAll(/[()]/g, ".")}`));
    await panel.click({ role: "button", name: "Close dropped.jsonl" });
    await panel.expectTexts(tabs, (texts) => expect(texts).toEqual([]));
  });

  it("says why and where a file cannot be opened, and keeps the session", async () => {
    const before = await panel.statusBar();
    await panel.chooseFile("broken.jsonl", '{"format":"something-else","version":1}\n');
    await panel.expectTexts({ role: "alert" }, (texts) =>
      expect(texts).toEqual([
        expect.stringMatching(/broken\.jsonl was not opened: line 1: expected format "privicore-capture"/),
      ]),
    );
    expect((await panel.statusBar()).split("·")[0]).toBe(before.split("·")[0]);
    await panel.click({ role: "button", name: "Dismiss" });
  });

  it("sends a frame by hand on a live connection, marked in the log", async () => {
    await browser.tab.open(simulator.url);
    await pressAndSee(browser.tab, "Sign in", "Signed in");
    await pressAndSee(browser.tab, "Connect", "Connected");
    await pressAndSee(browser.tab, "Join", "answered 200");
    const began = await pageBegan(browser.tab);
    await panel.expectRows("Frames", (rows) =>
      expect(rows.some((row) => row["Kind"] === "join" && (row["Time"] ?? "") > began)).toBe(true),
    );
    await panel.rowMenu("Frames", ["join", "joinChannel"], "Edit and send again…");
    const field = () =>
      panel.panel.evaluate(() => document.querySelector<HTMLTextAreaElement>("dialog textarea")?.value ?? "");
    await eventually(field, /joinChannel/);
    expect(await field()).toContain("REDACTED-");
    await panel.panel.evaluate(() => {
      const area = document.querySelector<HTMLTextAreaElement>("dialog textarea");
      if (area === null) throw new Error("no field");
      area.value = area.value.replace(/"correlationId":"[^"]*"/, '"correlationId":"sent-by-hand"');
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    await panel.click({ role: "button", name: "Send" });
    await eventually(
      () => panel.panel.evaluate(() => document.querySelector("dialog [role=status]")?.textContent ?? ""),
      /Sent\./,
    );
    await panel.click({ role: "button", name: "Close the dialog" });
    await panel.expectRows("Frames", (rows) => {
      const sent = rows.filter((row) => row["ID"] === "sent-by-hand");
      // The stand-in answered it: the real token went out in place of the mark.
      expect(sent.map((row) => row["Kind"])).toEqual(["join", "answer"]);
    });
    expect(
      await panel.panel.evaluate(() => document.querySelectorAll("[aria-label='Sent by hand']").length),
    ).toBe(1);
    const everything = await panel.panel.evaluate(() => document.documentElement.outerHTML);
    expect(everything).not.toMatch(/T-[0-9A-F]{24}/);
  });

  it("copies an exchange as JSON, as wscat and as a test that passes", async () => {
    await panel.click({ role: "tab", name: "Exchanges" });
    const copied = async (entry: string) => {
      // What is copied is caught on its way: without a person's own press, browsers do not copy.
      await panel.panel.evaluate(() => {
        Object.defineProperty(navigator, "clipboard", {
          configurable: true,
          value: {
            writeText: async (value: string) => {
              Object.assign(window, { copied: value });
            },
          },
        });
      });
      await panel.rowMenu("Exchanges", ["sent-by-hand"], entry);
      return waitUntil(`${entry} to copy`, () =>
        panel.panel.evaluate(() => {
          const value = (window as { copied?: string }).copied ?? null;
          Object.assign(window, { copied: undefined });
          return value;
        }),
      );
    };
    const json = JSON.parse(await copied("Copy as JSON")) as readonly { readonly direction: string }[];
    expect(json.map(({ direction }) => direction)).toEqual(["sent", "received"]);
    expect(await copied("Copy as wscat")).toMatch(/wscat --connect 'ws:\/\/127\.0\.0\.1:\d+/);
    const test = await copied("Copy as a test");
    expect(test).not.toMatch(/T-[0-9A-F]{24}/);
    const file = join(downloads.folder, "copied.test.mjs");
    const library = new URL("../../../dist/node/index.js", import.meta.url);
    await writeFile(file, test.replace('"privicore-inspector"', JSON.stringify(library.href)));
    const { stdout } = await run(process.execPath, ["--test", file]);
    expect(stdout).toMatch(/pass 1/);
    await panel.click({ role: "tab", name: "Frames" });
  });

  it("keeps time-outs, and judges again by new ones", async () => {
    await panel.click({ role: "button", name: "More" });
    await panel.click({ role: "menuitem", name: "Settings" });
    const change = (seconds: number) =>
      panel.panel.evaluate((value) => {
        const field = document.querySelector<HTMLInputElement>("dialog input[type=number]");
        if (field === null) return "";
        if (value > 0) {
          field.value = String(value);
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        return field.value;
      }, seconds);
    await waitUntil("the settings", async () => (await change(0)) !== "");
    await change(7);
    await panel.click({ role: "button", name: "Close the dialog" });
    // It is saved at once, but the browser forgets what a page that ends in that moment was about to store.
    await waitUntil("the setting to be stored", () =>
      panel.panel.evaluate(async () => {
        const own = window as unknown as Partial<Record<"browser" | "chrome", StoringExtension>>;
        const stored = await (own.browser ?? own.chrome)?.storage.local.get("panel-settings");
        return stored?.["panel-settings"]?.responseTimeout === 7_000;
      }),
    );
    await browser.tab.closeDevtools();
    const again = await openPanel(browser.tab);
    await again.click({ role: "button", name: "More" });
    await again.click({ role: "menuitem", name: "Settings" });
    await eventually(
      () =>
        again.panel.evaluate(
          () => document.querySelector<HTMLInputElement>("dialog input[type=number]")?.value ?? "",
        ),
      /^7$/,
    );
  });
});

/** Marks count by order of appearance, and a panel meets secrets in another order than the export that it wrote. */
function withoutMarks(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(/REDACTED-\d+/g, "REDACTED"));
}
