/** One line of a hex dump: where it begins, 16 bytes, and the same as text. */
export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

const bytesPerLine = 16;

/** The lines for the bytes from `from` to `to`. */
export function hexLines(bytes: Uint8Array, from: number, to: number): readonly HexLine[] {
  const lines: HexLine[] = [];
  for (let at = from; at < Math.min(to, bytes.length); at += bytesPerLine) {
    const line = bytes.subarray(at, Math.min(at + bytesPerLine, bytes.length));
    const hex = [...line].map((byte) => byte.toString(16).padStart(2, "0"));
    const halves = [hex.slice(0, 8).join(" "), hex.slice(8).join(" ")];
    lines.push({
      offset: at.toString(16).padStart(8, "0"),
      hex: halves.join("  ").padEnd(48),
      text: [...line].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join(""),
    });
  }
  return lines;
}
