/** The command line's rival: `parse-file FILE` reads a file, parses each line, and does nothing with it. */
import { argv } from "node:process";
import { parseLines } from "../captures/parse-lines.ts";

const lines = await parseLines(argv[2] ?? "");
if (lines === 0) throw new Error("Expected lines to parse, got none");
