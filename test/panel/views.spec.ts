import { afterAll, beforeAll, describe, it } from "vitest";
import { longLogActions } from "./actions/view-actions.ts";
import type {} from "./page/page.ts";
import { startPageHost } from "./page-host.ts";
import { type PanelHost, settles, view } from "./panel-host.ts";

let started: PanelHost;
const host = () => started;
beforeAll(async () => {
  started = await startPageHost();
});
afterAll(() => started?.stop());

/** The views with nothing in them, and over a million rows, which DevTools would take too long to fill. All else: views-in-devtools.spec.ts. */
describe("the views", () => {
  it("say what to do while there is nothing", async () => {
    const panel = await host().open(null);
    const { frame } = panel;
    const words = (name: string) => frame.getByRole("tabpanel", { name }).innerText();
    for (const name of ["Frames", "Exchanges", "Channels", "Commands", "Problems"]) {
      await view(frame, name);
      await settles(() => words(name)).toContain("Waiting for the page to open a WebSocket");
    }
    // A page has come, and nothing else yet.
    await frame.evaluate(() =>
      window.panelPage.emit([
        { type: "document", document: "d1" as never, time: Date.now() as never, url: "https://app.example/" },
      ]),
    );
    for (const [name, hint] of [
      ["Exchanges", "No action has been sent yet"],
      ["Channels", "No connection yet"],
      ["Commands", "No command yet"],
      ["Problems", "No problems found"],
    ] as const) {
      await view(frame, name);
      await settles(() => words(name)).toContain(hint);
    }
    await panel.close();
  });

  longLogActions(host);
});
