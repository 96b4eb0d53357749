import type { ConnectionId } from "../../src/contract/brands.ts";
import type { Opcode } from "../../src/contract/capture-event.ts";

/** What the dialog that sends a frame begins with. */
export interface SendDraft {
  /** The connection that the frame was sent or received on; null for the newest that is open. */
  readonly connection: ConnectionId | null;
  readonly payload: string;
  readonly opcode: Opcode;
}
