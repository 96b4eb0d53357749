import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import messages from "../../_locales/en/messages.json" with { type: "json" };
import { messagesAskedIn } from "../messages/asked-messages.ts";
import { type Messages, placesIn } from "../messages/get-message.ts";
import { sourceFiles } from "./imports-of.ts";

const known = new Map(Object.entries<Messages[string]>(messages));
const asked = sourceFiles(["panel"]).flatMap((file) => messagesAskedIn(file));
const manifest = readFileSync("manifest.json", "utf8");
const askedByManifest = [...manifest.matchAll(/__MSG_(\w+)__/g)].flatMap(([, key]) => key ?? []);

describe("the messages in _locales", () => {
  it("are the language that the manifest falls back to", () => {
    expect(JSON.parse(manifest).default_locale).toBe("en");
    expect(Intl.getCanonicalLocales(messages.language.message)).toEqual(["en"]);
  });

  it("are there for every key that the panel and the manifest ask for", () => {
    expect(asked.length).toBeGreaterThan(500);
    expect(asked.filter(({ key }) => !known.has(key))).toEqual([]);
    expect(askedByManifest.filter((key) => !known.has(key))).toEqual([]);
  });

  it("are all asked for", () => {
    const used = new Set([...asked.map(({ key }) => key), ...askedByManifest]);
    expect([...known.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  it("take as many values as they are given", () => {
    const wrong = asked.filter(({ key, values }) => {
      const message = known.get(key);
      return message !== undefined && placesIn(message) !== values;
    });
    expect(wrong).toEqual([]);
  });

  it("use each of their placeholders, and give each a place of its own", () => {
    for (const [key, { message, placeholders = {} }] of known) {
      const used = new Set([...message.matchAll(/\$([A-Z]+)\$/g)].map(([, name]) => name?.toLowerCase()));
      expect([...used].toSorted(), key).toEqual(Object.keys(placeholders).toSorted());
      const places = Object.values(placeholders).map(({ content }) => content);
      expect(places.toSorted(), key).toEqual(places.map((_, index) => `$${index + 1}`));
      expect(message.replaceAll(/\$[A-Z]+\$/g, ""), key).not.toContain("$");
      // Firefox reads `$1` and a digit behind it as one number.
      expect(message, key).not.toMatch(/\$[A-Z]+\$\d/);
    }
  });

  it("have names that both browsers take, and tell apart without their capitals", () => {
    expect([...known.keys()].filter((key) => !/^[A-Za-z0-9_]+$/.test(key))).toEqual([]);
    expect(new Set([...known.keys()].map((key) => key.toLowerCase())).size).toBe(known.size);
  });

  it("are never empty, which would read like a missing one, and have no space at their ends", () => {
    for (const [key, { message }] of known) expect(message, key).toMatch(/^\S(?:.*\S)?$/);
  });

  it("are read wherever a key is written out, and nowhere else", () => {
    expect(
      messagesAskedIn("x.ts", 'const a = [message("b", 1), counted("c", 2), words("d", ["e-f"])];'),
    ).toEqual([
      { file: "x.ts", key: "b", values: 1 },
      { file: "x.ts", key: "c_one", values: 1 },
      { file: "x.ts", key: "c_other", values: 1 },
      { file: "x.ts", key: "d_e_f", values: 0 },
    ]);
    expect(() => messagesAskedIn("x.ts", "message(key)")).toThrow();
  });
});
