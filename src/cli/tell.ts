import { plain } from "./paint.ts";
import type { OutputStream } from "./surroundings.ts";
import { withoutCommands } from "./workflow-commands.ts";

/** Writes one line of a message. It may quote the wire and the names of files: nothing in it reaches the terminal as a command. */
export function tell(stream: OutputStream, line: string): void {
  stream.write(`${withoutCommands(plain(line))}\n`);
}
