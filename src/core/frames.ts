import { assertNever } from "../contract/assert-never.ts";
import type { EpochMilliseconds } from "../contract/brands.ts";
import type { FrameEvent } from "../contract/capture-event.ts";
import type { AnswerMeaning, SchemaProblem } from "../protocol/meaning.ts";
import { type ConnectionRecord, isChannelMessage } from "./connection-record.ts";
import { beginsLikePrivicore, decodeFrame, frameSize, recognise, socketOf } from "./decode-event.ts";
import type { EventIndex, Exchange } from "./model.ts";
import type { SessionParts } from "./session-parts.ts";
import { type UnjudgedFrame, UnjudgedFrames } from "./unjudged-frames.ts";

/** Frames: whose connection they prove it to be, what they mean, and to what they belong. */
export class Frames {
  readonly #parts: SessionParts;
  readonly #unjudged = new UnjudgedFrames();
  /** A connection was recognised after frames of it had been let go. */
  missedBeginnings = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Takes a frame in. */
  take(event: FrameEvent): EventIndex {
    const connection = this.#parts.connections.get(event.connection, event.time);
    const size = frameSize(event);
    connection.countFrame(event.direction, size);
    const kind = event.truncated === true ? "truncated" : event.opcode === "binary" ? "binary" : "frame";
    const index = this.#parts.log.add(event, kind, connection, size, event.direction === "sent" ? 1 : -1);
    if (event.opcode === "binary") return index;
    if (event.truncated === true) {
      this.#parts.lost.cutFrame(connection, event.direction, event.time);
      if (connection.system === null) {
        const begins = beginsLikePrivicore(event.payload);
        if (begins === true) connection.beganLikePrivicore = true;
        else if (begins === false) connection.spokeOtherwise = true;
      }
      return index;
    }
    if (connection.system !== null) {
      this.#judgeFrame(connection, event.payload, event.direction, event.time, index);
      return index;
    }
    const { payload, direction, time } = event;
    const known = this.#parts.systems;
    const system = known === null ? recognise(payload) : (known.get(connection.id) ?? null);
    if (system === null) {
      connection.spokeOtherwise = true;
      // Where systems are known, a connection that has none stays without.
      if (this.#parts.keepsEvents) connection.unjudged.push(index);
      else if (known === null) this.#unjudged.keep(connection, { index, time, direction, payload });
      return index;
    }
    connection.system = system;
    connection.socket = socketOf(system);
    this.#judgeEarlierFrames(connection);
    this.#judgeFrame(connection, payload, direction, time, index);
    return index;
  }

  /** A connection was closed: it is hardly recognised any more. */
  connectionClosed(connection: ConnectionRecord): void {
    if (connection.system === null) this.#unjudged.letGo(connection);
  }

  /** What came before the connection was recognised is judged now, each frame at its own time. */
  #judgeEarlierFrames(connection: ConnectionRecord): void {
    const lost = this.#unjudged.lastLetGo(connection);
    if (lost !== null) {
      this.missedBeginnings = true;
      this.#parts.lost.beginning(connection, lost);
    }
    for (const frame of this.#earlierFrames(connection)) {
      this.#parts.agenda.runUntil(frame.time);
      this.#judgeFrame(connection, frame.payload, frame.direction, frame.time, frame.index);
    }
    this.#parts.catchUp();
  }

  #earlierFrames(connection: ConnectionRecord): readonly UnjudgedFrame[] {
    const indexes = connection.unjudged;
    connection.unjudged = [];
    if (indexes.length === 0) return this.#unjudged.take(connection);
    return indexes.flatMap((index) => {
      const event = this.#parts.log.event(index);
      return event.type === "frame"
        ? [{ index, time: event.time, direction: event.direction, payload: event.payload }]
        : [];
    });
  }

  #judgeFrame(
    connection: ConnectionRecord,
    payload: string,
    direction: FrameEvent["direction"],
    time: EpochMilliseconds,
    event: EventIndex,
  ): void {
    const { socket } = connection;
    // Sharing memory with the payload is free where the payload is kept anyway, and a leak where it is not.
    const frequent = this.#parts.keepsEvents ? socket?.decodeFrequent?.(payload, direction) : null;
    const meaning = frequent ?? decodeFrame(socket, payload, direction);
    let problems = meaning.kind === "note" || meaning.kind === "malformed" ? noProblems : meaning.problems;
    switch (meaning.kind) {
      case "action": {
        const sent = this.#parts.exchanges.actionSent(connection, meaning, time, event);
        this.#parts.log.describe(event, kindOfAct[meaning.act], meaning.name, "exchange", sent);
        break;
      }
      case "answer": {
        const { exchanges, log } = this.#parts;
        const exchange = exchanges.answerReceived(connection, meaning, time, event);
        if (exchange === null) log.describeAlone(event, "answer", "", meaning.correlationId);
        else {
          log.describe(event, "answer", exchanges.actionOf(exchange), "exchange", exchange);
          if (problems.length === 0 && lacksChannel(meaning, exchanges.actOf(exchange)))
            problems = lackOfChannel;
        }
        break;
      }
      case "command-status":
        if (meaning.id === null) this.#parts.log.describeAlone(event, meaning.kind, meaning.type, null);
        else {
          const command = this.#parts.commands.statusReceived(connection, meaning, meaning.id, time, event);
          this.#parts.log.describe(event, meaning.kind, meaning.type, "command", command);
        }
        break;
      case "data-download":
      case "stream-ready":
        if (meaning.id === null) this.#parts.log.describeAlone(event, meaning.kind, meaning.type, null);
        else {
          const dataRequest =
            meaning.kind === "stream-ready"
              ? this.#parts.dataRequests.streamReady(connection, meaning, meaning.id, time, event)
              : this.#parts.dataRequests.downloadReceived(connection, meaning, meaning.id, time, event);
          this.#parts.log.describe(event, meaning.kind, meaning.type, "data-request", dataRequest);
        }
        break;
      case "unknown-message":
        this.#parts.log.describeAlone(event, "unknown-message", meaning.type ?? "", null);
        break;
      case "note":
        this.#parts.log.describeAlone(event, "note", meaning.name, meaning.channelId);
        break;
      case "malformed":
        this.#parts.log.describeAlone(event, "malformed", "", null);
        break;
      default:
        assertNever(meaning);
    }
    const unknown =
      meaning.kind === "malformed" ||
      meaning.kind === "unknown-message" ||
      (meaning.kind === "action" && !meaning.known);
    if (unknown || problems.length > 0)
      this.#parts.judge.raise({ type: "odd-frame", connection, meaning, problems, time, event });
    // No channel message changes the channel's state, so it is still what it was when the frame came.
    const { state } = connection.history;
    const offChannel = state === "not-joined" || state === "left";
    if (offChannel && direction === "received" && isChannelMessage(meaning))
      this.#parts.judge.raise({ type: "message-off-channel", connection, meaning, state, time, event });
  }
}

const kindOfAct = { join: "join", leave: "leave", other: "action" } as const;

const noProblems: readonly SchemaProblem[] = [];
const lackOfChannel: readonly SchemaProblem[] = [
  { path: "data.channelId", expected: "a string", got: "nothing" },
];

/** An accepted join or leave names its channel; only the action that it answers tells that it is one. */
function lacksChannel(answer: AnswerMeaning, act: Exchange["act"]): boolean {
  return answer.ok && answer.channelId === null && (act === "join" || act === "leave");
}
