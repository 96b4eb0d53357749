import { problemLine } from "../../src/io/read-outcome.ts";
import { eventTest } from "../rows/row-tests.ts";
import { type ExportRequest, exportName } from "../sessions/export-request.ts";
import { rejudged } from "../sessions/rejudge.ts";
import { saveFile } from "../sessions/save-file.ts";
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

/** Judges every open session again by the time-outs of the settings, where it was judged by others. */
export async function applyTimeouts(store: PanelStore): Promise<void> {
  const { responseTimeout, commandTimeout } = store.sessionOptions;
  for (const tab of store.tabs.peek()) {
    const { options } = tab.session;
    if (options.responseTimeout === responseTimeout && options.commandTimeout === commandTimeout) continue;
    const again = await store.jobs.run(
      sessionsText.judging,
      (control) => rejudged(tab, { ...store.sessionOptions, live: tab.session.options.live }, control),
      sessionsText.notJudged,
    );
    // It may have been cleared or closed meanwhile.
    if (again !== null && store.tabs.peek().includes(tab)) store.replaceTab(tab, again);
  }
}
