import type { OutputStream } from "./surroundings.ts";

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

/** Colours text; leaves it as it is where colours are not wanted. */
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Colours for a terminal, unless NO_COLOR (https://no-color.org) or a dumb terminal says otherwise. */
export function paintFor(stream: OutputStream, env: Readonly<Record<string, string | undefined>>): Paint {
  const coloured = stream.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return coloured ? (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m` : (_style, text) => text;
}

/**
 * Control characters, which a terminal would obey; characters that turn the reading direction; other line ends; and what takes no
 * room, so that two texts that look alike are alike. Variation selectors stay: emoji have them.
 */
const unseen = /(?![\ufe00-\ufe0f])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text from the wire, safe to print: characters that are not seen become visible. Line ends and tabs become spaces. */
export function plain(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").replace(unseen, (char) => {
    const code = (char.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}

/** The same for a part of a JSON text, which stays the same value: JSON itself spells out the half of them. */
export function plainJson(json: string): string {
  if (!beyondPlain.test(json)) return json;
  return json.replace(unseen, (chars) => {
    // The line end after the whole text.
    if (chars === "\n") return chars;
    let escapes = "";
    for (let unit = 0; unit < chars.length; unit++)
      escapes += `\\u${chars.charCodeAt(unit).toString(16).padStart(4, "0")}`;
    return escapes;
  });
}

/** Mostly there is nothing else than ASCII to be seen, which is told much faster. */
const beyondPlain = /[^\n\x20-\x7e]/;

/** Cut to `width` characters, the cut marked. */
function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Breaks a sentence into lines of at most `width` characters; a longer word gets a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Lines of columns, each as wide as its widest cell; the last is cut at `width`. Painted after measuring. */
export function table(
  rows: readonly (readonly string[])[],
  width: number,
  paintCell: (text: string, row: number, column: number) => string = (text) => text,
): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map((row, index) => {
    let line = "";
    let used = 0;
    for (const [column, cell] of row.entries()) {
      const last = column === row.length - 1;
      const text = last ? cut(cell, Math.max(8, width - used)) : cell.padEnd(widths[column] ?? 0);
      line += paintCell(text, index, column) + (last ? "" : "  ");
      used += text.length + 2;
    }
    return line.trimEnd();
  });
}
