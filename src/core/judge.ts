import type { Agenda } from "./agenda.ts";
import type { ConnectionRecord } from "./connection-record.ts";
import type { LogTable } from "./event-log.ts";
import { rules } from "./find-problems/index.ts";
import type { Look, Rule, RuleCircumstances, Sighting } from "./find-problems/rule.ts";
import type { LostFrames } from "./lost-frames.ts";
import type { MayBeMissing } from "./may-be-missing.ts";
import type { ChannelState, Connection, Finding, SessionOptions } from "./model.ts";
import type { Circumstances, Moment, MomentOf, MomentSink, MomentType } from "./moment.ts";

/** A rule's look at one kind of moment, ready to be asked. */
interface Watcher<Type extends MomentType> {
  readonly rule: Rule;
  readonly look: Look<Type>;
  readonly circumstances: RuleCircumstances;
}

type Watchers = { readonly [Type in MomentType]: readonly Watcher<Type>[] };

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
export class Judge implements MomentSink {
  readonly findings: Finding[] = [];
  readonly #log: LogTable;
  readonly #watchers: Watchers;
  /** By document and URL: the connection that last ended on the channel. */
  readonly #ended = new Map<string, ConnectionRecord>();

  constructor(
    options: Required<SessionOptions>,
    agenda: Agenda,
    lost: LostFrames,
    mayBeMissing: MayBeMissing,
    log: LogTable,
  ) {
    this.#log = log;
    const shared: Circumstances = {
      responseTimeout: options.responseTimeout,
      commandTimeout: options.commandTimeout,
      mayHaveLostFrames: (connection, from, to, direction) => lost.between(connection, from, to, direction),
      mayBeMissing,
      endedOnChannel: (connection, time) => {
        const ended = this.#ended.get(placeOf(connection));
        return ended !== undefined && ended.closedAt !== null && ended.closedAt <= time ? ended : null;
      },
    };
    // Per rule, so that what a rule looks at again is noted as its own.
    const circumstances = new Map<Rule, RuleCircumstances>();
    for (const rule of rules)
      circumstances.set(rule, {
        ...shared,
        lookAgain: (due, look) => agenda.make({ due, atOnce: false, happen: () => this.#note(rule, look()) }),
      });
    const of = <Type extends MomentType>(type: Type): readonly Watcher<Type>[] =>
      [...circumstances].flatMap(([rule, itsCircumstances]) => {
        const look = rule.looks[type];
        return look === undefined ? [] : [{ rule, look, circumstances: itsCircumstances }];
      });
    this.#watchers = {
      "connection-opened": of("connection-opened"),
      "connection-closed": of("connection-closed"),
      "action-sent": of("action-sent"),
      "exchange-answered": of("exchange-answered"),
      "exchange-unanswered": of("exchange-unanswered"),
      "duplicate-answer": of("duplicate-answer"),
      "orphan-answer": of("orphan-answer"),
      "odd-frame": of("odd-frame"),
      "message-off-channel": of("message-off-channel"),
      "command-failed": of("command-failed"),
      "status-after-final": of("status-after-final"),
      "command-accepted": of("command-accepted"),
      "command-unanswered": of("command-unanswered"),
      "data-request-unanswered": of("data-request-unanswered"),
      "stream-not-ready": of("stream-not-ready"),
      "api-call": of("api-call"),
      operation: of("operation"),
    };
  }

  raise(moment: Moment): void {
    // The two that frames bring, by name: they are as frequent as frames, and a look-up by a name that varies is slow.
    if (moment.type === "action-sent") this.#ask(this.#watchers["action-sent"], moment);
    else if (moment.type === "exchange-answered") this.#ask(this.#watchers["exchange-answered"], moment);
    else {
      if (moment.type === "connection-closed") this.#noteEnd(moment.connection, moment.before);
      this.#askOf(moment.type, moment);
    }
  }

  #noteEnd(connection: ConnectionRecord, before: ChannelState): void {
    // Without a URL nobody can say that a later connection is to the same one.
    if (connection.system !== "privicore" || connection.url === "" || !connection.history.hasJoined) return;
    // A page that left before closing has done with the channel; nothing needs to be joined again.
    if (before === "left") this.#ended.delete(placeOf(connection));
    else this.#ended.set(placeOf(connection), connection);
  }

  #askOf<Type extends MomentType>(type: Type, moment: MomentOf<Type>): void {
    this.#ask(this.#watchers[type], moment);
  }

  #ask<Type extends MomentType>(watchers: readonly Watcher<Type>[], moment: MomentOf<Type>): void {
    for (const { rule, look, circumstances } of watchers) {
      const sighting = look(moment, circumstances);
      if (sighting !== null) this.#note(rule, sighting);
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
