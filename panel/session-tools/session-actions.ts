import type { SessionOptions } from "../../src/core/model.ts";
import { problemLine } from "../../src/io/read-outcome.ts";
import { eventTest } from "../rows/row-tests.ts";
import type { Selection } from "../selection/selection.ts";
import { type ExportRequest, exportName } from "../sessions/export-request.ts";
import { rejudged } from "../sessions/rejudge.ts";
import { saveFile } from "../sessions/save-file.ts";
import type { SessionTab } from "../sessions/session-tab.ts";
import type { PanelStore } from "../store/panel-store.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { shownFilter } from "./shown-filter.ts";

/** Problems of a file that are told one by one. */
const toldProblems = 5;

/** Opens files as sessions of their own, one after the other. What cannot be opened says why; nothing else changes. */
export async function openFiles(store: PanelStore, files: readonly File[]): Promise<void> {
  for (const file of files) {
    const tab = await store.jobs.run(
      sessionsText.opening(file.name),
      async (control) => {
        // Fetched when first needed: reading files is a fifth of the panel's code.
        const { readSession } = await import("../sessions/read-session.ts");
        return readSession(file, store.sessionOptions, control);
      },
      (reason) => sessionsText.notOpened(file.name, reason),
    );
    if (tab === null) continue;
    if ("message" in tab) {
      store.jobs.say("error", sessionsText.notOpened(file.name, problemLine(tab)));
      continue;
    }
    const read = tab.file;
    if (read !== null && read.problems.length > 0)
      store.jobs.say(
        "info",
        sessionsText.skipped(file.name, read.skippedLines),
        read.problems.slice(0, toldProblems).map(problemLine),
      );
    store.openTab(tab);
    // They may have been changed while it was read.
    await applyTimeouts(store);
  }
}

/** Writes the session that is shown into a file and offers it as a download. */
export async function exportShown(store: PanelStore, request: ExportRequest): Promise<void> {
  const { session, baseline } = store.tab.peek();
  const now = Date.now();
  const name = exportName(request, now);
  const terms = store.filter.terms.peek();
  const range = store.travel.range.peek();
  const blob = await store.jobs.run(
    sessionsText.exporting(name),
    async (control) => {
      const { exportSession } = await import("../sessions/export-session.ts");
      return exportSession(
        {
          session,
          matches: eventTest({ session, terms, baseline, range, moment: store.travel.moment.peek() }),
          filter: shownFilter(store),
          version: store.environment.version,
          now,
        },
        request,
        control,
      );
    },
    sessionsText.notExported,
  );
  if (blob !== null) (store.environment.saveFile ?? saveFile)(name, blob);
}

/** The judging that is under way in a panel. */
const judging = new WeakMap<PanelStore, Promise<void>>();

/** Judges every open session again by the time-outs of the settings, until none was judged by others. */
export function applyTimeouts(store: PanelStore): Promise<void> {
  // One at a time: two would each replace the session that the other is at work on. This one looks again at the end.
  let running = judging.get(store);
  if (running === undefined) {
    running = judgeAll(store);
    judging.set(store, running);
  }
  return running;
}

async function judgeAll(store: PanelStore): Promise<void> {
  // That it is under way is noted before it can be over.
  await Promise.resolve();
  try {
    /** By which time-outs a session was not to be judged: the person cancelled it, or it failed and said so. */
    const givenUp = new Map<SessionTab, SessionOptions>();
    const next = () => {
      const wanted = store.sessionOptions;
      return store.tabs
        .peek()
        .find((tab) => !sameTimeouts(tab.session.options, wanted) && !sameTimeouts(givenUp.get(tab), wanted));
    };
    for (let tab = next(); tab !== undefined; tab = next()) {
      const of = tab;
      const by = store.sessionOptions;
      const again = await store.jobs.run(
        sessionsText.judging,
        (control) => rejudged(of, { ...by, live: of.session.options.live }, control),
        sessionsText.notJudged,
      );
      if (again === null) givenUp.set(of, by);
      // It may have been cleared or closed meanwhile, and the settings changed once more.
      else if (store.tabs.peek().includes(of) && sameTimeouts(store.sessionOptions, by))
        replace(store, of, again);
    }
  } finally {
    judging.delete(store);
  }
}

/** By other time-outs there are other problems: one that is selected has another number then, or is none any more. */
function replace(store: PanelStore, tab: SessionTab, by: SessionTab): void {
  const moved = (selection: Selection | null): Selection | null => {
    const finding = selection?.type === "finding" ? tab.session.findings[selection.index] : undefined;
    if (finding === undefined) return selection;
    const index = by.session.findings.findIndex(
      ({ rule, events }) => rule === finding.rule && String(events) === String(finding.events),
    );
    return index < 0 ? null : { type: "finding", index };
  };
  by.place = { ...by.place, selection: moved(by.place.selection) };
  store.replaceTab(tab, by);
  if (store.tab.peek() === by) store.select(moved(store.selection.peek()));
}

const sameTimeouts = (one: SessionOptions | undefined, other: SessionOptions): boolean =>
  one?.responseTimeout === other.responseTimeout && one?.commandTimeout === other.commandTimeout;
