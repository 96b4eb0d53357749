import { useEffect, useState } from "preact/hooks";
import { detailText } from "../text/detail-text.ts";
import { visibleText } from "../text/visible-text.ts";
import { membersAtOnce, membersOf, type Path, pathKey, rangesOf } from "./payload-node.ts";
import type { DistantMember } from "./payload-wire.ts";
import { type Branch, branchOf, isListBranch, previewOfBranch, sizeOfBranch } from "./tree-branch.ts";
import { LeafOrStart } from "./tree-leaf.tsx";
import { Actions, Name, Row } from "./tree-row.tsx";
import type { NodeProps, TreeState } from "./tree-state.ts";

/** Levels that are open at first. */
const openDepth = 3;
/** "Expand all" stops opening below containers of this many members in total. */
const expandLimit = 3000;

interface MembersProps {
  readonly branch: Branch;
  readonly path: Path;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly state: TreeState;
}

export function Members(props: MembersProps) {
  const { branch, from, to } = props;
  if (to - from > membersAtOnce)
    return (
      <>
        {rangesOf(from, to).map((range) => (
          <Range {...props} {...range} first={props.depth === 0 && range.from === from} key={range.from} />
        ))}
      </>
    );
  if (!("near" in branch)) return <DistantMembers {...props} />;
  const members = membersOf(branch.near, from, to).map(([step, near]): DistantMember => [step, { near }]);
  return <Nodes {...props} members={members} />;
}

/** Members that a worker is asked for. */
function DistantMembers(props: MembersProps) {
  const { state, path, from, to } = props;
  const [members, setMembers] = useState<readonly DistantMember[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const key = pathKey(path);
  useEffect(() => {
    let wanted = true;
    state.source.members(path, from, to).then(
      (came) => wanted && setMembers(came),
      (error: unknown) => wanted && setFailure(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      wanted = false;
    };
  }, [state.source, key, from, to]);
  if (members !== null) return <Nodes {...props} members={members} />;
  return <div class="tree-row quiet">{failure ?? detailText.reading}</div>;
}

function Nodes({
  members,
  path,
  depth,
  state,
}: MembersProps & { readonly members: readonly DistantMember[] }) {
  return (
    <>
      {members.map(([name, value], index) => (
        <Node
          key={name}
          name={name}
          value={value}
          path={[...path, name]}
          depth={depth}
          state={state}
          first={depth === 0 && index === 0}
        />
      ))}
    </>
  );
}

function Range(props: MembersProps & { readonly first: boolean }) {
  const { branch, path, from, to, depth, state, first } = props;
  const key = `${pathKey(path)}${from}-${to}`;
  const holdsMatch = () =>
    isListBranch(branch) &&
    state.matches.has(pathKey(path)) &&
    state.found.some((found) => leadsInto(found, path, from, to));
  const open = state.open.get(key) ?? holdsMatch();
  return (
    <div role="treeitem" aria-expanded={open} class="tree-item" tabIndex={first ? 0 : -1} data-key={key}>
      <Row depth={depth} expanded={open} onToggle={() => state.toggle(key, !open)}>
        <span class="tree-preview">
          [{from} … {to - 1}]
        </span>
      </Row>
      {open ? (
        // biome-ignore lint/a11y/useSemanticElements: a group of tree items is a list
        <div role="group">
          <Members {...props} depth={depth + 1} />
        </div>
      ) : null}
    </div>
  );
}

/** Whether a path goes through the list at `list` and one of its items from `from` (inclusive) to `to` (exclusive). */
function leadsInto(path: Path, list: Path, from: number, to: number): boolean {
  const index = path[list.length];
  return (
    typeof index === "number" && index >= from && index < to && list.every((step, at) => path[at] === step)
  );
}

export function Node(props: NodeProps) {
  const { name, value, path, depth, state, first } = props;
  const branch = branchOf(value);
  if (branch === null) return <LeafOrStart {...props} />;
  const key = pathKey(path);
  const size = sizeOfBranch(branch);
  const byDefault =
    state.all === null ? depth < openDepth && size <= membersAtOnce : state.all && size <= expandLimit;
  const open = size > 0 && (state.open.get(key) ?? (byDefault || state.matches.has(key)));
  return (
    <div
      role="treeitem"
      class="tree-item"
      tabIndex={first ? 0 : -1}
      {...(size > 0 ? { "aria-expanded": open } : {})}
      data-key={key}
    >
      <Row
        depth={depth}
        expanded={size > 0 ? open : null}
        onToggle={() => state.toggle(key, !open)}
        actions={<Actions path={path} value={value} state={state} />}
      >
        <Name name={name} pattern={state.pattern} />
        <span class="tree-preview">
          {open ? (isListBranch(branch) ? `Array(${size})` : "") : visibleText(previewOfBranch(branch))}
        </span>
      </Row>
      {open ? (
        // biome-ignore lint/a11y/useSemanticElements: a group of tree items is a list
        <div role="group">
          <Members branch={branch} path={path} from={0} to={size} depth={depth + 1} state={state} />
        </div>
      ) : null}
    </div>
  );
}
