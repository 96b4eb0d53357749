/** A worker that holds one large payload: hides its secrets, parses it, and hands over what is looked at. */
import { redactElsewhere } from "../../src/io/redaction/redact-elsewhere.ts";
import type { GivenMark } from "../../src/io/redaction/secret-marks.ts";
import { nearOrDistant } from "./distant-value.ts";
import {
  isContainer,
  type JsonValue,
  membersOf,
  type Path,
  parsePayload,
  searchPayload,
  writeValue,
} from "./payload-node.ts";
import type { FromPayloadWorker, ToPayloadWorker } from "./payload-wire.ts";

let root: JsonValue = null;
let marksCame: (marks: readonly GivenMark[]) => void = () => undefined;

const tell = (message: FromPayloadWorker): void => postMessage(message);

addEventListener("message", ({ data }: MessageEvent<ToPayloadWorker>) => {
  switch (data.type) {
    case "open":
      void open(data);
      break;
    case "marks":
      marksCame(data.marks);
      break;
    case "members": {
      const value = valueAt(data.path);
      const members = isContainer(value) ? membersOf(value, data.from, data.to) : [];
      tell({
        type: "members",
        request: data.request,
        members: members.map(([step, member]) => [step, nearOrDistant(member)]),
      });
      break;
    }
    case "search":
      tell({ type: "found", request: data.request, paths: searchPayload(root, data.text, data.limit) });
      break;
    case "write":
      tell({ type: "written", request: data.request, text: writeValue(valueAt(data.path)) });
  }
});

async function open({ payload, redaction }: Extract<ToPayloadWorker, { type: "open" }>): Promise<void> {
  const shown =
    redaction === null
      ? payload
      : await redactElsewhere(payload, redaction, (secrets) => {
          tell({ type: "secrets", secrets });
          return new Promise((resolve) => {
            marksCame = resolve;
          });
        });
  const parsed = parsePayload(shown);
  if (parsed.type === "text") {
    tell({ type: "no-tree", why: parsed.why });
    return;
  }
  root = parsed.value;
  tell({ type: "opened", root: nearOrDistant(root) });
}

function valueAt(path: Path): JsonValue {
  let value = root;
  for (const step of path) {
    if (!isContainer(value)) throw new TypeError(`Expected a container at ${JSON.stringify(path)}`);
    value =
      (Array.isArray(value) ? value[Number(step)] : Object.getOwnPropertyDescriptor(value, step)?.value) ??
      null;
  }
  return value;
}
