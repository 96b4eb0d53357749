import { analyze } from "./analyze.ts";
import { readArguments } from "./arguments.ts";
import { helpText } from "./help.ts";
import { convert, redact } from "./rewrite.ts";
import { simulate } from "./simulate.ts";
import { type ExitCode, type Surroundings, UnusableError } from "./surroundings.ts";
import { tell } from "./tell.ts";

/**
 * Does what the arguments (after the program's name) ask for. Unusable input or arguments are one line on stderr and
 * exit code 2; a programmer's error is thrown.
 */
export async function runCommandLine(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { stdout, stderr, version } = surroundings;
  const request = readArguments(argv);
  if (typeof request === "string") {
    tell(stderr, `privicore-inspector: ${request} (--help says more)`);
    return 2;
  }
  try {
    switch (request.command) {
      case "help":
        stdout.write(helpText);
        return 0;
      case "version":
        stdout.write(`${version}\n`);
        return 0;
      case "analyze":
        return await analyze(request, surroundings);
      case "redact":
        return await redact(request, surroundings);
      case "convert":
        return await convert(request, surroundings);
      case "simulate":
        return await simulate(request, surroundings);
    }
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    tell(stderr, `privicore-inspector: ${error.message}`);
    return 2;
  }
}
