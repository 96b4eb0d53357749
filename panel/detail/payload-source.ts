import type { SecretMask } from "../secrets/secret-mask.ts";
import { message } from "../text/message.ts";
import type { NearOrDistant } from "./distant-value.ts";
import { type JsonValue, type NoTree, type Path, searchPayload, writeValue } from "./payload-node.ts";
import type { DistantMember, FromPayloadWorker, ToPayloadWorker } from "./payload-wire.ts";

/** A payload, its secrets hidden already where they are to be, as the tree asks for it. */
export interface PayloadSource {
  readonly root: NearOrDistant;
  /** The paths whose key or plain value holds the text; at once where the payload is near. */
  search(text: string, limit: number): readonly Path[] | Promise<readonly Path[]>;
  /** Members of a distant container. */
  members(path: Path, from: number, to: number): Promise<readonly DistantMember[]>;
  /** What is copied of a distant value. */
  write(path: Path): Promise<string>;
}

/** A payload that is small enough to be here whole. */
export function nearPayload(value: JsonValue): PayloadSource {
  return {
    root: { near: value },
    search: (text, limit) => searchPayload(value, text, limit),
    members: () => Promise.reject(new TypeError("Expected a distant payload, got a near one")),
    write: () => Promise.resolve(writeValue(value)),
  };
}

/** A payload in a worker of its own, until it is closed. */
export interface DistantPayload {
  /** Why there is no tree where it has none. Rejects where the worker cannot be started or fails. */
  readonly source: Promise<PayloadSource | NoTree>;
  readonly close: () => void;
}

/** Reads a large payload in a worker, so that nothing waits for it. Secrets are hidden by the mask's own marks. */
export function openDistantPayload(payload: string, mask: SecretMask): DistantPayload {
  const worker = new Worker(new URL("./payload-worker.entry.ts", import.meta.url), { type: "module" });
  const tell = (message: ToPayloadWorker): void => worker.postMessage(message);
  const answers = new Map<number, (message: FromPayloadWorker) => void>();
  const failures = new Set<(reason: Error) => void>();
  let lastRequest = 0;
  const ask = <Answer>(
    question: (request: number) => ToPayloadWorker,
    read: (message: FromPayloadWorker) => Answer | undefined,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const request = ++lastRequest;
      failures.add(reject);
      answers.set(request, (message) => {
        failures.delete(reject);
        const answer = read(message);
        if (answer === undefined) reject(new TypeError(`Expected another answer than ${message.type}`));
        else resolve(answer);
      });
      tell(question(request));
    });

  const source = new Promise<PayloadSource | NoTree>((resolve, reject) => {
    failures.add(reject);
    worker.addEventListener("error", ({ message: told }) => {
      const reason = new Error(told === "" ? message("detail_workerFailed") : told);
      for (const fail of failures) fail(reason);
    });
    worker.addEventListener("message", ({ data }: MessageEvent<FromPayloadWorker>) => {
      switch (data.type) {
        case "secrets":
          tell({ type: "marks", marks: mask.marksOf(data.secrets) });
          break;
        case "no-tree":
          resolve(data.why);
          break;
        case "opened":
          resolve({
            root: data.root,
            search: (text, limit) =>
              ask(
                (request) => ({ type: "search", request, text, limit }),
                (answer) => (answer.type === "found" ? answer.paths : undefined),
              ),
            members: (path, from, to) =>
              ask(
                (request) => ({ type: "members", request, path, from, to }),
                (answer) => (answer.type === "members" ? answer.members : undefined),
              ),
            write: (path) =>
              ask(
                (request) => ({ type: "write", request, path }),
                (answer) => (answer.type === "written" ? answer.text : undefined),
              ),
          });
          break;
        default:
          answers.get(data.request)?.(data);
          answers.delete(data.request);
      }
    });
  });
  tell({ type: "open", payload, redaction: mask.elsewhere(payload) });
  return { source, close: () => worker.terminate() };
}
