import { useState } from "preact/hooks";
import { isMark } from "../secrets/secret-mask.ts";
import { detailText } from "../text/detail-text.ts";
import { formatBytes } from "../text/format.ts";
import { MarkedText } from "../widgets/marked-text.tsx";
import { decodable } from "./decode-value.ts";
import { DecodedValue } from "./decoded-value.tsx";
import { isContainer, pathKey } from "./payload-node.ts";
import { Actions, Name, Row } from "./tree-row.tsx";
import type { NodeProps } from "./tree-state.ts";

/** Longer strings are cut in the tree; the raw view has them whole. */
const shownString = 2000;

/** A plain value, or the beginning of a text that is too long to be here. */
export function LeafOrStart(props: NodeProps) {
  const { value } = props;
  if ("near" in value)
    return isContainer(value.near) ? null : <Leaf {...props} shown={value.near} length={null} />;
  const { distant } = value;
  return distant.type === "text" ? <Leaf {...props} shown={distant.start} length={distant.length} /> : null;
}

function Leaf({
  name,
  value,
  path,
  depth,
  state,
  first,
  shown: plain,
  length,
}: NodeProps & {
  readonly shown: string | number | bigint | boolean | null;
  /** Of the whole text where only its beginning is here. */
  readonly length: number | null;
}) {
  const [decoded, setDecoded] = useState(false);
  const shown = typeof plain === "string" ? plain : String(plain);
  const secret = typeof plain === "string" && isMark(plain);
  const kind = secret
    ? "secret"
    : plain === null
      ? "null"
      : typeof plain === "bigint"
        ? "number"
        : typeof plain;
  const canDecode = !secret && length === null && typeof plain === "string" && decodable(plain) !== null;
  const cut = length !== null || shown.length > shownString;
  return (
    <div role="treeitem" class="tree-item" tabIndex={first ? 0 : -1} data-key={pathKey(path)}>
      <Row
        depth={depth}
        expanded={null}
        actions={
          <>
            {canDecode ? (
              <button
                type="button"
                class="link"
                tabIndex={-1}
                aria-pressed={decoded}
                onClick={() => setDecoded(!decoded)}
              >
                {detailText.decode}
              </button>
            ) : null}
            <Actions path={path} value={value} state={state} />
          </>
        }
      >
        <Name name={name} pattern={state.pattern} />
        <span class={`tree-value is-${kind}`}>
          {kind === "string" ? '"' : ""}
          <MarkedText value={cut ? `${shown.slice(0, shownString)}…` : shown} pattern={state.pattern} />
          {kind === "string" ? '"' : ""}
        </span>
        {length === null ? null : <span class="quiet"> {formatBytes(length)}</span>}
      </Row>
      {decoded && typeof plain === "string" ? <DecodedValue value={plain} /> : null}
    </div>
  );
}
