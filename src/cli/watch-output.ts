import { fileProblem } from "./open-input.ts";
import type { ExitCode, OutputStream } from "./surroundings.ts";

/** The part of a stream that tells of its failures. */
export interface FailingStream {
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Watches standard output for a disk that is full and the like, and says so once on stderr. A reader that has seen enough
 * (`… | head`) is no failure: what it did not read changes nothing about the verdict.
 *
 * @returns says the exit code to end with, given the command's own
 */
export function watchOutput(stdout: FailingStream, stderr: OutputStream): (code: ExitCode) => ExitCode {
  let failed = false;
  stdout.on("error", (error) => {
    if (failed || ("code" in error && error.code === "EPIPE")) return;
    failed = true;
    stderr.write(`privicore-inspector: standard output: ${fileProblem(error)}\n`);
  });
  return (code) => (failed ? 2 : code);
}
