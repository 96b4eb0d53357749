import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import type { EventIndex } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { ReadSummary } from "../../src/io/read-outcome.ts";
import { createSecretMask, type SecretMask } from "../secrets/secret-mask.ts";
import type { Selection } from "../selection/selection.ts";
import { presentTime, type TimePlace } from "../time-travel/time-travel.ts";

/** A session that the panel has open: the live one, or one from a file. */
export interface SessionTab {
  readonly id: string;
  /** A file's name; empty for the live session. */
  readonly name: string;
  readonly session: Session;
  /** Events before this one only carry what a cleared session still stands on; they are not shown. */
  readonly baseline: EventIndex;
  /** Frames among them, and frames that they say are missing. */
  readonly baselineFrames: number;
  readonly baselineDropped: number;
  /** Exchanges that are known from them. */
  readonly baselineExchanges: number;
  /** When it was cleared; what is found later is shown, whatever proves it. Null where it never was. */
  readonly clearedAt: EpochMilliseconds | null;
  readonly mask: SecretMask;
  /** What was read; null for the live session. */
  readonly file: ReadSummary | null;
  /** Where the person was in it when they last left it. */
  place: SessionPlace;
}

export interface SessionPlace {
  readonly selection: Selection | null;
  readonly time: TimePlace;
  readonly marked: EventIndex | null;
}

const freshPlace: SessionPlace = { selection: null, time: presentTime, marked: null };

/** The live session, with what it still stands on taken in already. */
export function liveTab(
  session: Session,
  mask: SecretMask = createSecretMask(),
  clearedAt = session.now,
): SessionTab {
  return {
    id: "live",
    name: "",
    session,
    baseline: session.log.length,
    baselineFrames: session.log.frames,
    baselineDropped: session.log.droppedFrames,
    baselineExchanges: session.exchanges.length,
    clearedAt,
    mask,
    file: null,
    place: freshPlace,
  };
}

let opened = 0;

/** A session that was read from a file: nothing that happens live touches it. */
export function fileTab(name: string, session: Session, mask: SecretMask, file: ReadSummary): SessionTab {
  opened++;
  return {
    id: `file-${opened}`,
    name,
    session,
    baseline: 0,
    baselineFrames: 0,
    baselineDropped: 0,
    baselineExchanges: 0,
    clearedAt: null,
    mask,
    file,
    place: freshPlace,
  };
}
