import type { Agenda } from "./agenda.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { LogTable } from "./event-log.ts";
import { rules } from "./find-problems/index.ts";
import type { Look, Rule, RuleCircumstances, Sighting } from "./find-problems/rule.ts";
import type { LostFrames } from "./lost-frames.ts";
import type { ChannelState, Connection, Finding, SessionOptions } from "./model.ts";
import type { Circumstances, Moment, MomentOf, MomentType } from "./moment.ts";

interface Watcher<Type extends MomentType> {
  readonly rule: Rule;
  readonly look: Look<Type>;
}

const watchersOf = <Type extends MomentType>(type: Type): readonly Watcher<Type>[] =>
  rules.flatMap((rule) => {
    const look = rule.looks[type];
    return look === undefined ? [] : [{ rule, look }];
  });

const watchers: { readonly [Type in MomentType]: readonly Watcher<Type>[] } = {
  "connection-opened": watchersOf("connection-opened"),
  "connection-closed": watchersOf("connection-closed"),
  "action-sent": watchersOf("action-sent"),
  "exchange-answered": watchersOf("exchange-answered"),
  "exchange-unanswered": watchersOf("exchange-unanswered"),
  "duplicate-answer": watchersOf("duplicate-answer"),
  "orphan-answer": watchersOf("orphan-answer"),
  "odd-frame": watchersOf("odd-frame"),
  "message-off-channel": watchersOf("message-off-channel"),
  "command-failed": watchersOf("command-failed"),
  "status-after-final": watchersOf("status-after-final"),
  "command-accepted": watchersOf("command-accepted"),
  "command-unanswered": watchersOf("command-unanswered"),
  "data-request-unanswered": watchersOf("data-request-unanswered"),
  "stream-not-ready": watchersOf("stream-not-ready"),
  "api-call": watchersOf("api-call"),
  operation: watchersOf("operation"),
};

class FoundProblem implements Finding {
  readonly index: number;
  readonly #rule: Rule;
  readonly #sighting: Sighting;

  constructor(index: number, rule: Rule, sighting: Sighting) {
    this.index = index;
    this.#rule = rule;
    this.#sighting = sighting;
  }

  get rule() {
    return this.#rule.id;
  }
  get severity() {
    return this.#rule.severity;
  }
  get reference() {
    return this.#rule.reference;
  }
  get message() {
    return this.#sighting.message();
  }
  get connection() {
    return this.#sighting.connection;
  }
  get at() {
    return this.#sighting.at;
  }
  get events() {
    return this.#sighting.events;
  }
}

/** Shows every moment to the rules that watch for its kind, and keeps what they find. */
export class Judge {
  readonly findings: Finding[] = [];
  readonly #log: LogTable;
  /** Per rule, so that what a rule looks at again is noted as its own. */
  readonly #circumstances: ReadonlyMap<Rule, RuleCircumstances>;
  /** By document and URL: the connection that last ended on the channel. */
  readonly #ended = new Map<string, ConnectionRecord>();

  constructor(options: Required<SessionOptions>, agenda: Agenda, lost: LostFrames, log: LogTable) {
    this.#log = log;
    const shared: Circumstances = {
      responseTimeout: options.responseTimeout,
      commandTimeout: options.commandTimeout,
      mayHaveLostFrames: (connection, from, to) => lost.between(connection, from, to),
      endedOnChannel: (connection, time) => {
        const ended = this.#ended.get(placeOf(connection));
        return ended !== undefined && ended.closedAt !== null && ended.closedAt <= time ? ended : null;
      },
    };
    this.#circumstances = new Map(
      rules.map((rule) => [
        rule,
        {
          ...shared,
          lookAgain: (due, look) =>
            agenda.make({ due, atOnce: false, happen: () => this.#note(rule, look()) }),
        },
      ]),
    );
  }

  readonly raise = (moment: Moment): void => {
    if (moment.type === "connection-closed") this.#noteEnd(moment.connection, moment.before);
    this.#ask(moment.type, moment);
  };

  #noteEnd(connection: ConnectionRecord, before: ChannelState): void {
    // Without a URL nobody can say that a later connection is to the same one.
    if (connection.system !== "privicore" || connection.url === "" || !connection.history.hasJoined) return;
    // A page that left before closing has done with the channel; nothing needs to be joined again.
    if (before === "left") this.#ended.delete(placeOf(connection));
    else this.#ended.set(placeOf(connection), connection);
  }

  #ask<Type extends MomentType>(type: Type, moment: MomentOf<Type>): void {
    for (const { rule, look } of watchers[type]) {
      const circumstances = this.#circumstances.get(rule);
      if (circumstances !== undefined) this.#note(rule, look(moment, circumstances));
    }
  }

  #note(rule: Rule, sighting: Sighting | null): void {
    if (sighting === null) return;
    const finding = new FoundProblem(this.findings.length, rule, sighting);
    this.findings.push(finding);
    this.#log.addFinding(finding);
  }
}

const placeOf = (connection: Connection): string => `${connection.document ?? ""}\n${connection.url}`;
