import { afterAll, beforeAll, describe } from "vitest";
import { browsersUnderTest } from "../browser/drivers/launch.ts";
import { detailActions } from "./actions/detail-actions.ts";
import { filterActions } from "./actions/filter-actions.ts";
import { lookActions } from "./actions/look-actions.ts";
import { longLogActions, viewActions } from "./actions/view-actions.ts";
import { startDevtoolsHost } from "./devtools-host.ts";
import type { PanelHost } from "./panel-host.ts";

/** Every view and every action in the real DevTools panel of Chromium, in one browser. */
describe.runIf(browsersUnderTest.includes("chromium"))("in Chromium's DevTools", () => {
  let started: PanelHost;
  const host = () => started;
  beforeAll(async () => {
    started = await startDevtoolsHost();
  });
  afterAll(() => started?.stop());

  describe("the views", () => {
    viewActions(host);
    longLogActions(host);
  });
  describe("the detail", () => detailActions(host));
  describe("the filter", () => filterActions(host));
  describe("looks and behaviour", () => lookActions(host));
});
