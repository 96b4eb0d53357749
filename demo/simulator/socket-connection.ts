import type { WebSocket } from "ws";
import type { Subscriber } from "./channel-hub.ts";
import { heartbeatMessage, malformed } from "./channel-messages.ts";
import type { Fault } from "./faults.ts";
import { type Dialect, readSocketAction, type SocketAction } from "./socket-action.ts";
import { type ActionResult, answerText } from "./socket-answer.ts";
import { type TokenRefusal, tokenRefusals } from "./tokens.ts";
import type { World } from "./world.ts";

interface Channel {
  readonly channelId: string;
  readonly profile: string;
}

/** One client's connection: one channel subscription at most, in the dialect that its actions speak. */
export class SocketConnection implements Subscriber {
  readonly #socket: WebSocket;
  readonly #world: World;
  readonly #chosenDialect: Dialect | null;
  #dialect: Dialect = "published";
  #channel: Channel | null = null;
  #stopHeartbeat: () => void = () => {};

  constructor(socket: WebSocket, world: World, chosenDialect: Dialect | null) {
    this.#socket = socket;
    this.#world = world;
    this.#chosenDialect = chosenDialect;
    socket.on("message", (message, isBinary) => this.#take(String(message), isBinary));
    socket.on("close", () => this.#depart());
    // A client that breaks the protocol ends its own connection, not the simulator.
    socket.on("error", () => socket.terminate());
  }

  deliver(text: string): void {
    this.#socket.send(text);
  }

  drop(): void {
    this.#socket.terminate();
  }

  #take(text: string, isBinary: boolean): void {
    const action = isBinary ? null : readSocketAction(text, this.#chosenDialect);
    if (action === null) {
      const reason = isBinary ? "Binary frames are not understood." : "The frame is not an action in JSON.";
      this.#answer({ status: 400, channelId: null, message: reason }, null, null);
      return;
    }
    this.#dialect = action.dialect;
    if (action.name === "joinChannel") this.#answerAction("join", action, () => this.#join(action));
    else if (action.name === "leaveChannel") this.#answerAction("leave", action, () => this.#leave(action));
    else
      this.#answer(
        { status: 404, channelId: null, message: `Unknown action ${action.name}.` },
        action.correlationId,
        null,
      );
  }

  #answerAction(target: "join" | "leave", action: SocketAction, act: () => ActionResult): void {
    const fault = this.#world.faults.take(target);
    if (fault === "no-answer") return;
    if (fault === "drop") {
      this.drop();
      return;
    }
    const carryOut = () => {
      // Where the client has gone meanwhile, it must not take part in anything: the next one gets what waits for its profile.
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      const result =
        fault === "refuse"
          ? { status: 403, channelId: null, message: "The profile may not use this channel." }
          : (missingField(action) ?? act());
      const correlationId =
        fault === "wrong-correlation-id" ? this.#world.identifiers.uuid() : action.correlationId;
      this.#answer(result, correlationId, fault);
    };
    if (fault === "slow") this.#world.clock.after(this.#world.pace.slow, carryOut);
    else carryOut();
  }

  #answer(result: ActionResult, correlationId: string | null, fault: Fault<"join" | "leave"> | null): void {
    const text = answerText(result, correlationId, this.#dialect);
    this.#world.clock.after(this.#world.pace.answer, () => {
      this.deliver(fault === "malformed" ? malformed(text) : text);
      if (fault === "twice") this.deliver(text);
      this.#settle(result);
    });
  }

  /** Messages flow from the moment of the join's answer on, those that waited for it first. */
  #settle({ status, channelId }: ActionResult): void {
    const channel = this.#channel;
    if (status >= 300 || channel === null || channel.channelId !== channelId) return;
    this.#world.hub.join(channel.profile, this);
    this.#beat();
  }

  #join({ authorizationToken }: SocketAction): ActionResult {
    const verdict = this.#world.tokens.judge(authorizationToken);
    if (!verdict.valid) return refusal(verdict.reason);
    if (this.#channel !== null)
      return { status: 409, channelId: null, message: "This connection already has a channel subscription." };
    this.#channel = { channelId: this.#world.identifiers.uuid(), profile: verdict.token.profile };
    return {
      status: 200,
      channelId: this.#channel.channelId,
      message: "Successfully joined profile channel.",
    };
  }

  #leave({ authorizationToken, channelId }: SocketAction): ActionResult {
    if (channelId === null) {
      const verdict = this.#world.tokens.judge(authorizationToken);
      if (!verdict.valid) return refusal(verdict.reason);
    }
    const channel = this.#channel;
    if (channel === null || (channelId !== null && channelId !== channel.channelId))
      return { status: 409, channelId: null, message: "This connection has not joined the channel." };
    this.#depart();
    return { status: 200, channelId: channel.channelId, message: "Successfully left profile channel." };
  }

  #depart(): void {
    this.#stopHeartbeat();
    if (this.#channel !== null) this.#world.hub.leave(this.#channel.profile, this);
    this.#channel = null;
  }

  #beat(): void {
    this.#stopHeartbeat();
    const { heartbeat } = this.#world.pace;
    if (heartbeat === 0) return;
    this.#stopHeartbeat = this.#world.clock.after(heartbeat, () => {
      this.deliver(heartbeatMessage(this.#world.identifiers.uuid(), this.#dialect));
      this.#beat();
    });
  }
}

function refusal(reason: TokenRefusal): ActionResult {
  return { status: reason === "missing" ? 400 : 401, channelId: null, message: tokenRefusals[reason] };
}

/** The published pages require a correlation ID; the guide's requests have none. */
function missingField({ dialect, correlationId }: SocketAction): ActionResult | null {
  if (dialect === "guide" || correlationId !== null) return null;
  return { status: 422, channelId: null, message: "correlationId is required." };
}
