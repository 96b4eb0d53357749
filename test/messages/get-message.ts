/** A message as `_locales/LANGUAGE/messages.json` holds it. */
export interface Message {
  readonly message: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string; readonly example?: string }>>;
}
export type Messages = Readonly<Record<string, Message>>;

/** A value's place, or dollar signs after a first one, which say that they are meant. */
const places = /\$(?:([1-9])|(\$+))/g;

/**
 * The browsers' `i18n.getMessage`: names of messages and of placeholders are the same in capitals, `$NAME$` is what the
 * placeholder of that name holds, `$1` to `$9` are the values, and `$$` is a dollar sign. Where the browsers answer with an empty
 * text, it throws: a message that is missing, or values that are not those that it has placeholders for.
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/i18n/Locale-Specific_Message_reference
 */
export function getMessageOf(messages: Messages): (key: string, values?: readonly string[]) => string {
  const byKey = new Map(Object.entries(messages).map(([key, message]) => [key.toLowerCase(), message]));
  return (key, values = []) => {
    const found = byKey.get(key.toLowerCase());
    if (found === undefined) throw new RangeError(`Expected a message "${key}", got none`);
    const asked = placesIn(found);
    if (asked !== values.length)
      throw new RangeError(`Expected ${asked} values for the message "${key}", got ${values.length}`);
    return expanded(found).replace(places, (_all, place?: string, dollars?: string) =>
      place === undefined ? (dollars ?? "") : (values[Number(place) - 1] ?? ""),
    );
  };
}

/** How many values a message takes: the highest number that it asks for. */
export const placesIn = (message: Message): number =>
  Math.max(0, ...[...expanded(message).matchAll(places)].map(([, place]) => Number(place ?? 0)));

/** The message with what its placeholders hold in their places. */
function expanded({ message, placeholders = {} }: Message): string {
  const contents = new Map(
    Object.entries(placeholders).map(([name, { content }]) => [name.toLowerCase(), content]),
  );
  return message.replace(/\$([a-z0-9_@]+)\$/gi, (_all, name: string) => {
    const content = contents.get(name.toLowerCase());
    if (content === undefined) throw new RangeError(`Expected a placeholder "${name}" in "${message}"`);
    return content;
  });
}
