import { afterAll, beforeAll, describe, it } from "vitest";
import { detailActions } from "./actions/detail-actions.ts";
import { filterActions } from "./actions/filter-actions.ts";
import { lookActions } from "./actions/look-actions.ts";
import { viewActions } from "./actions/view-actions.ts";
import { startPageHost } from "./page-host.ts";
import { type PanelHost, settles, view } from "./panel-host.ts";

let started: PanelHost;
const host = () => started;
beforeAll(async () => {
  started = await startPageHost();
});
afterAll(() => started?.stop());

describe("the views", () => {
  it("say what to do while there is nothing", async () => {
    const panel = await host().open(null);
    const { frame } = panel;
    for (const [name, words] of [
      ["Frames", "Nothing has happened yet"],
      ["Exchanges", "No action has been sent yet"],
      ["Channels", "No connection yet"],
      ["Commands", "No command yet"],
      ["Problems", "Nothing to judge yet"],
    ] as const) {
      await view(frame, name);
      await settles(() => frame.getByRole("tabpanel", { name }).innerText()).toContain(words);
    }
    await panel.close();
  });

  viewActions(host);
});
describe("the detail", () => detailActions(host));
describe("the filter", () => filterActions(host));
describe("looks and behaviour", () => lookActions(host));
