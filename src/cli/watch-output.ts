import { fileProblem } from "./open-input.ts";
import type { ExitCode, OutputStream } from "./surroundings.ts";
import { tell } from "./tell.ts";

/** The part of a stream that tells of its failures. */
export interface FailingStream {
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Watches standard output for a disk that is full and the like, and says so once on stderr. A reader that has seen enough
 * (`… | head`) is no failure: what it did not read changes nothing about the verdict. Nor does anything that happens to
 * stderr: messages accompany the result, and there is nowhere left to say so.
 *
 * @returns says the exit code to end with, given the command's own
 */
export function watchOutput(
  stdout: FailingStream,
  stderr: FailingStream & Pick<OutputStream, "write">,
): (code: ExitCode) => ExitCode {
  let failed = false;
  stdout.on("error", (error) => {
    if (failed || ("code" in error && error.code === "EPIPE")) return;
    failed = true;
    tell(stderr, `privicore-inspector: standard output: ${fileProblem(error)}`);
  });
  // A stream that nobody listens to would end the process, with the code of a finding.
  stderr.on("error", () => {});
  return (code) => (failed ? 2 : code);
}
