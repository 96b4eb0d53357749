import { parseArgs } from "node:util";

export type FailOn = "error" | "warning" | "info" | "never";

/** What the command line was asked to do. */
export type Request =
  | { readonly command: "help" }
  | { readonly command: "version" }
  | {
      readonly command: "analyze";
      readonly file: string;
      readonly json: boolean;
      readonly failOn: FailOn;
      /** Milliseconds; undefined for the engine's own. */
      readonly responseTimeout: number | undefined;
      readonly commandTimeout: number | undefined;
      readonly revealSecrets: boolean;
    }
  | { readonly command: "redact"; readonly file: string; readonly out: string }
  | {
      readonly command: "convert";
      readonly file: string;
      readonly out: string;
      readonly revealSecrets: boolean;
    }
  | { readonly command: "simulate"; readonly port: number };

/** The options that each command takes. */
const optionsOf = {
  analyze: ["json", "fail-on", "response-timeout", "command-timeout", "reveal-secrets"],
  redact: ["out"],
  convert: ["out", "reveal-secrets"],
  simulate: ["port"],
} as const;
type Command = keyof typeof optionsOf;

const failOnValues = ["error", "warning", "info", "never"] as const;

/** Reads the arguments after the program's name: the request, or one sentence that says what was expected. */
export function readArguments(argv: readonly string[]): Request | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Node's sentence, without its second one about escaping.
    return missingValue(message, argv) ?? message.split(/\.\s|\n/)[0] ?? message;
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { command: "help" };
  if (values.version === true) return { command: "version" };
  const [command, ...files] = positionals;
  if (command === undefined) return "expected a command: analyze, redact, convert or simulate";
  if (!isCommand(command))
    return `expected a command: analyze, redact, convert or simulate, got "${command}"`;
  const allowed: readonly string[] = optionsOf[command];
  const foreign = Object.keys(values).find((option) => !allowed.includes(option));
  if (foreign !== undefined) return `expected no option --${foreign} with ${command}`;
  if (command === "simulate") {
    if (files.length > 0) return `expected no file with simulate, got "${files[0]}"`;
    const port = values.port === undefined ? 0 : wholeNumber(values.port, 65_535);
    return port === null
      ? `expected --port to be a number from 0 to 65535, got "${values.port}"`
      : { command, port };
  }
  const [file, extra] = files;
  if (file === undefined || file === "") return `expected a file: privicore-inspector ${command} FILE`;
  if (extra !== undefined) return `expected one file, got also "${extra}"`;
  if (command === "analyze") return analyzeRequest(file, values);
  if (values.out === undefined || values.out === "") return `expected --out FILE with ${command}`;
  if (command === "redact") return { command, file, out: values.out };
  return { command, file, out: values.out, revealSecrets: values["reveal-secrets"] === true };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "v" },
      json: { type: "boolean" },
      "fail-on": { type: "string" },
      "response-timeout": { type: "string" },
      "command-timeout": { type: "string" },
      "reveal-secrets": { type: "boolean" },
      out: { type: "string", short: "o" },
      port: { type: "string" },
    },
  });
}

/** What Node calls a missing or ambiguous argument: nothing follows the option, or something that begins like one, as `-5` does. */
function missingValue(message: string, argv: readonly string[]): string | null {
  const quoted = /^Option '([^' ]+(?:, [^' ]+)?)(?: <value>)?' argument (?:missing|is ambiguous)/.exec(
    message,
  )?.[1];
  if (quoted === undefined) return null;
  const names = quoted.split(", ");
  const at = argv.findIndex(
    (name, index) => names.includes(name) && (argv[index + 1] ?? "-").startsWith("-"),
  );
  const got = at === -1 ? undefined : argv[at + 1];
  return `expected a value after ${names.at(-1)}, got ${got === undefined ? "none" : `"${got}"`}`;
}

function analyzeRequest(file: string, values: ReturnType<typeof parse>["values"]): Request | string {
  const failOn = failOnValues.find((value) => value === (values["fail-on"] ?? "error"));
  if (failOn === undefined)
    return `expected --fail-on to be error, warning, info or never, got "${values["fail-on"]}"`;
  const timeouts: (number | undefined)[] = [];
  for (const name of ["response-timeout", "command-timeout"] as const) {
    const value = values[name];
    const milliseconds = value === undefined ? undefined : wholeNumber(value, Number.MAX_SAFE_INTEGER);
    if (milliseconds === null || milliseconds === 0)
      return `expected --${name} to be a number of milliseconds above 0, got "${value}"`;
    timeouts.push(milliseconds);
  }
  return {
    command: "analyze",
    file,
    json: values.json === true,
    failOn,
    responseTimeout: timeouts[0],
    commandTimeout: timeouts[1],
    revealSecrets: values["reveal-secrets"] === true,
  };
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(optionsOf, word);
}

function wholeNumber(text: string, max: number): number | null {
  if (!/^\d+$/.test(text)) return null;
  const number = Number(text);
  return number <= max ? number : null;
}
