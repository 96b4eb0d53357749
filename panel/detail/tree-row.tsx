import { useStore } from "../store/store-context.ts";
import { detailText } from "../text/detail-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { MarkedText } from "../widgets/marked-text.tsx";
import { writePath, writeValue } from "./payload-node.ts";
import type { NodeProps } from "./tree-state.ts";

/** A member's name or its place in a list. */
export function Name({
  name,
  pattern,
}: {
  readonly name: string | number | null;
  readonly pattern: RegExp | null;
}) {
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

/** A line of the tree; a click on it opens or closes what can be opened. */
export function Row({ depth, expanded, onToggle, actions, children }: RowProps) {
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

/** What can be done with any item's value. */
export function Actions({ path, value, state }: Pick<NodeProps, "path" | "value" | "state">) {
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
