import type { ChannelOperation, Command, DataRequest } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { ChannelOperationMeaning } from "../../src/protocol/meaning.ts";
import type { OrderedItems } from "./matched-rows.ts";

/** What the Commands view lists: three kinds of work that an HTTP call starts. */
export type Work =
  | { readonly type: "command"; readonly of: Command }
  | { readonly type: "data-request"; readonly of: DataRequest }
  | { readonly type: "operation"; readonly of: OperationThen };

/** A channel operation at some time: without an outcome until its call was answered. */
export interface OperationThen extends Omit<ChannelOperation, "meaning"> {
  readonly meaning: Omit<ChannelOperationMeaning, "outcome"> & {
    readonly outcome: ChannelOperationMeaning["outcome"] | "pending";
  };
}

const kinds = ["command", "data-request", "operation"] as const satisfies readonly Work["type"][];

/** Commands, data requests and channel operations in one list, in the order in which the session came to know them. */
export class CommandItems implements OrderedItems {
  readonly #session: Session;
  /** Numbers, not objects: a long session has a million of them. `index * kinds + kind`. */
  readonly #entries: number[] = [];
  readonly #numberOf = { command: [] as number[], "data-request": [] as number[], operation: [] as number[] };
  readonly insertions = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  get length(): number {
    this.#sync();
    return this.#entries.length;
  }

  at(position: number): number {
    return position;
  }

  positionOf(item: number): number {
    return item;
  }

  work(item: number): Work | null {
    const entry = this.#entries[item];
    if (entry === undefined) return null;
    const index = Math.floor(entry / kinds.length);
    switch (kinds[entry % kinds.length]) {
      case "command": {
        const of = this.#session.commands[index];
        return of === undefined ? null : { type: "command", of };
      }
      case "data-request": {
        const of = this.#session.dataRequests[index];
        return of === undefined ? null : { type: "data-request", of };
      }
      case "operation": {
        const of = this.#session.operations[index];
        return of === undefined ? null : { type: "operation", of };
      }
      default:
        return null;
    }
  }

  /** The list's item for a command, data request or operation; -1 where it is not in it. */
  itemOf(type: Work["type"], index: number): number {
    this.#sync();
    return this.#numberOf[type][index] ?? -1;
  }

  /** What is new in the three lists, each in the order of its first sign of life, goes in by time: however late it is looked at. */
  #sync(): void {
    const { commands, dataRequests, operations } = this.#session;
    for (;;) {
      const command = commands[this.#numberOf.command.length]?.firstSeenAt ?? null;
      const request = dataRequests[this.#numberOf["data-request"].length]?.firstSeenAt ?? null;
      const operation = operations[this.#numberOf.operation.length]?.at ?? null;
      const first = Math.min(command ?? none, request ?? none, operation ?? none);
      if (command === first) this.#take("command");
      else if (request === first) this.#take("data-request");
      else if (operation === first) this.#take("operation");
      else return;
    }
  }

  #take(type: Work["type"]): void {
    const numbers = this.#numberOf[type];
    this.#entries.push(numbers.length * kinds.length + kinds.indexOf(type));
    numbers.push(this.#entries.length - 1);
  }
}

const none = Number.POSITIVE_INFINITY;
