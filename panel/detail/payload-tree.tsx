import { useMemo, useState } from "preact/hooks";
import { highlightOf } from "../store/filter-model.ts";
import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { moveInTree } from "./move-in-tree.ts";
import { pathKey } from "./payload-node.ts";
import type { PayloadSource } from "./payload-source.ts";
import { branchOf, sizeOfBranch } from "./tree-branch.ts";
import { Members, Node } from "./tree-members.tsx";
import type { TreeState } from "./tree-state.ts";
import { usePayloadSearch } from "./use-payload-search.ts";

/** A payload as a tree: only what is open exists, and long lists come in ranges. */
export function PayloadTree({ source }: { readonly source: PayloadSource }) {
  const store = useStore();
  const [open, setOpen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [all, setAll] = useState<boolean | null>(null);
  const [searched, setSearched] = useState("");
  const { found, searching } = usePayloadSearch(source, searched);
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
