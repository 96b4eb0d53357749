import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { FilterQuery, Term } from "../filter/filter-query.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import type { SavedFilter } from "../filter/saved-filters.ts";

const historyLength = 30;

/** The typed query and the saved filters that join it, and what they come to. */
export class FilterModel {
  readonly query = signal("");
  readonly saved = signal<readonly SavedFilter[]>([]);
  readonly history = signal<readonly string[]>([]);

  /** Sources of expressions that took too long. */
  readonly #slow = signal<readonly string[]>([]);

  readonly parsed: ReadonlySignal<FilterQuery> = computed(() => this.#parse(this.query.value));
  /** Everything that must hold: the query's terms, and those of the filters that are on. */
  readonly terms: ReadonlySignal<readonly Term[]> = computed(() => [
    ...this.parsed.value.terms,
    ...this.saved.value.filter(({ enabled }) => enabled).flatMap(({ query }) => this.#parse(query).terms),
  ]);
  /** What to mark in the rows and payloads: the words and expressions that are looked for, not those excluded. */
  readonly highlight: ReadonlySignal<RegExp | null> = computed(() => highlightOf(this.parsed.value.terms));

  /** Leaves an expression out from now on. A saved filter with it is switched off, so as not to hold up the next opening. */
  readonly tooSlow = (source: string): void =>
    batch(() => {
      this.#slow.value = [...this.#slow.peek(), source];
      this.saved.value = this.saved
        .peek()
        .map((filter) => (filter.query.includes(`/${source}/`) ? { ...filter, enabled: false } : filter));
    });

  #parse(query: string): FilterQuery {
    return parseFilter(query, this.#slow.value);
  }

  /** Remembers the present query as used. */
  remember(): void {
    const query = this.query.value.trim();
    if (query === "" || query === this.history.value[0]) return;
    this.history.value = [query, ...this.history.value.filter((other) => other !== query)].slice(
      0,
      historyLength,
    );
  }

  toggle(name: string): void {
    this.saved.value = this.saved.value.map((filter) =>
      filter.name === name ? { ...filter, enabled: !filter.enabled } : filter,
    );
  }

  /** Saves the present query under a name; a saved one of that name is replaced, unless it came with the product. */
  save(name: string): void {
    const query = this.query.value.trim();
    if (query === "" || this.saved.value.some((filter) => filter.ready && filter.name === name)) return;
    const others = this.saved.value.filter((filter) => filter.name !== name);
    this.saved.value = [...others, { name, query, enabled: true, ready: false }];
    this.query.value = "";
  }

  remove(name: string): void {
    this.saved.value = this.saved.value.filter((filter) => filter.ready || filter.name !== name);
  }
}

/** One expression with all that is looked for; null where nothing is. */
export function highlightOf(terms: readonly Term[]): RegExp | null {
  const sources: string[] = [];
  for (const { match, negated } of terms) {
    if (negated) continue;
    if (match.type === "word") sources.push(escapeExpression(match.text));
    else if (match.type === "regex") sources.push(`(?:${match.source})`);
    else if (
      match.type === "field" &&
      (match.key === "id" || match.key === "action" || match.key === "channel")
    )
      sources.push(...match.values.map(escapeExpression));
  }
  if (sources.length === 0) return null;
  try {
    return new RegExp(sources.join("|"), "gi");
  } catch {
    // Parts that parse alone may not parse together (a backreference, the `v` flag): then nothing is marked.
    return null;
  }
}

const escapeExpression = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
