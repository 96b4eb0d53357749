import { useState } from "preact/hooks";
import type { SavedFilter } from "../filter/saved-filters.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { Icon } from "../widgets/icon.tsx";
import { Popover, type PopoverProps } from "../widgets/popover.tsx";

/** The list of saved filters under its button: to switch, save and remove them. */
export function SavedFilterList({ anchor, onClose }: Pick<PopoverProps, "anchor" | "onClose">) {
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
  // Those that came with the product stay what they are.
  const taken = filter.saved.value.some(
    ({ ready, name: other }) => ready && other === (name.trim() || query),
  );
  const own = filter.saved.value.filter(({ ready }) => !ready);
  return (
    <Popover label={text.toolbar.savedFilters} anchor={anchor} onClose={onClose}>
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
            <button type="submit" class="button" disabled={taken}>
              {text.filter.save}
            </button>
          </form>
        )}
        {taken ? (
          <p class="form-warning" role="alert">
            {text.filter.nameTaken}
          </p>
        ) : null}
      </div>
    </Popover>
  );
}
