import type { DocumentId } from "../../src/contract/brands.ts";

/** A document that has started workers. */
export interface WorkerDocument {
  readonly document: DocumentId;
  readonly dedicated: number;
  readonly shared: number;
}
