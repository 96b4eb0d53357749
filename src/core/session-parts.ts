import type { Agenda } from "./agenda.ts";
import type { Commands } from "./commands.ts";
import type { Connections } from "./connections.ts";
import type { DataRequests } from "./data-requests.ts";
import type { LogTable } from "./event-log.ts";
import type { LostFrames } from "./lost-frames.ts";
import type { SessionOptions } from "./model.ts";
import type { MomentSink } from "./moment.ts";
import type { Exchanges } from "./pair-exchanges.ts";

/** What the parts of one session share. */
export interface SessionParts {
  readonly log: LogTable;
  readonly connections: Connections;
  readonly exchanges: Exchanges;
  readonly commands: Commands;
  readonly dataRequests: DataRequests;
  readonly agenda: Agenda;
  readonly lost: LostFrames;
  readonly judge: MomentSink;
  /** Whose connections they are, where that is known beforehand. */
  readonly systems: Required<SessionOptions>["systems"];
  /** Whether calls come on a way of their own, once they are over. */
  readonly live: boolean;
  /** Whether the log keeps the events themselves. */
  readonly keepsEvents: boolean;
  /** Lets everything happen that is due by the session's present time. */
  catchUp(): void;
}
