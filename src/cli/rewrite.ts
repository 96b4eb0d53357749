import { captureHeader, eventLine, headerLine } from "../io/capture-file/write-capture-file.ts";
import { HarWriter } from "../io/har/write-har.ts";
import { readEvents } from "../io/read-events.ts";
import { type EventSink, problemLine, type ReadOptions, type ReadSummary } from "../io/read-outcome.ts";
import { createRedactor } from "../io/redaction/redactor.ts";
import type { ByteSource } from "../io/source/byte-source.ts";
import type { Request } from "./arguments.ts";
import { fileSpools } from "./file-spool.ts";
import { nameOf, openInput, readProblem } from "./open-input.ts";
import { type Output, openOutput } from "./output-file.ts";
import { progressLine } from "./progress.ts";
import { type ExitCode, type Surroundings, UnusableError } from "./surroundings.ts";
import { tell } from "./tell.ts";

type Format = "capture" | "har";
type Redactor = ReturnType<typeof createRedactor>;

/** `redact`: writes an input again without its secrets, in its own format unless `--out` names another. */
export async function redact(
  request: Extract<Request, { command: "redact" }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const format = formatOf(request.out);
  return rewrite(request.file, request.out, (kind) => format ?? kind, createRedactor(), surroundings);
}

/**
 * `convert`: writes an input again in the format that `--out` names, to standard output in the one that it is not. Secrets
 * are masked here as well, unless asked not to: a capture is converted to be passed on.
 */
export async function convert(
  request: Extract<Request, { command: "convert" }>,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const format = formatOf(request.out);
  if (format === null && request.out !== "-")
    throw new UnusableError(`${request.out}: expected --out to end in .har or .jsonl`);
  return rewrite(
    request.file,
    request.out,
    (kind) => format ?? (kind === "har" ? "capture" : "har"),
    request.revealSecrets ? null : createRedactor(),
    surroundings,
  );
}

/** The format that a file's name asks for; null where it does not say. */
function formatOf(out: string): Format | null {
  if (/\.har$/i.test(out)) return "har";
  return /\.jsonl$/i.test(out) ? "capture" : null;
}

async function rewrite(
  file: string,
  out: string,
  formatFor: (kind: Format) => Format,
  redactor: Redactor | null,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const source = await openInput(file, surroundings);
  const progress = progressLine(surroundings);
  const read = (sink: EventSink, options: ReadOptions) =>
    usableRead(file, source, sink, { ...options, onProgress: progress.onProgress });
  const spools = fileSpools(surroundings);
  try {
    // What is a secret may only become clear late in the file: all of it is learnt before the first line is written.
    const learnt = await read(
      { event: (event) => redactor?.learn(event), restart: () => {} },
      { order: "file" },
    );
    const format = formatFor(learnt.kind);
    const output = openOutput(out, surroundings, spools.spool);
    try {
      const writer = writerOf(format, output, redactor, surroundings, spools.spool);
      await read(writer.sink, { order: format === "capture" ? "file" : "time" });
      writer.end();
      await output.finish();
    } catch (error) {
      output.discard();
      throw error;
    }
    progress.end();
    report(file, learnt, redactor, surroundings);
    return 0;
  } finally {
    progress.end();
    spools.remove();
    await source.close();
  }
}

async function usableRead(
  file: string,
  source: ByteSource,
  sink: EventSink,
  options: ReadOptions,
): Promise<ReadSummary> {
  const outcome = await readEvents(source, sink, options).catch((error: unknown) => {
    throw readProblem(file, error);
  });
  if (!outcome.usable) throw new UnusableError(`${nameOf(file)}: ${problemLine(outcome.problem)}`);
  return outcome.summary;
}

/** Writes events as they come, redacted, in a format. */
function writerOf(
  format: Format,
  output: Output,
  redactor: Redactor | null,
  { now, version }: Surroundings,
  spool: ConstructorParameters<typeof HarWriter>[1]["spool"],
): { readonly sink: EventSink; readonly end: () => void } {
  const write = (text: string) => output.write(text);
  if (format === "har") {
    const begin = () => new HarWriter(write, { version, ...(spool === undefined ? {} : { spool }) });
    let har = begin();
    return {
      sink: {
        event: (event) => har.event(redactor === null ? event : redactor.event(event)),
        restart: () => {
          output.restart();
          har = begin();
        },
      },
      end: () => har.end(),
    };
  }
  let begun = false;
  const beginWith = (header: object) => {
    begun = true;
    const own = captureHeader({ createdAt: new Date(now()).toISOString(), redacted: redactor !== null });
    write(headerLine({ ...own, ...header, ...(redactor === null ? {} : { redacted: true }) }));
  };
  return {
    sink: {
      header: (header) => beginWith(redactor === null ? header : Object(redactor.json(header))),
      event: (event) => {
        if (!begun) beginWith({});
        write(eventLine(redactor === null ? event : redactor.event(event)));
      },
      restart: () => {
        begun = false;
        output.restart();
      },
    },
    end: () => {
      if (!begun) beginWith({});
    },
  };
}

/** What happened, on stderr: standard output may be the file. */
function report(
  file: string,
  summary: ReadSummary,
  redactor: Redactor | null,
  { stderr }: Surroundings,
): void {
  for (const problem of summary.problems) tell(stderr, `${nameOf(file)}: ${problemLine(problem)} – left out`);
  const skipped = summary.skippedLines === 0 ? "" : `, ${summary.skippedLines} left out`;
  const secrets =
    redactor === null
      ? "secrets in the clear"
      : `${redactor.size} different ${redactor.size === 1 ? "secret" : "secrets"} replaced by marks`;
  stderr.write(
    `${summary.events} ${summary.events === 1 ? "event" : "events"} written${skipped}; ${secrets}\n`,
  );
}
