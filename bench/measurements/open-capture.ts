import { readFile } from "node:fs/promises";
import { openSession } from "../../src/io/open-session.ts";
import { openFileSource } from "../../src/io/source/node-source.ts";
import { parseLines } from "../captures/parse-lines.ts";
import type { Samples } from "../framework/child-message.ts";
import { timeInTurn } from "../framework/in-turn.ts";
import { warmUpFrames } from "../framework/warm-up.ts";
import { checkConversation } from "../traffic/check-conversation.ts";

/**
 * Times the opening of a file as a session (`session`; `redacting` where the redactor learns its secrets on the way, as for
 * whatever is shown) and the reading and parsing alone (`parse`), in turn, in milliseconds.
 */
export async function measure(input: {
  kind: "capture" | "har";
  path: string;
  frames: number;
  rounds: number;
}): Promise<Samples> {
  const parse = input.kind === "capture" ? () => parseLines(input.path) : () => parseWhole(input.path);
  const sides = [
    { name: "parse", run: parse },
    { name: "session", run: () => openPath(input.path, input.frames, false) },
    { name: "redacting", run: () => openPath(input.path, input.frames, true) },
  ];
  for (let warmUp = 0; warmUp < warmUpFrames(input.rounds) / input.frames; warmUp++)
    for (const { run } of sides) await run();
  return timeInTurn(sides, input.rounds);
}

async function parseWhole(path: string): Promise<number> {
  const value: unknown = JSON.parse(await readFile(path, "utf8"));
  return value === null ? 0 : 1;
}

async function openPath(path: string, frames: number, learnSecrets: boolean) {
  const source = await openFileSource(path);
  try {
    const opened = await openSession(source, { learnSecrets });
    if (!opened.usable) throw new Error(`Expected a usable file, got: ${opened.problem.message}`);
    checkConversation(opened.session, frames);
    return opened.session;
  } finally {
    await source.close();
  }
}
