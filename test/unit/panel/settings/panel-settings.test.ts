import { describe, expect, it } from "vitest";
import { defaultSettings, readSettings } from "../../../../panel/settings/panel-settings.ts";

describe("settings that were stored", () => {
  it.each([undefined, null, "text", 7, [], {}])("are the defaults where %j is stored", (stored) => {
    expect(readSettings(stored)).toEqual(defaultSettings);
  });

  it("are read as they were kept", () => {
    const kept = {
      ...defaultSettings,
      preserveLog: true,
      timeFormat: "relative",
      responseTimeout: 7_000,
      columns: { Frames: { Time: { width: 90 }, Size: { hidden: true } } },
      sorts: { Frames: { column: "Time", descending: true }, Commands: null },
      history: ["is:problem"],
    };
    expect(readSettings(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it("fall back one by one where they do not fit, and leave out what nobody knows", () => {
    const kept = {
      preserveLog: true,
      timeFormat: "roman",
      responseTimeout: 99,
      commandTimeout: "30000",
      columns: { Frames: { Time: { width: "wide" } } },
      history: ["is:problem"],
      older: "setting",
    };
    expect(readSettings(kept)).toEqual({ ...defaultSettings, preserveLog: true, history: ["is:problem"] });
  });

  it("keep one's own filters, and of the ready ones whether they are on", () => {
    const [ready, ...others] = defaultSettings.filters;
    if (ready === undefined) throw new TypeError("Expected ready filters, got none");
    const own = { name: "Mine", query: "is:join", enabled: true, ready: false };
    const renamed = { ...ready, name: "As it was called once", enabled: true };
    const gone = { name: "Gone", query: "is:gone", enabled: true, ready: true };
    expect(readSettings({ filters: [own, renamed, gone] }).filters).toEqual([
      { ...ready, enabled: true },
      ...others,
      own,
    ]);
  });
});
