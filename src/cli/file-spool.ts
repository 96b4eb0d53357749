import { appendFileSync, closeSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import type { TextSpool } from "../io/har/write-har.ts";

const bufferedCharacters = 1 << 20;

/** Makes spools that keep up to a mebibyte each in memory and the rest in a temporary folder, which `remove` takes away. */
export function fileSpools(): { readonly spool: () => TextSpool; readonly remove: () => void } {
  let folder: string | null = null;
  let count = 0;
  const nextPath = () => {
    folder ??= mkdtempSync(join(tmpdir(), "privicore-inspector-"));
    return join(folder, String(count++));
  };
  return {
    spool: () => fileSpool(nextPath),
    remove: () => {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function fileSpool(nextPath: () => string): TextSpool {
  let path: string | null = null;
  let pieces: string[] = [];
  let buffered = 0;
  return {
    append: (text) => {
      pieces.push(text);
      buffered += text.length;
      if (buffered < bufferedCharacters) return;
      path ??= nextPath();
      appendFileSync(path, pieces.join(""));
      pieces = [];
      buffered = 0;
    },
    *pieces() {
      if (path !== null) yield* textOf(path);
      yield* pieces;
    },
  };
}

function* textOf(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const bytes = Buffer.alloc(1 << 20);
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes))
      yield decoder.write(bytes.subarray(0, read));
    yield decoder.end();
  } finally {
    closeSync(file);
  }
}
