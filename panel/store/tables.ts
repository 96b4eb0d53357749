import { type Signal, signal } from "@preact/signals";
import type { Session } from "../../src/core/session.ts";
import { isVolatile } from "../filter/compile-filter.ts";
import type { Term } from "../filter/filter-query.ts";
import { narrows } from "../filter/narrows.ts";
import { sessionAsOf } from "../rows/as-of.ts";
import { CommandItems } from "../rows/command-items.ts";
import {
  type Comparers,
  commandComparers,
  connectionComparers,
  exchangeComparers,
  findingOrder,
  frameComparers,
} from "../rows/comparers.ts";
import type { OrderedItems } from "../rows/matched-rows.ts";
import {
  commandTest,
  connectionTest,
  exchangeTest,
  findingTest,
  frameTest,
  type RowLimits,
} from "../rows/row-tests.ts";
import { type RowTest, type Sort, TableModel } from "../rows/table-model.ts";
import { type ViewId, viewIds } from "../selection/view-id.ts";
import type { PanelStore } from "./panel-store.ts";

/** Milliseconds and rows within which a change of the filter is answered before anything else happens. */
const answerBudget = 8;
const screenful = 200;

interface Table {
  readonly model: TableModel;
  readonly sort: Signal<Sort | null>;
}

/** The rows of every view, kept to the same session, filter and range. Only the view in front is worked on. */
export class Tables {
  readonly #store: PanelStore;
  readonly #tables: Readonly<Record<ViewId, Table>>;
  #commands: CommandItems;
  #session: Session;
  #limits: RowLimits;
  /** The timer of work that was put off. */
  #heldBack = 0;
  /** Views whose test is not yet that of the present limits. */
  readonly #stale = new Set<ViewId>();
  /** The terms that a view's rows were found with. */
  readonly #termsOf = new Map<ViewId, { readonly limits: RowLimits; readonly terms: readonly Term[] }>();

  constructor(store: PanelStore) {
    this.#store = store;
    this.#session = store.session.peek();
    this.#commands = new CommandItems(this.#session);
    this.#limits = {
      session: this.#session,
      terms: [],
      baseline: 0,
      range: null,
      moment: null,
      foundBy: null,
      clearedAt: null,
    };
    const table = (view: ViewId): Table => ({ model: new TableModel(this.#items(view)), sort: signal(null) });
    this.#tables = {
      frames: table("frames"),
      exchanges: table("exchanges"),
      channels: table("channels"),
      commands: table("commands"),
      problems: table("problems"),
    };
    this.#applySort("problems");
  }

  model(view: ViewId): TableModel {
    return this.#tables[view].model;
  }

  sort(view: ViewId): Signal<Sort | null> {
    return this.#tables[view].sort;
  }

  get commands(): CommandItems {
    return this.#commands;
  }

  /** First click: ascending; second: descending; third: back to time order. */
  cycleSort(view: ViewId, column: string): void {
    const { sort } = this.#tables[view];
    const present = sort.value;
    if (present?.column !== column) sort.value = { column, descending: false };
    else sort.value = present.descending ? null : { column, descending: true };
    this.#applySort(view);
    this.#store.requestWork();
  }

  sorts(): Record<string, Sort | null> {
    return Object.fromEntries(viewIds.map((view) => [view, this.#tables[view].sort.value]));
  }

  restoreSorts(sorts: Readonly<Record<string, Sort | null | undefined>>): void {
    for (const view of viewIds) {
      this.#tables[view].sort.value = sorts[view] ?? null;
      this.#applySort(view);
    }
  }

  /** Keeps the rows to what the store says; to be run in an effect. */
  follow(): void {
    const session = this.#store.session.value;
    const terms = this.#store.filter.terms.value;
    const range = this.#store.range.value;
    const foundBy = this.#store.moment.value;
    const moment = isVolatile(terms) ? foundBy : null;
    const view = this.#store.view.value;
    if (session !== this.#session) {
      this.#session = session;
      this.#commands = new CommandItems(session);
      this.#termsOf.clear();
      // Views that are not in front would hold on to the session that was let go, until they are looked at.
      for (const id of viewIds) {
        this.#tables[id].model.reset(this.#items(id), { test: null, volatile: false });
        this.#applySort(id);
      }
    }
    const { baseline, clearedAt } = this.#store.tab.peek();
    const { tooSlow } = this.#store.filter;
    this.#limits = { tooSlow, session, terms, baseline, range, moment, foundBy, clearedAt };
    for (const id of viewIds) this.#stale.add(id);
    this.#freshen(view);
    // A keystroke is answered at once: a screenful is found now, for the next paint, and the rest after it.
    const { performance } = this.#store.environment.page;
    const until = performance.now() + answerBudget;
    this.#work(view, performance.now(), () => performance.now() > until, screenful);
    this.#store.requestWork();
  }

  /** Works on the view in front until `expired()`. Returns whether work is left. */
  work(now: number, expired: () => boolean): boolean {
    const view = this.#store.view.peek();
    this.#freshen(view);
    return this.#work(view, now, expired);
  }

  #work(view: ViewId, now: number, expired: () => boolean, enough?: number): boolean {
    const { model } = this.#tables[view];
    const session = this.#session;
    const left = model.work(session.revision, now, expired, enough, session.log.redescriptions);
    // What is put off must be asked for again: traffic may have gone quiet by then, and nothing else would.
    const { page } = this.#store.environment;
    page.clearTimeout(this.#heldBack);
    if (model.heldUntil !== null)
      this.#heldBack = page.setTimeout(
        () => this.#store.requestWork(),
        Math.max(0, Math.ceil(model.heldUntil - now)),
      );
    return left;
  }

  /** Does not ask for work any more. */
  stop(): void {
    this.#store.environment.page.clearTimeout(this.#heldBack);
  }

  #freshen(view: ViewId): void {
    if (!this.#stale.delete(view)) return;
    const { model } = this.#tables[view];
    const before = this.#termsOf.get(view);
    const limits = this.#limits;
    const test = this.#test(view);
    this.#termsOf.set(view, { limits, terms: limits.terms });
    if (before === undefined) {
      model.reset(this.#items(view), test);
      this.#applySort(view);
      return;
    }
    if (before.limits.foundBy !== limits.foundBy && changesInTime(this.#tables[view].sort.peek()))
      this.#applySort(view);
    const sameLimits =
      before.limits.range === limits.range &&
      before.limits.baseline === limits.baseline &&
      before.limits.moment === limits.moment &&
      (view !== "problems" || before.limits.foundBy === limits.foundBy);
    if (sameLimits && before.terms === limits.terms) return;
    // What a volatile test left out earlier may match by now, so such a result is not looked through again.
    const narrower = sameLimits && view === "frames" && !test.volatile && narrows(before.terms, limits.terms);
    model.setTest(test, narrower && before.terms.length > 0);
  }

  #items(view: ViewId): OrderedItems {
    const session = this.#session;
    switch (view) {
      case "frames": {
        const { log } = session;
        return {
          get length() {
            return log.length;
          },
          get insertions() {
            return log.insertions;
          },
          at: (position) => log.inTimeOrder(position),
          positionOf: (item) => log.positionOf(item),
        };
      }
      case "exchanges":
        return inArrival(() => session.exchanges.length);
      case "channels":
        return inArrival(() => session.connections.length);
      case "problems":
        return inArrival(() => session.findings.length);
      case "commands":
        return this.#commands;
    }
  }

  #test(view: ViewId): RowTest {
    switch (view) {
      case "frames":
        return frameTest(this.#limits);
      case "exchanges":
        return exchangeTest(this.#limits);
      case "channels":
        return connectionTest(this.#limits);
      case "commands":
        return commandTest(this.#limits, this.#commands);
      case "problems":
        return findingTest(this.#limits);
    }
  }

  #applySort(view: ViewId): void {
    const { model, sort } = this.#tables[view];
    if (view === "problems") {
      model.setCompare(findingOrder(this.#session));
      return;
    }
    const present = sort.peek();
    if (present === null) {
      model.setCompare(null);
      return;
    }
    const { column, descending } = present;
    const directed = this.#comparers(view)[column];
    const asItStands = column === "time" && !descending && view !== "commands";
    const sign = descending ? -1 : 1;
    model.setCompare(directed === undefined || asItStands ? null : (a, b) => directed(a, b, sign));
  }

  #comparers(view: ViewId): Comparers {
    const { foundBy } = this.#limits;
    switch (view) {
      case "frames":
        return frameComparers(sessionAsOf(this.#session, foundBy));
      case "exchanges":
        return exchangeComparers(this.#session, foundBy);
      case "channels":
        return connectionComparers(this.#session, foundBy);
      case "commands":
        return commandComparers(this.#commands, foundBy);
      case "problems":
        return {};
    }
  }
}

export const createTables = (store: PanelStore): Tables => new Tables(store);

/** Whether rows may stand otherwise as of another moment. */
const changesInTime = (sort: Sort | null): boolean =>
  sort !== null && ["latency", "outcome", "status", "channel", "state"].includes(sort.column);

function inArrival(length: () => number): OrderedItems {
  return {
    get length() {
      return length();
    },
    insertions: 0,
    at: (position) => position,
    positionOf: (item) => item,
  };
}
