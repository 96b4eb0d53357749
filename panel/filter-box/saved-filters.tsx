import { useRef, useState } from "preact/hooks";
import type { SavedFilter } from "../filter/saved-filters.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { Icon } from "../widgets/icon.tsx";
import { later } from "../widgets/later.tsx";

export const savedFilterList = later(async () => (await import("./saved-filter-list.tsx")).SavedFilterList);

/** The saved filters: chips beside the filter where there is room, and a list to switch, save and remove them. */
export function SavedFilters() {
  const store = useStore();
  const { filter } = store;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const saved = filter.saved.value;
  const on = saved.filter(({ enabled }) => enabled);
  return (
    <div class="saved-filters">
      <div class="chips">
        {saved.map((each) => (
          <Chip key={each.name} filter={each} />
        ))}
      </div>
      <button
        ref={button}
        type="button"
        class={`tool${on.length > 0 ? " is-on" : ""}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={
          on.length > 0
            ? `${text.toolbar.savedFilters}: ${text.filter.on(on.length)}`
            : text.toolbar.savedFilters
        }
        aria-label={text.toolbar.savedFilters}
        onClick={() => setOpen(!open)}
      >
        <Icon name="expand" />
        {on.length > 0 ? <span class="tool-count">{on.length}</span> : null}
      </button>
      {open ? <savedFilterList.Part anchor={button} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function Chip({ filter }: { readonly filter: SavedFilter }) {
  const store = useStore();
  return (
    <button
      type="button"
      class={`chip${filter.enabled ? " is-on" : ""}`}
      aria-pressed={filter.enabled}
      title={filter.query}
      onClick={() => store.filter.toggle(filter.name)}
    >
      {filter.name}
    </button>
  );
}
