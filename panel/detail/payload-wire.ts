import type { RedactionElsewhere } from "../../src/io/redaction/redact-elsewhere.ts";
import type { GivenMark } from "../../src/io/redaction/secret-marks.ts";
import type { NearOrDistant } from "./distant-value.ts";
import type { NoTree, Path } from "./payload-node.ts";

/** A member of a container, by its key or index. */
export type DistantMember = readonly [step: string | number, value: NearOrDistant];

/** What the detail asks of the worker that holds a large payload. `request` comes back with the answer. */
export type ToPayloadWorker =
  | { readonly type: "open"; readonly payload: string; readonly redaction: RedactionElsewhere | null }
  | { readonly type: "marks"; readonly marks: readonly GivenMark[] }
  | {
      readonly type: "members";
      readonly request: number;
      readonly path: Path;
      readonly from: number;
      readonly to: number;
    }
  | { readonly type: "search"; readonly request: number; readonly text: string; readonly limit: number }
  | { readonly type: "write"; readonly request: number; readonly path: Path };

export type FromPayloadWorker =
  /** Secrets that nobody has met before; `marks` answers. */
  | { readonly type: "secrets"; readonly secrets: readonly string[] }
  | { readonly type: "opened"; readonly root: NearOrDistant }
  | { readonly type: "no-tree"; readonly why: NoTree }
  | { readonly type: "members"; readonly request: number; readonly members: readonly DistantMember[] }
  | { readonly type: "found"; readonly request: number; readonly paths: readonly Path[] }
  | { readonly type: "written"; readonly request: number; readonly text: string };
