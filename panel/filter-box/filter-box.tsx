import { useRef, useState } from "preact/hooks";
import type { Completion } from "../filter/complete-filter.ts";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { oneLine } from "../text/visible-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { completion } from "./completion.ts";

/** In pixels, as the style sheet has it. */
const suggestionHeight = 20;

interface Suggestion extends Completion {
  readonly group: "completion" | "history";
}

/** The filter's text field, with completion, history, a live error and the number of matches. */
export function FilterBox() {
  const store = useStore();
  const { filter } = store;
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState(0);
  const query = filter.query.value;
  const { errors } = filter.parsed.value;
  const error = errors[0];

  // As many as fit under the field: the list does not scroll.
  const room = Math.max(3, Math.min(12, Math.floor((window.innerHeight - 44) / suggestionHeight)));
  // While something is wrong the explanation stands in their place.
  const suggestions: readonly Suggestion[] =
    !open || error !== undefined
      ? []
      : query.trim() === ""
        ? filter.history.value
            .slice(0, room)
            .map((used) => ({ text: used, description: "", from: 0, to: query.length, group: "history" }))
        : (completion.complete?.(store.session.peek(), query, caret, room) ?? []).map((each) => ({
            ...each,
            group: "completion",
          }));

  const take = (suggestion: Suggestion) => {
    const next = query.slice(0, suggestion.from) + suggestion.text + query.slice(suggestion.to);
    filter.query.value = next;
    const at = suggestion.from + suggestion.text.length;
    setCaret(at);
    setActive(-1);
    // A key wants its value next; a whole query or value is done.
    setOpen(/[:>]$/.test(suggestion.text));
    queueMicrotask(() => input.current?.setSelectionRange(at, at));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) setOpen(true);
      else if (suggestions.length > 0) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        setActive(
          (active + step + suggestions.length + (active < 0 && step < 0 ? 1 : 0)) % suggestions.length,
        );
      }
      event.preventDefault();
    } else if (event.key === "Enter" || event.key === "Tab") {
      const chosen = suggestions[active];
      if (chosen !== undefined) {
        take(chosen);
        event.preventDefault();
      } else if (event.key === "Enter") {
        filter.remember();
        setOpen(false);
      }
    } else if (event.key === "Escape") {
      if (open && suggestions.length > 0) setOpen(false);
      else if (query !== "") filter.query.value = "";
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return (
    <div class={`filter-box${error === undefined ? "" : " has-error"}${query === "" ? "" : " is-active"}`}>
      <Icon name="filter" />
      <div class="filter-field">
        {errors.length === 0 ? null : (
          <div class="filter-squiggles" aria-hidden="true">
            {squiggles(query, errors)}
          </div>
        )}
        <input
          ref={input}
          id="filter"
          type="search"
          class="filter-input"
          aria-label={text.toolbar.filter}
          aria-autocomplete="list"
          aria-controls={suggestions.length > 0 ? "filter-suggestions" : undefined}
          aria-activedescendant={
            active >= 0 && active < suggestions.length ? `filter-suggestion-${active}` : undefined
          }
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : "filter-error"}
          placeholder={text.toolbar.filter}
          title={text.toolbar.filterHint}
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => {
            filter.query.value = event.currentTarget.value;
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            setActive(-1);
            setOpen(true);
            completion.fetch();
          }}
          onFocus={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyUp={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            setOpen(false);
            filter.remember();
          }}
        />
      </div>
      <MatchCount />
      {query === "" ? null : (
        <button
          type="button"
          class="filter-clear"
          title={text.toolbar.filterClear}
          aria-label={text.toolbar.filterClear}
          onClick={() => {
            filter.remember();
            filter.query.value = "";
            input.current?.focus();
          }}
        >
          <Icon name="close" size={12} />
        </button>
      )}
      {error === undefined ? null : (
        <div class="filter-error" id="filter-error" role="alert">
          {error.message}
        </div>
      )}
      {suggestions.length === 0 ? null : (
        <div
          class="popup filter-suggestions"
          id="filter-suggestions"
          role="listbox"
          aria-label={text.filter.completions}
        >
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
            <div
              key={suggestion.text}
              id={`filter-suggestion-${index}`}
              role="option"
              aria-selected={index === active}
              class={`suggestion${index === active ? " is-active" : ""}`}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(suggestion)}
            >
              <bdi class="suggestion-text">{oneLine(suggestion.text)}</bdi>
              <span class="suggestion-about">{suggestion.description}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function MatchCount() {
  const store = useStore();
  const limited = store.filter.terms.value.length > 0 || store.range.value !== null;
  const model = store.tables.model(store.view.value);
  // Read for its changes: the count follows the rows.
  const version = model.version.value;
  if (!limited) return null;
  const shown = model.rows.length;
  return (
    <span class="match-count" data-version={version}>
      {model.searching.value
        ? text.filter.searching(shown)
        : text.filter.matches(shown, store.shownTotal(store.view.value))}
    </span>
  );
}

/** The query again, invisible, with a wavy line under what is wrong with it. */
function squiggles(query: string, errors: readonly { readonly from: number; readonly to: number }[]) {
  const parts = [];
  let at = 0;
  for (const { from, to } of errors) {
    parts.push(query.slice(at, from), <span class="squiggle">{query.slice(from, to)}</span>);
    at = to;
  }
  return [...parts, query.slice(at)];
}
