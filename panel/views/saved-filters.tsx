import { useRef, useState } from "preact/hooks";
import type { SavedFilter } from "../filter/saved-filters.ts";
import { text } from "../text/english.ts";
import { Icon } from "./icon.tsx";
import { Popover } from "./popover.tsx";
import { useStore } from "./store-context.ts";

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
      {open ? (
        <Popover label={text.toolbar.savedFilters} anchor={button} onClose={() => setOpen(false)}>
          <FilterList />
        </Popover>
      ) : null}
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

function FilterList() {
  const { filter } = useStore();
  const [name, setName] = useState("");
  const query = filter.query.value.trim();
  const row = (each: SavedFilter) => (
    <li class="saved-filter" key={each.name}>
      <label title={each.query}>
        <input type="checkbox" checked={each.enabled} onChange={() => filter.toggle(each.name)} />
        <span class="saved-filter-name">{each.name}</span>
        <code class="saved-filter-query">{each.query}</code>
      </label>
      {each.ready ? null : (
        <button
          type="button"
          class="tool"
          title={text.filter.remove(each.name)}
          aria-label={text.filter.remove(each.name)}
          onClick={() => filter.remove(each.name)}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </li>
  );
  const own = filter.saved.value.filter(({ ready }) => !ready);
  return (
    <div class="saved-filter-list">
      <h2>{text.filter.ready}</h2>
      <ul>{filter.saved.value.filter(({ ready }) => ready).map(row)}</ul>
      {own.length === 0 ? null : (
        <>
          <h2>{text.filter.own}</h2>
          <ul>{own.map(row)}</ul>
        </>
      )}
      <h2>{text.filter.save}</h2>
      {query === "" ? (
        <p class="quiet">{text.filter.nothingToSave}</p>
      ) : (
        <form
          class="save-filter"
          onSubmit={(event) => {
            event.preventDefault();
            filter.save(name.trim() === "" ? query : name.trim());
            setName("");
          }}
        >
          <input
            aria-label={text.filter.saveAs}
            placeholder={query}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" class="button">
            {text.filter.save}
          </button>
        </form>
      )}
    </div>
  );
}
