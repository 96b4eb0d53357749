import type { Opcode } from "../../src/contract/capture-event.ts";

/** What the dialog that sends a frame begins with. */
export interface SendDraft {
  /** A connection's index in the live session; null for the newest that is open. */
  readonly connection: number | null;
  readonly payload: string;
  readonly opcode: Opcode;
}
