import { useEffect, useMemo, useState } from "preact/hooks";
import { isMark } from "../secrets/secret-mask.ts";
import { highlightOf } from "../store/filter-model.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { formatBytes } from "../text/format.ts";
import { visibleText } from "../text/visible-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { MarkedText } from "../widgets/marked-text.tsx";
import { decodable } from "./decode-value.ts";
import { DecodedValue } from "./decoded-value.tsx";
import type { DistantValue, NearOrDistant } from "./distant-value.ts";
import {
  type Container,
  isContainer,
  membersAtOnce,
  membersOf,
  type Path,
  pathKey,
  previewOf,
  rangesOf,
  sizeOf,
  writePath,
  writeValue,
} from "./payload-node.ts";
import type { PayloadSource } from "./payload-source.ts";
import type { DistantMember } from "./payload-wire.ts";

/** Levels that are open at first. */
const openDepth = 3;
const matchLimit = 200;
/** Longer strings are cut in the tree; the raw view has them whole. */
const shownString = 2000;
/** "Expand all" stops opening below containers of this many members in total. */
const expandLimit = 3000;

interface TreeState {
  readonly source: PayloadSource;
  /** Opened or closed by hand, by path; otherwise by depth. */
  readonly open: ReadonlyMap<string, boolean>;
  readonly all: boolean | null;
  readonly matches: ReadonlySet<string>;
  readonly found: readonly Path[];
  readonly pattern: RegExp | null;
  readonly toggle: (key: string, open: boolean) => void;
}

/** A container, here whole or with the worker that has it. */
type Branch =
  | { readonly near: Container }
  | { readonly distant: Extract<DistantValue, { type: "container" }> };

/** A value as a branch of the tree; null for what has no members. */
function branchOf(value: NearOrDistant): Branch | null {
  if ("near" in value) return isContainer(value.near) ? { near: value.near } : null;
  const { distant } = value;
  return distant.type === "container" ? { distant } : null;
}

const sizeOfBranch = (branch: Branch): number =>
  "near" in branch ? sizeOf(branch.near) : branch.distant.size;
const isListBranch = (branch: Branch): boolean =>
  "near" in branch ? Array.isArray(branch.near) : branch.distant.list;
const previewOfBranch = (branch: Branch): string =>
  "near" in branch ? previewOf(branch.near) : branch.distant.preview;

/** A payload as a tree: only what is open exists, and long lists come in ranges. */
export function PayloadTree({ source }: { readonly source: PayloadSource }) {
  const store = useStore();
  const [open, setOpen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [all, setAll] = useState<boolean | null>(null);
  const [searched, setSearched] = useState("");
  const { found, searching } = useSearch(source, searched);
  const root = branchOf(source.root);
  const matches = useMemo(() => {
    const keys = new Set<string>();
    for (const path of found)
      for (let length = 0; length <= path.length; length++) keys.add(pathKey(path.slice(0, length)));
    return keys;
  }, [found]);
  const pattern = useMemo(
    () =>
      searched === ""
        ? store.filter.highlight.value
        : highlightOf([{ negated: false, match: { type: "word", text: searched }, from: 0, to: 0 }]),
    [searched, store.filter.highlight.value],
  );
  const state: TreeState = {
    source,
    found,
    open,
    all,
    matches,
    pattern,
    toggle: (key, opened) => setOpen(new Map(open).set(key, opened)),
  };
  const setEvery = (opened: boolean) => {
    setOpen(new Map());
    setAll(opened);
  };
  return (
    <div class="payload">
      <div class="payload-tools">
        <label class="payload-search">
          <Icon name="search" size={14} />
          <input
            type="search"
            aria-label={detailText.search}
            placeholder={detailText.search}
            value={searched}
            onInput={(event) => setSearched(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || searched === "") return;
              event.stopPropagation();
              setSearched("");
            }}
          />
          {searched === "" ? null : (
            <span class="quiet">{searching ? detailText.searching : detailText.matches(found.length)}</span>
          )}
        </label>
        {root === null ? null : (
          <>
            <button type="button" class="link" onClick={() => setEvery(true)}>
              {detailText.expandAll}
            </button>
            <button type="button" class="link" onClick={() => setEvery(false)}>
              {detailText.collapseAll}
            </button>
          </>
        )}
      </div>
      <div class="tree" role="tree" aria-label={detailText.payload} onKeyDown={moveInTree}>
        {root === null ? (
          <Node name={null} value={source.root} path={[]} depth={0} state={state} first />
        ) : (
          <Members branch={root} path={[]} from={0} to={sizeOfBranch(root)} depth={0} state={state} />
        )}
      </div>
    </div>
  );
}

/** What a search has found; nothing while a distant payload is still being searched. */
function useSearch(
  source: PayloadSource,
  searched: string,
): { readonly found: readonly Path[]; readonly searching: boolean } {
  const answer = useMemo(() => source.search(searched, matchLimit), [source, searched]);
  const [came, setCame] = useState<{ readonly of: unknown; readonly paths: readonly Path[] } | null>(null);
  useEffect(() => {
    if (answer instanceof Promise)
      answer.then(
        (paths) => setCame({ of: answer, paths }),
        // The worker was closed with the item; nobody looks at its answer.
        () => undefined,
      );
  }, [answer]);
  if (!(answer instanceof Promise)) return { found: answer, searching: false };
  return came?.of === answer ? { found: came.paths, searching: false } : { found: none, searching: true };
}
const none: readonly Path[] = [];

interface MembersProps {
  readonly branch: Branch;
  readonly path: Path;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly state: TreeState;
}

function Members(props: MembersProps) {
  const { branch, from, to } = props;
  if (to - from > membersAtOnce)
    return (
      <>
        {rangesOf(from, to).map((range) => (
          <Range {...props} {...range} key={range.from} />
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

function Range(props: MembersProps) {
  const { branch, path, from, to, depth, state } = props;
  const key = `${pathKey(path)}${from}-${to}`;
  const holdsMatch = () =>
    isListBranch(branch) &&
    state.matches.has(pathKey(path)) &&
    state.found.some((found) => leadsInto(found, path, from, to));
  const open = state.open.get(key) ?? holdsMatch();
  return (
    <div role="treeitem" aria-expanded={open} class="tree-item" tabIndex={-1} data-key={key}>
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

interface NodeProps {
  readonly name: string | number | null;
  readonly value: NearOrDistant;
  readonly path: Path;
  readonly depth: number;
  readonly state: TreeState;
  readonly first: boolean;
}

function Node(props: NodeProps) {
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

/** A plain value, or the beginning of a text that is too long to be here. */
function LeafOrStart(props: NodeProps) {
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
  readonly shown: string | number | boolean | null;
  /** Of the whole text where only its beginning is here. */
  readonly length: number | null;
}) {
  const [decoded, setDecoded] = useState(false);
  const shown = typeof plain === "string" ? plain : String(plain);
  const secret = typeof plain === "string" && isMark(plain);
  const kind = secret ? "secret" : plain === null ? "null" : typeof plain;
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

function Name({ name, pattern }: { readonly name: string | number | null; readonly pattern: RegExp | null }) {
  if (name === null) return null;
  return (
    <span class="tree-name">
      <MarkedText value={String(name)} pattern={pattern} />
      <span class="tree-colon">: </span>
    </span>
  );
}

interface RowProps {
  readonly depth: number;
  /** Null for what cannot be opened. */
  readonly expanded: boolean | null;
  readonly onToggle?: () => void;
  readonly actions?: preact.ComponentChildren;
  readonly children: preact.ComponentChildren;
}

function Row({ depth, expanded, onToggle, actions, children }: RowProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the tree item around it takes the keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree item around it takes the keys
    <div
      class="tree-row"
      style={{ paddingInlineStart: `${depth * 14}px` }}
      onClick={expanded === null ? undefined : onToggle}
    >
      <span class={`tree-arrow${expanded === null ? " is-none" : expanded ? " is-open" : ""}`}>
        {expanded === null ? null : <Icon name="chevron" size={12} />}
      </span>
      <span class="tree-content">{children}</span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps clicks on its buttons from opening the node */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps clicks on its buttons from opening the node */}
      <span class="tree-actions" onClick={(event) => event.stopPropagation()}>
        {actions}
      </span>
    </div>
  );
}

function Actions({
  path,
  value,
  state,
}: {
  readonly path: Path;
  readonly value: NearOrDistant;
  readonly state: TreeState;
}) {
  const store = useStore();
  const copyValue = async () =>
    store.copy("near" in value ? writeValue(value.near) : await state.source.write(path));
  return (
    <>
      <button
        type="button"
        class="link"
        tabIndex={-1}
        data-action="path"
        onClick={() => void store.copy(writePath(path))}
      >
        {detailText.copyPath}
      </button>
      <button type="button" class="link" tabIndex={-1} data-action="value" onClick={() => void copyValue()}>
        {detailText.copyValue}
      </button>
    </>
  );
}

/** Arrows move between the items that are shown and open or close them; C copies the value, P the path, D decodes. */
function moveInTree(event: KeyboardEvent): void {
  const tree = event.currentTarget;
  const item =
    event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
  if (!(tree instanceof HTMLElement) || item === null || event.ctrlKey || event.metaKey || event.altKey)
    return;
  const items = [...tree.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const at = items.indexOf(item);
  const focus = (target: HTMLElement | null | undefined) => {
    if (target === null || target === undefined) return;
    item.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  };
  const row = item.querySelector<HTMLElement>(".tree-row");
  const expanded = item.getAttribute("aria-expanded");
  const press = (action: string) => row?.querySelector<HTMLElement>(`[data-action=${action}]`)?.click();
  switch (event.key) {
    case "ArrowDown":
      focus(items[at + 1]);
      break;
    case "ArrowUp":
      focus(items[at - 1]);
      break;
    case "Home":
      focus(items[0]);
      break;
    case "End":
      focus(items.at(-1));
      break;
    case "ArrowRight":
      if (expanded === "false") row?.click();
      else focus(item.querySelector<HTMLElement>("[role=treeitem]"));
      break;
    case "ArrowLeft":
      if (expanded === "true") row?.click();
      else focus(item.parentElement?.closest<HTMLElement>("[role=treeitem]"));
      break;
    case "Enter":
    case " ":
      row?.click();
      break;
    case "c":
      press("value");
      break;
    case "p":
      press("path");
      break;
    case "d":
      row?.querySelector<HTMLElement>("[aria-pressed]")?.click();
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
