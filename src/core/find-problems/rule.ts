import type { EpochMilliseconds } from "../../contract/brands.ts";
import type { Connection, EventIndex, Severity } from "../model.ts";
import type { Circumstances, MomentOf, MomentType } from "../moment.ts";

/** What a rule found at a moment. */
export interface Sighting {
  readonly connection: Connection | null;
  readonly at: EpochMilliseconds;
  /** The events that prove it. */
  readonly events: readonly EventIndex[];
  /**
   * What happened, with the IDs and times that matter, and what to do. Put into words only when somebody reads it, so it
   * must rest on values that do not change any more.
   */
  readonly message: () => string;
}

export type Look<Type extends MomentType> = (
  moment: MomentOf<Type>,
  circumstances: RuleCircumstances,
) => Sighting | null;

export interface RuleCircumstances extends Circumstances {
  /** Looks again once the session's clock has passed `due`. */
  lookAgain(due: EpochMilliseconds, look: () => Sighting | null): void;
}

/** A rule: one way in which an integration goes wrong, and how to tell. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** A heading of a few words. */
  readonly title: string;
  /** When it fires, in one sentence: the docs' table. */
  readonly firesWhen: string;
  /** Why that is a problem. */
  readonly why: string;
  /** What to do about it. */
  readonly mend: string;
  /** The documentation that it rests on. */
  readonly reference: string;
  readonly looks: { readonly [Type in MomentType]?: Look<Type> };
}
