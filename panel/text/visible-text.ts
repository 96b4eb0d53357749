/**
 * Control characters, line separators, the marks that reorder text, and whatever else takes no room, which a reader could not see.
 * Joiners and variation selectors stay: Persian words and emoji are written with them.
 */
const unseen = /[\p{Cc}\p{DI}\u2028\u2029\ufff9-\ufffb](?<!\u200c|\u200d|\p{VS})/gu;
const layout = new Set(["\t", "\n", "\r"]);

/** The text with every invisible character written out: `\u202e` as `⟨U+202E⟩`, control codes as their pictures. */
export function visibleText(value: string): string {
  return value.replace(unseen, (character) => {
    if (layout.has(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

/** As much of a text as is looked at in a table or a list. */
export const cutText = (value: string): string => (value.length > 500 ? `${value.slice(0, 500)}…` : value);

/** The text on one line, for a table's cell. */
export const oneLine = (value: string): string => visibleText(cutText(value)).replace(/[\t\n\r]+/g, "␤");
