import type messages from "../../_locales/en/messages.json";
import { extensionApi } from "../../src/platform/extension-api.ts";
import { formatCount } from "./format.ts";

/** What `_locales/en/messages.json` has a message for. */
export type MessageKey = keyof typeof messages;
/** What it has a message for by number: `status_frames` for `status_frames_one` and `status_frames_other`. */
type CountedKey<Key = MessageKey> = Key extends `${infer Counted}_other` ? Counted : never;
type Value = string | number;

/** Empty where the browser knows no such message. */
const lookUp = (key: string, values: readonly Value[]): string =>
  extensionApi().i18n.getMessage(key, values.map(String));

/** A key is ugly, and is seen; an empty label would not be. */
const read = (key: string, values: readonly Value[] = []): string => lookUp(key, values) || key;

/** The message in the person's language. The values go in where it has placeholders, `$1` first. */
export const message = (key: MessageKey, ...values: readonly Value[]): string => read(key, values);

const plurals = new Intl.PluralRules(message("language"));

/** A message for a number, which is its first value: `3 frames`. */
export function counted(key: CountedKey, count: number, ...values: readonly Value[]): string {
  const all = [formatCount(count), ...values];
  // Languages differ in how many forms they have; `other` is the one that each of them has.
  return lookUp(`${key}_${plurals.select(count)}`, all) || read(`${key}_other`, all);
}

type Hyphenated<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}-${Hyphenated<Tail>}`
  : Name;
type NameIn<Area extends string, Key = MessageKey> = Key extends `${Area}_${infer Name}`
  ? Name | Hyphenated<Name>
  : never;

/**
 * The messages of one area by name, all without values: `words("state", ["not-joined"])` has `state_not_joined` as
 * `not-joined`, because keys take no hyphens.
 */
export function words<Area extends string, Name extends NameIn<Area>>(
  area: Area,
  names: readonly Name[],
): Readonly<Record<Name, string>>;
export function words(area: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, read(`${area}_${name.replaceAll("-", "_")}`)]));
}
