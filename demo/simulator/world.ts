import type { ChannelHub } from "./channel-hub.ts";
import type { Clock } from "./clock.ts";
import type { CommandLedger } from "./command-ledger.ts";
import type { Downloads } from "./downloads.ts";
import type { Faults } from "./faults.ts";
import type { Identifiers } from "./identifiers.ts";
import type { Pace } from "./pace.ts";
import type { Tokens } from "./tokens.ts";

/** What all parts of one simulator share. */
export interface World {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly identifiers: Identifiers;
  readonly tokens: Tokens;
  readonly hub: ChannelHub;
  readonly faults: Faults;
  readonly commands: CommandLedger;
  readonly downloads: Downloads;
}
