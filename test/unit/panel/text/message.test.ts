import { afterEach, describe, expect, it, vi } from "vitest";
import { text } from "../../../../panel/text/english.ts";
import { counted, message, words } from "../../../../panel/text/message.ts";
import { getMessageOf, type Messages } from "../../../messages/get-message.ts";

const withMessages = (messages: Messages) =>
  vi.stubGlobal("browser", { i18n: { getMessage: getMessageOf(messages) } });
/** As the browsers do it: nothing is said of what is missing. */
const withForms = (forms: Readonly<Record<string, string>>) =>
  vi.stubGlobal("browser", { i18n: { getMessage: (key: string) => forms[key] ?? "" } });
afterEach(() => vi.unstubAllGlobals());

describe("the panel's messages", () => {
  it("come from the extension's own file, with their values", () => {
    expect(text.filter.matches(12, 3456)).toBe("12 of 3,456");
    expect(text.grid.resize("Frames", "Size")).toBe("Drag to resize Size in Frames; double click resets");
    expect(text.states["not-joined"]).toBe("not joined");
  });

  it("are chosen by number", () => {
    expect([0, 1, 2, 1204].map(text.status.frames)).toEqual([
      "0 frames",
      "1 frame",
      "2 frames",
      "1,204 frames",
    ]);
  });

  it("show their key where the browser knows none", () => {
    withForms({});
    expect(message("toolbar_record")).toBe("toolbar_record");
    expect(counted("status_frames", 1)).toBe("status_frames_other");
    expect(words("state", ["not-joined"])).toEqual({ "not-joined": "state_not_joined" });
  });

  it("take the form that every language has where the language lacks another", () => {
    withForms({ status_frames_other: "Bilder" });
    expect(counted("status_frames", 1)).toBe("Bilder");
  });
});

describe("the stand-in for the browsers' getMessage", () => {
  const getMessage = getMessageOf({
    plain: { message: "Plain" },
    named: {
      message: "$Shown$ of $TOTAL$",
      placeholders: { shown: { content: "$1" }, total: { content: "$2" } },
    },
    turned: { message: "$B$ before $A$", placeholders: { a: { content: "$1" }, b: { content: "$2" } } },
    joined: { message: "$A$$B$.", placeholders: { a: { content: "$1" }, b: { content: "$2" } } },
    fixed: { message: "in $UNIT$", placeholders: { unit: { content: "ms" } } },
    direct: { message: "$1 costs $$5" },
    broken: { message: "$NOBODY$" },
  });

  it.each([
    ["a message without values", "plain", [], "Plain"],
    ["names in any capitals", "NAMED", ["1", "2"], "1 of 2"],
    ["places in another order than the values", "turned", ["first", "second"], "second before first"],
    ["two placeholders side by side", "joined", ["a", "b"], "ab."],
    ["an empty value", "joined", ["", "b"], "b."],
    ["a value that looks like a place", "joined", ["$2", "$A$"], "$2$A$."],
    ["a placeholder that takes no value", "fixed", [], "in ms"],
    ["places without a name, and a dollar sign", "direct", ["It"], "It costs $5"],
  ])("knows %s", (_what, key, values, said) => {
    expect(getMessage(key, values)).toBe(said);
  });

  it.each([
    ["a missing message", "absent", []],
    ["a missing value", "named", ["1"]],
    ["a value too many", "plain", ["1"]],
    ["a placeholder that is not declared", "broken", []],
  ])("fails loudly on %s", (_what, key, values) => {
    expect(() => getMessage(key, values)).toThrow(RangeError);
  });

  it("is what the panel reads from in these tests", () => {
    withMessages({ toolbar_record: { message: "Aufzeichnen" } });
    expect(message("toolbar_record")).toBe("Aufzeichnen");
    expect(() => message("toolbar_stop")).toThrow("toolbar_stop");
  });
});
