import type { NearOrDistant } from "./distant-value.ts";
import type { Path } from "./payload-node.ts";
import type { PayloadSource } from "./payload-source.ts";

/** What all items of a payload's tree are drawn by. */
export interface TreeState {
  readonly source: PayloadSource;
  /** Opened or closed by hand, by path; otherwise by depth. */
  readonly open: ReadonlyMap<string, boolean>;
  readonly all: boolean | null;
  readonly matches: ReadonlySet<string>;
  readonly found: readonly Path[];
  readonly pattern: RegExp | null;
  readonly toggle: (key: string, open: boolean) => void;
}

/** One item of the tree; without a name where it is the payload itself. */
export interface NodeProps {
  readonly name: string | number | null;
  readonly value: NearOrDistant;
  readonly path: Path;
  readonly depth: number;
  readonly state: TreeState;
  readonly first: boolean;
}
