import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { CaptureEvent } from "../../src/contract/capture-event.ts";
import type { EventIndex, SessionOptions, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import { addTerm, splitTerms, writeTerm } from "../filter/edit-filter.ts";
import type { CaptureStatus } from "../live/capture-source.ts";
import { foundSinceClear, sinceClear } from "../rows/row-tests.ts";
import { createSecretMask, noMask, type SecretMask } from "../secrets/secret-mask.ts";
import { eventsOf, type Selection, sameSelection } from "../selection/selection.ts";
import type { ViewId } from "../selection/view-id.ts";
import { Jobs } from "../sessions/jobs.ts";
import type { SendDraft } from "../sessions/send-draft.ts";
import { liveTab, type SessionTab } from "../sessions/session-tab.ts";
import { type PanelSettings, readSettings } from "../settings/panel-settings.ts";
import { text } from "../text/english.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { type TimeRange, TimeTravel } from "../time-travel/time-travel.ts";
import type { OpenMenu } from "../widgets/menu-item.ts";
import type { carryOver } from "./carry-over.ts";
import { EventIntake } from "./event-intake.ts";
import { FilterModel } from "./filter-model.ts";
import { followTheme } from "./follow-theme.ts";
import { createFrameClock, type FrameClock } from "./frame-clock.ts";
import { keepSettings, loadSettings } from "./keep-settings.ts";
import { LiveClock } from "./live-clock.ts";
import { Notice } from "./notice.ts";
import { OpenSessions } from "./open-sessions.ts";
import type { PanelEnvironment, Theme } from "./panel-environment.ts";
import { documentsBefore, RetiredPages } from "./retired-pages.ts";
import { createTables, type Tables } from "./tables.ts";

/** How long, in milliseconds of one frame, events are taken in and tables worked on. */
const intakeBudget = 6;
const tableBudget = 6;
/** The same for events where no frame comes: the browser runs a hidden window's timers a few times a second, or once. */
const unseenBudget = 40;
/**
 * How long, in milliseconds, arrivals wait for the next drawing after one: each costs the more of a processor the larger the panel, and
 * nobody reads faster. The first after a rest, and what a person does, is drawn at the next frame.
 */
const drawingPause = 100;
/** How often the session's clock is moved on while nothing arrives, so that time-outs are seen. */
const clockInterval = 500;

/** The panel's one store: a session, what is shown of it, and everything that a person can do to it. */
export class PanelStore {
  readonly environment: PanelEnvironment;
  readonly #session: ReadonlySignal<Session>;
  readonly #revision = signal(0);
  readonly #recording = signal(true);
  readonly #status = signal<CaptureStatus>({
    relay: "connecting",
    documents: 0,
    page: "unknown",
    limits: [],
  });
  readonly #selection = signal<Selection | null>(null);
  readonly #revealed = signal(false);
  readonly #notice: Notice;
  readonly #sessions: OpenSessions;

  readonly view = signal<ViewId>("frames");
  /** Where in time the panel stands. */
  readonly travel: TimeTravel;
  readonly settings = signal<PanelSettings>(readSettings(null));
  readonly filter = new FilterModel();
  readonly theme = signal<Theme>("light");
  /** Grows whenever all is to be drawn anew. */
  readonly drawn = signal(0);
  readonly helpOpen = signal(false);
  readonly settingsOpen = signal(false);
  /** The frame that is being written by hand; null while none is. */
  readonly sending = signal<SendDraft | null>(null);
  /** Long work under way, and what came of it. */
  readonly jobs = new Jobs();
  readonly menu = signal<OpenMenu | null>(null);
  /** The form in which payloads are looked at, as far as an item has it. */
  readonly payloadTab = signal("payload");
  /** The event that others are compared with. */
  readonly marked = signal<EventIndex | null>(null);
  /** Another one whenever other events are shown than before: what was scrolled to is gone with them. */
  reading: object = {};
  readonly tables: Tables;
  /** Hides secrets, always. */
  readonly hidden: ReadonlySignal<SecretMask>;
  /** Hides secrets unless the selected item's are revealed: for its detail. */
  readonly mask: ReadonlySignal<SecretMask>;

  /** Whether another panel says when the session begins anew. */
  #follows = false;
  readonly #intake = new EventIntake();
  readonly #liveClock: LiveClock;
  readonly #clock: FrameClock;
  readonly #retired = new RetiredPages();
  readonly #disposers: (() => void)[] = [];
  /** Null until it was fetched. */
  #carryOver: typeof carryOver | null = null;

  constructor(environment: PanelEnvironment) {
    this.environment = environment;
    this.#notice = new Notice(environment.page);
    this.#sessions = new OpenSessions(
      liveTab(environment.createSession({ live: true })),
      () => ({
        selection: this.#selection.peek(),
        time: this.travel.place,
        marked: this.marked.peek(),
      }),
      (tab) => this.#takeUp(tab),
    );
    this.#session = computed(() => this.tab.value.session);
    this.hidden = computed(() => this.tab.value.mask);
    this.travel = new TimeTravel(this.#session, () => this.baseline);
    this.#clock = createFrameClock(
      [(seen) => this.#takeIn(seen), () => this.#drawChanges()],
      environment.page,
    );
    this.#liveClock = new LiveClock(environment.page, () => this.#clock.request());
    this.mask = computed(() => (this.#revealed.value ? noMask : this.hidden.value));
    this.tables = createTables(this);
  }

  /** All sessions that are open, the live one first. */
  get tabs(): ReadonlySignal<readonly SessionTab[]> {
    return this.#sessions.all;
  }
  /** The session that is shown. */
  get tab(): ReadonlySignal<SessionTab> {
    return this.#sessions.shown;
  }
  /** The one that live traffic goes into. */
  get live(): SessionTab {
    return this.#sessions.live;
  }
  /** What sessions are to be judged by. */
  get sessionOptions(): SessionOptions {
    const { responseTimeout, commandTimeout } = this.settings.peek();
    return { responseTimeout, commandTimeout };
  }
  get session(): ReadonlySignal<Session> {
    return this.#session;
  }
  /** Grows whenever the session has changed, at most ten times a second while it goes on changing. */
  get revision(): ReadonlySignal<number> {
    return this.#revision;
  }
  /** The time that everything is shown as of; null while live. */
  get moment(): ReadonlySignal<EpochMilliseconds | null> {
    return this.travel.moment;
  }
  /** The span that rows are limited to. */
  get range(): ReadonlySignal<TimeRange | null> {
    return this.travel.range;
  }
  get recording(): ReadonlySignal<boolean> {
    return this.#recording;
  }
  get status(): ReadonlySignal<CaptureStatus> {
    return this.#status;
  }
  get selection(): ReadonlySignal<Selection | null> {
    return this.#selection;
  }
  /** Whether the selected item's secrets are shown. */
  get revealed(): ReadonlySignal<boolean> {
    return this.#revealed;
  }
  /** What has just been done, for the status bar; empty after a while. */
  get notice(): ReadonlySignal<string> {
    return this.#notice.words;
  }
  get baseline(): number {
    return this.tab.peek().baseline;
  }
  /** Frames since the last clear. */
  get frameCount(): number {
    return this.#session.peek().log.frames - this.tab.peek().baselineFrames;
  }
  /** Frames that are known to be missing since the last clear. */
  get droppedCount(): number {
    return this.#session.peek().log.droppedFrames - this.tab.peek().baselineDropped;
  }

  /** Exchanges since the last clear, and those that were open across it. */
  get exchangeCount(): number {
    const { exchanges } = this.#session.peek();
    const carried = exchanges.slice(0, this.tab.peek().baselineExchanges);
    return exchanges.length - carried.filter((each) => !sinceClear(each, this.baseline)).length;
  }

  /** How many rows a view would have without filter and range. */
  shownTotal(view: ViewId): number {
    const total = this.tables.model(view).total;
    if (view === "exchanges") return this.exchangeCount;
    if (view === "problems") {
      const { error, warning, info } = this.#allFindings();
      return error + warning + info;
    }
    return view === "frames" ? total - this.baseline : total;
  }

  readonly #counts = { error: 0, warning: 0, info: 0, next: 0, session: null as Session | null };
  /** The findings by severity: all, or those that were found by the moment that is looked at. */
  findingCounts(): Readonly<Record<Severity, number>> {
    const moment = this.moment.peek();
    if (moment === null) return this.#allFindings();
    const counts = { error: 0, warning: 0, info: 0 };
    for (const finding of this.#session.peek().findings)
      if (finding.at <= moment && foundSinceClear(finding, this.tab.peek())) counts[finding.severity]++;
    return counts;
  }

  /** The findings by severity, whatever moment is looked at: counted once each, as they come. */
  #allFindings(): Readonly<Record<Severity, number>> {
    const counts = this.#counts;
    const session = this.#session.peek();
    if (counts.session !== session)
      Object.assign(counts, { error: 0, warning: 0, info: 0, next: 0, session });
    for (; counts.next < session.findings.length; counts.next++) {
      const finding = session.findings[counts.next];
      if (finding !== undefined && foundSinceClear(finding, this.tab.peek())) counts[finding.severity]++;
    }
    return counts;
  }

  /** Loads what is remembered and starts to listen. The result stops everything. */
  async start(): Promise<() => void> {
    const { storage, source, theme, page } = this.environment;
    const settings = await loadSettings(storage);
    batch(() => {
      this.settings.value = settings;
      this.filter.saved.value = settings.filters;
      this.filter.history.value = settings.history;
    });
    this.#begin([]);
    this.tables.restoreSorts(settings.sorts);
    const toKeep = () => ({
      ...this.settings.value,
      sorts: this.tables.sorts(),
      filters: [...this.filter.saved.value],
      history: [...this.filter.history.value],
    });
    this.#disposers.push(followTheme(this.theme, theme, page), keepSettings(toKeep, storage, page));
    // Before anything is drawn, so that what reads the style sheet's colours reads the right ones.
    this.#disposers.push(
      effect(() => {
        page.document.documentElement.dataset["theme"] = this.theme.value;
      }),
    );
    this.#disposers.push(effect(() => this.tables.follow()));
    const timer = page.setInterval(() => this.#advance(), clockInterval);
    this.#disposers.push(() => page.clearInterval(timer));
    this.#disposers.push(
      source.start({
        events: (events) => {
          this.#liveClock.note(events);
          this.#intake.push(events);
          if (this.#intake.waiting) this.#clock.request();
        },
        status: (status) => {
          this.#status.value = status;
        },
        restarted: (seeds) => {
          this.#follows = true;
          this.#intake.clear();
          this.#begin(seeds);
        },
      }),
    );
    return () => {
      for (const dispose of this.#disposers.splice(0)) dispose();
      this.#liveClock.stop();
      this.tables.stop();
      this.#clock.stop();
      page.clearTimeout(this.#drawTimer);
    };
  }

  select(selection: Selection | null): void {
    if (sameSelection(selection, this.#selection.peek())) return;
    batch(() => {
      this.#selection.value = selection;
      // What was revealed was revealed for that item.
      this.#revealed.value = false;
    });
  }

  /** Selects an event and shows it in the Frames view. */
  goTo(event: EventIndex): void {
    batch(() => {
      this.view.value = "frames";
      this.select({ type: "event", index: event });
    });
    const { rows, searching } = this.tables.model("frames");
    const limited = this.filter.terms.peek().length > 0 || this.range.peek() !== null;
    // Otherwise it would look as if nothing had happened but in the detail.
    if (event < this.baseline) this.#notice.say(text.status.rowCleared);
    else if (limited && !searching.peek() && rows.rowOf(event) < 0) this.#notice.say(text.status.rowHidden);
  }

  /** Shows the main event of a selection in the Frames view. */
  openEvents(selection: Selection): void {
    const [main] = eventsOf(selection, this.#session.peek());
    if (main !== undefined) this.goTo(main);
  }

  /** Goes to a view and limits it to one connection. */
  showConnection(index: number, view: ViewId): void {
    batch(() => {
      this.view.value = view;
      // Another connection's rows are none of this one's: both terms together would leave nothing.
      const kept = splitTerms(this.filter.query.peek()).filter((term) => !/^conn:/i.test(term));
      this.filter.query.value = addTerm(kept.join(" "), writeTerm("conn", String(index + 1), false));
    });
  }

  reveal(revealed: boolean): void {
    this.#revealed.value = revealed;
  }

  setRecording(recording: boolean): void {
    this.#recording.value = recording;
    this.#intake.setRecording(recording);
    this.requestWork();
  }

  changeSettings(change: Partial<PanelSettings>): void {
    this.settings.value = { ...this.settings.peek(), ...change };
  }

  /** Puts text on the clipboard, and says whether that worked. */
  async copy(value: string): Promise<void> {
    const { copyText } = await import("../widgets/copy-text.ts");
    this.#notice.say((await copyText(value)) ? text.copy.done : text.copy.failed);
  }

  markForComparison(event: EventIndex): void {
    this.marked.value = this.marked.peek() === event ? null : event;
  }

  /** Takes away whatever limits the rows. */
  showAll(): void {
    batch(() => {
      this.filter.remember();
      this.filter.query.value = "";
      this.filter.saved.value = this.filter.saved.peek().map((filter) => ({ ...filter, enabled: false }));
      this.travel.range.value = null;
    });
  }

  /**
   * Begins the live session anew and lets go of what it held; connections that are open stay known. What has come and waits is taken
   * in by the new one: what is open there would have no end, and what is joined no join.
   */
  async clear(): Promise<void> {
    // At once where it can be: what comes while it is fetched would go with the rest.
    const carryOver = this.#carryOver ?? (await this.fetchLater());
    const old = this.live.session;
    const seeds = carryOver(old).map((index) => old.log.event(index));
    this.#begin(seeds, old.now);
  }

  /** Fetches what the panel can open without. */
  async fetchLater(): Promise<typeof carryOver> {
    const { carryOver } = await import("./carry-over.ts");
    this.#carryOver = carryOver;
    return carryOver;
  }

  /** Shows another of the open sessions, at the place where it was left. */
  showTab(tab: SessionTab): void {
    this.#sessions.show(tab);
  }

  /** Adds a session that was read from a file, and shows it. */
  openTab(tab: SessionTab): void {
    this.#sessions.open(tab);
  }

  /** Lets go of a session from a file. The live one stays. */
  closeTab(tab: SessionTab): void {
    this.#sessions.close(tab);
  }

  /** Puts a session in the place of one that says the same, such as one judged by other time-outs. */
  replaceTab(tab: SessionTab, by: SessionTab): void {
    const { reading } = this;
    this.#sessions.replace(tab, by);
    this.reading = reading;
  }

  /** Goes to where a session that is shown now was left. */
  #takeUp({ place }: SessionTab): void {
    this.reading = {};
    this.#selection.value = place.selection;
    this.#revealed.value = false;
    // What is on it is of rows by their number.
    this.menu.value = null;
    this.marked.value = place.marked;
    this.travel.goTo(place.time);
    this.#seenRevision = -1;
    this.#revision.value = this.#revision.peek() + 1;
    this.requestWork();
  }

  /** Asks for work on the tables, and a drawing, at the next frame. */
  requestWork(): void {
    this.#drawAt = 0;
    this.#clock.request();
  }

  #begin(seeds: readonly CaptureEvent[], clearedAt?: EpochMilliseconds | null): void {
    const session = this.environment.createSession({ ...this.sessionOptions, live: true });
    const mask = createSecretMask();
    for (const event of seeds) {
      session.append(event);
      mask.learn(event);
    }
    // What had timed out has not to do so again before it is known.
    if (clearedAt != null) session.advance(clearedAt);
    this.#sessions.restart(liveTab(session, mask, clearedAt));
  }

  #take(event: CaptureEvent): void {
    if (this.#retired.sent(event)) return;
    const { session } = this.live;
    let stays: readonly CaptureEvent[] = [];
    if (event.type === "document" && event.topFrame === true) {
      const left = this.#follows || this.settings.peek().preserveLog ? [] : documentsBefore(event, session);
      if (left.length > 0) {
        stays = this.#retired.retire(left, event, session);
        this.#begin([]);
      }
    }
    for (const taken of [event, ...stays]) {
      this.live.session.append(taken);
      this.live.mask.learn(taken);
    }
    if (this.live.session.log.length >= this.settings.peek().mostEvents && this.#recording.peek()) {
      this.#recording.value = false;
      this.#intake.stopFull();
      this.jobs.say("error", sessionsText.limitReached(this.settings.peek().mostEvents));
    }
  }

  /** The first half of a frame's work: what arrived goes into the session. */
  #takeIn(seen: boolean): void {
    const budget = seen ? intakeBudget : unseenBudget;
    const moreEvents = this.#intake.drain((event) => this.#take(event), this.#within(budget));
    if (!moreEvents) this.#liveClock.settleCalls(this.live.session);
    if (moreEvents) this.#clock.request();
  }

  /** The second half: the tables, and with them all that is drawn. */
  #drawChanges(): void {
    const { page } = this.environment;
    const start = page.performance.now();
    page.clearTimeout(this.#drawTimer);
    if (start < this.#drawAt) {
      this.#drawTimer = page.setTimeout(() => this.#clock.request(), this.#drawAt - start);
      return;
    }
    this.#drawAt = start + drawingPause;
    const session = this.#session.peek();
    batch(() => {
      if (session.revision !== this.#seenRevision) {
        this.#seenRevision = session.revision;
        this.#revision.value = this.#revision.peek() + 1;
      }
      if (this.tables.work(start, this.#within(tableBudget))) this.requestWork();
    });
  }

  /** Whether more milliseconds than the budget have passed since now. */
  #within(budget: number): () => boolean {
    const { performance } = this.environment.page;
    const start = performance.now();
    return () => performance.now() - start > budget;
  }
  #seenRevision = -1;
  /** When arrivals may be drawn again, by the page's clock. */
  #drawAt = 0;
  #drawTimer = 0;

  #advance(): void {
    const { session } = this.live;
    if (!this.#recording.peek() || session.log.length === 0 || this.#intake.waiting) return;
    if (this.#liveClock.advance(session)) this.#clock.request();
  }
}
