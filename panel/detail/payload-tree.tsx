import { useMemo, useState } from "preact/hooks";
import { isMark } from "../secrets/secret-mask.ts";
import { highlightOf } from "../store/filter-model.ts";
import { detailText } from "../text/detail-text.ts";
import { Icon } from "../views/icon.tsx";
import { MarkedText } from "../views/marked-text.tsx";
import { useStore } from "../views/store-context.ts";
import { decodable } from "./decode-value.ts";
import { DecodedValue } from "./decoded-value.tsx";
import {
  type Container,
  isContainer,
  type JsonValue,
  membersAtOnce,
  membersOf,
  type Path,
  pathKey,
  previewOf,
  rangesOf,
  searchPayload,
  sizeOf,
  writePath,
} from "./payload-node.ts";

/** Levels that are open at first. */
const openDepth = 3;
const matchLimit = 200;
/** Longer strings are cut in the tree; the raw view has them whole. */
const shownString = 2000;
/** "Expand all" stops opening below containers of this many members in total. */
const expandLimit = 3000;

interface TreeState {
  /** Opened or closed by hand, by path; otherwise by depth. */
  readonly open: ReadonlyMap<string, boolean>;
  readonly all: boolean | null;
  readonly matches: ReadonlySet<string>;
  readonly pattern: RegExp | null;
  readonly toggle: (key: string, open: boolean) => void;
}

/** A payload, its secrets hidden already where they are to be, as a tree: only what is open exists, and long lists come in ranges. */
export function PayloadTree({ value }: { readonly value: JsonValue }) {
  const store = useStore();
  const [open, setOpen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [all, setAll] = useState<boolean | null>(null);
  const [searched, setSearched] = useState("");
  const found = useMemo(() => searchPayload(value, searched, matchLimit), [value, searched]);
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
          {searched === "" ? null : <span class="quiet">{detailText.matches(found.length)}</span>}
        </label>
        {isContainer(value) ? (
          <>
            <button type="button" class="link" onClick={() => setEvery(true)}>
              {detailText.expandAll}
            </button>
            <button type="button" class="link" onClick={() => setEvery(false)}>
              {detailText.collapseAll}
            </button>
          </>
        ) : null}
      </div>
      <div class="tree" role="tree" aria-label={detailText.payload} onKeyDown={moveInTree}>
        {isContainer(value) ? (
          <Members value={value} path={[]} from={0} to={sizeOf(value)} depth={0} state={state} />
        ) : (
          <Node name={null} value={value} path={[]} depth={0} state={state} first />
        )}
      </div>
    </div>
  );
}

interface MembersProps {
  readonly value: Container;
  readonly path: Path;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly state: TreeState;
}

function Members({ value, path, from, to, depth, state }: MembersProps) {
  if (to - from > membersAtOnce)
    return (
      <>
        {rangesOf(from, to).map((range) => (
          <Range key={range.from} {...range} value={value} path={path} depth={depth} state={state} />
        ))}
      </>
    );
  return (
    <>
      {membersOf(value, from, to).map(([name, member], index) => (
        <Node
          key={name}
          name={name}
          value={member}
          path={[...path, name]}
          depth={depth}
          state={state}
          first={depth === 0 && index === 0}
        />
      ))}
    </>
  );
}

function Range({ value, path, from, to, depth, state }: MembersProps) {
  const key = `${pathKey(path)}${from}-${to}`;
  const open = state.open.get(key) ?? false;
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
          <Members value={value} path={path} from={from} to={to} depth={depth + 1} state={state} />
        </div>
      ) : null}
    </div>
  );
}

interface NodeProps {
  readonly name: string | number | null;
  readonly value: JsonValue;
  readonly path: Path;
  readonly depth: number;
  readonly state: TreeState;
  readonly first: boolean;
}

function Node({ name, value, path, depth, state, first }: NodeProps) {
  const key = pathKey(path);
  if (!isContainer(value))
    return <Leaf name={name} value={value} path={path} depth={depth} state={state} first={first} />;
  const size = sizeOf(value);
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
        actions={<Actions path={path} value={JSON.stringify(value, null, 2)} />}
      >
        <Name name={name} pattern={state.pattern} />
        <span class="tree-preview">
          {open ? (Array.isArray(value) ? `Array(${size})` : "") : previewOf(value)}
        </span>
      </Row>
      {open ? (
        // biome-ignore lint/a11y/useSemanticElements: a group of tree items is a list
        <div role="group">
          <Members value={value} path={path} from={0} to={size} depth={depth + 1} state={state} />
        </div>
      ) : null}
    </div>
  );
}

function Leaf({
  name,
  value,
  path,
  depth,
  state,
  first,
}: NodeProps & { readonly value: string | number | boolean | null }) {
  const [decoded, setDecoded] = useState(false);
  const shown = typeof value === "string" ? value : String(value);
  const secret = typeof value === "string" && isMark(value);
  const kind = secret ? "secret" : value === null ? "null" : typeof value;
  const canDecode = !secret && typeof value === "string" && decodable(value) !== null;
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
            <Actions path={path} value={shown} />
          </>
        }
      >
        <Name name={name} pattern={state.pattern} />
        <span class={`tree-value is-${kind}`}>
          {kind === "string" ? '"' : ""}
          <MarkedText
            value={shown.length > shownString ? `${shown.slice(0, shownString)}…` : shown}
            pattern={state.pattern}
          />
          {kind === "string" ? '"' : ""}
        </span>
      </Row>
      {decoded && typeof value === "string" ? <DecodedValue value={value} /> : null}
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

function Actions({ path, value }: { readonly path: Path; readonly value: string }) {
  const store = useStore();
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
      <button
        type="button"
        class="link"
        tabIndex={-1}
        data-action="value"
        onClick={() => void store.copy(value)}
      >
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
