import { open } from "node:fs/promises";

/**
 * Reads a file in pieces of a mebibyte, cuts it into lines and parses each: the least that can be done with a capture of any
 * size. Returns the number of lines, so that nothing is left undone unseen.
 */
export async function parseLines(path: string): Promise<number> {
  const file = await open(path, "r");
  const decoder = new TextDecoder();
  const bytes = new Uint8Array(1 << 20);
  let rest = "";
  let lines = 0;
  try {
    for (;;) {
      const { bytesRead } = await file.read(bytes, 0, bytes.length);
      if (bytesRead === 0) break;
      const pieces = (rest + decoder.decode(bytes.subarray(0, bytesRead), { stream: true })).split("\n");
      rest = pieces.pop() ?? "";
      for (const line of pieces) if (JSON.parse(line) !== null) lines++;
    }
  } finally {
    await file.close();
  }
  if (rest !== "" && JSON.parse(rest) !== null) lines++;
  return lines;
}
