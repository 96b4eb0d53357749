import type { EventIndex, Finding, Severity } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { SystemId } from "../../src/protocol/meaning.ts";
import { TimeLine } from "../time-travel/time-line.ts";

/** What lies on one connection's lane. */
export interface ConnectionLines {
  readonly sent: TimeLine;
  readonly received: TimeLine;
  /** Events that began an exchange, and answers that nobody asked for. */
  readonly exchanges: TimeLine;
  readonly gaps: TimeLine;
  readonly findings: FindingLines;
}

/** What lies on the lane of another system's channel: its joins and leaves over HTTP. */
export interface ChannelLine {
  readonly system: SystemId;
  /** Null where the calls do not name it. */
  readonly channelId: string | null;
  readonly calls: TimeLine;
}

/** Numbers of findings, by severity. */
export type FindingLines = Readonly<Record<Severity, TimeLine>>;

/** Events between two looks at the clock. */
const stride = 512;

/**
 * Where everything lies in time, lane by lane: kept up to date per event, so that drawing asks only for what a pixel holds.
 * Holds numbers into the session, four bytes an event; nothing in it is ever rebuilt, except a lane whose connection turns out
 * late to be one whose actions are known.
 */
export class LaneIndex {
  readonly session: Session;
  readonly #timeOfEvent: (event: EventIndex) => number;
  readonly #timeOfFinding: (finding: number) => number;
  readonly #connections: ConnectionLines[] = [];
  readonly #unrecognised = new Set<number>();
  /** Events of commands and data requests: calls and messages. */
  readonly commands: TimeLine;
  /** Other systems' channels, by system and ID. */
  readonly channels = new Map<string, ChannelLine>();
  /** New pages: the top documents. */
  readonly documents: TimeLine;
  /** Gaps that concern no single connection. */
  readonly gaps: TimeLine;
  /** Findings without a connection. */
  readonly findings: FindingLines;
  /** Calls whose work was not known yet when they were read. */
  #open: EventIndex[] = [];
  #nextEvent: EventIndex = 0;
  #nextFinding = 0;

  constructor(session: Session) {
    this.session = session;
    this.#timeOfEvent = (event) => session.log.time(event);
    this.#timeOfFinding = (index) => session.findings[index]?.at ?? 0;
    this.commands = this.#eventLine();
    this.documents = this.#eventLine();
    this.gaps = this.#eventLine();
    this.findings = this.#findingLines();
  }

  /** Takes in what the session has got since, until `expired()`. Returns whether something is left. */
  sync(expired: () => boolean): boolean {
    const { log, findings } = this.session;
    while (this.#nextEvent < log.length) {
      this.#take(this.#nextEvent++);
      if (this.#nextEvent % stride === 0 && expired()) return true;
    }
    if (this.#open.length > 0) {
      const calls = this.#open;
      this.#open = [];
      for (const event of calls) this.#takeCall(event);
    }
    for (const index of this.#unrecognised)
      if (this.session.connections[index]?.system !== null) this.#rereadExchanges(index);
    for (; this.#nextFinding < findings.length; this.#nextFinding++) {
      const finding = findings[this.#nextFinding];
      if (finding !== undefined) this.#linesOf(finding)[finding.severity].add(finding.index);
    }
    return false;
  }

  connection(index: number): ConnectionLines {
    let lines = this.#connections[index];
    if (lines === undefined) {
      lines = {
        sent: this.#eventLine(),
        received: this.#eventLine(),
        exchanges: this.#eventLine(),
        gaps: this.#eventLine(),
        findings: this.#findingLines(),
      };
      this.#connections[index] = lines;
      this.#unrecognised.add(index);
    }
    return lines;
  }

  #take(event: EventIndex): void {
    const { log } = this.session;
    const kind = log.kind(event);
    const connection = log.connection(event);
    if (connection !== null) {
      const lines = this.connection(connection.index);
      const direction = log.direction(event);
      if (direction === 1) lines.sent.add(event);
      else if (direction === -1) lines.received.add(event);
      if (beginsExchange(kind)) lines.exchanges.add(event);
      else if (kind === "gap") lines.gaps.add(event);
      else if (kind === "answer" && this.#isOrphan(event)) lines.exchanges.add(event);
    } else if (kind === "gap") this.gaps.add(event);
    else if (kind === "document") {
      const document = log.event(event);
      if (document.type === "document" && document.topFrame !== false) this.documents.add(event);
    } else if (kind === "http") this.#takeCall(event);
    if (kind === "command-status" || kind === "data-download" || kind === "stream-ready")
      this.commands.add(event);
  }

  #takeCall(event: EventIndex): void {
    const { log, now } = this.session;
    const link = log.link(event);
    if (link === null) {
      // What a call means is settled once its answer's time has come.
      const call = log.event(event);
      if (call.type === "http" && now !== null && now < call.time + (call.duration ?? 0))
        this.#open.push(event);
      return;
    }
    if (link.type === "command" || link.type === "data-request") this.commands.add(event);
    else if (link.type === "operation") {
      const { system, channelId } = link.operation.meaning;
      const key = JSON.stringify([system, channelId]);
      const channel = this.channels.get(key) ?? { system, channelId, calls: this.#eventLine() };
      this.channels.set(key, channel);
      channel.calls.add(event);
    }
  }

  /** The frames that came before a connection was recognised have got their meaning by then. */
  #rereadExchanges(index: number): void {
    this.#unrecognised.delete(index);
    const lines = this.connection(index);
    const { log } = this.session;
    const known = new Set<number>();
    for (let position = 0; position < lines.exchanges.length; position++)
      known.add(lines.exchanges.at(position));
    for (let position = 0; position < lines.sent.length; position++) {
      const event = lines.sent.at(position);
      if (!known.has(event) && beginsExchange(log.kind(event))) lines.exchanges.add(event);
    }
  }

  #isOrphan(event: EventIndex): boolean {
    const link = this.session.log.link(event);
    return link?.type === "exchange" && link.exchange.request === null;
  }

  #linesOf({ connection }: Finding): FindingLines {
    return connection === null ? this.findings : this.connection(connection.index).findings;
  }

  #eventLine(): TimeLine {
    return new TimeLine(this.#timeOfEvent);
  }

  #findingLines(): FindingLines {
    const line = () => new TimeLine(this.#timeOfFinding);
    return { error: line(), warning: line(), info: line() };
  }
}

const beginsExchange = (kind: string): boolean => kind === "join" || kind === "leave" || kind === "action";
