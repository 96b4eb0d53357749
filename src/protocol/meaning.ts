/**
 * What a raw frame or HTTP call means, in words that all systems share. A protocol module turns raw into meaning; core
 * turns meaning over time into exchanges, channels, commands and findings.
 */

/**
 * A system, as its {@link Protocol} names itself: `privicore`, `amity`, `sendbird`, `rocketchat`. Not a closed list, so that
 * a new system is a folder and a line in `protocols`, and no type, view or rule has to learn its name.
 */
export type SystemId = string;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A place in a payload that is not as documented. `path` is dotted from the payload's root: `data.command_status`. */
export interface SchemaProblem {
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

/** An action that the page sent: a request that an answer belongs to. */
export interface ActionMeaning {
  readonly kind: "action";
  readonly act: "join" | "leave" | "other";
  /** The action's own name on the wire: `joinChannel`. */
  readonly name: string;
  readonly correlationId: string | null;
  readonly token: string | null;
  readonly channelId: string | null;
  /** Whether the vendor documents this name. */
  readonly known: boolean;
  readonly problems: readonly SchemaProblem[];
}

/** The answer to an action. */
export interface AnswerMeaning {
  readonly kind: "answer";
  readonly correlationId: string | null;
  readonly status: number | null;
  readonly ok: boolean;
  readonly channelId: string | null;
  readonly message: string | null;
  readonly problems: readonly SchemaProblem[];
  /**
   * True where the message settles a pending action of that ID, and says nothing where none is pending: then it is neither
   * an orphan nor a duplicate. DDP's `nosub` refuses a subscription, and with the same ID confirms its later end.
   */
  readonly onlyIfPending?: boolean;
}

/**
 * A documented message that nothing is judged by: a heartbeat, a push of data, a hint of progress. It asks for no answer
 * and answers nothing.
 */
export interface NoteMeaning {
  readonly kind: "note";
  /** The message's own name on the wire: `ping`, `MESG`. */
  readonly name: string;
  /** The channel that it is about, where it says so. */
  readonly channelId: string | null;
}

/** A command status message; `status` is null where the value is in no document. */
export interface CommandStatusMeaning {
  readonly kind: "command-status";
  readonly type: string;
  readonly id: string | null;
  readonly status: "pending" | "success" | "failed" | null;
  /** `command_status` as it stood on the wire, where it was a number. */
  readonly statusCode: number | null;
  readonly body: string | null;
  readonly problems: readonly SchemaProblem[];
}

/** A data download message. `delivery`: what the body is, told apart by the body itself (PROTOCOL.md 1.3). */
export interface DataDownloadMeaning {
  readonly kind: "data-download";
  readonly type: string;
  readonly id: string | null;
  readonly context: string | null;
  readonly outputType: number | null;
  readonly delivery: "message" | "link" | "stream" | null;
  readonly body: string | null;
  readonly problems: readonly SchemaProblem[];
}

/** A streamed payload can be fetched. */
export interface StreamReadyMeaning {
  readonly kind: "stream-ready";
  readonly type: string;
  readonly id: string | null;
  readonly streamUrl: string | null;
  readonly problems: readonly SchemaProblem[];
}

/** A message on the channel, or an envelope, of a type that is in no document: keepalives, telemetry, newer versions. */
export interface UnknownMessageMeaning {
  readonly kind: "unknown-message";
  /** The `data.type`, or null where the envelope has none. */
  readonly type: string | null;
  readonly problems: readonly SchemaProblem[];
}

/** A text frame that does not decode. */
export interface MalformedMeaning {
  readonly kind: "malformed";
  /** Why, in words for a person: `not JSON: it breaks at character 34`. */
  readonly reason: string;
}

export type FrameMeaning =
  | ActionMeaning
  | AnswerMeaning
  | CommandStatusMeaning
  | DataDownloadMeaning
  | StreamReadyMeaning
  | NoteMeaning
  | UnknownMessageMeaning
  | MalformedMeaning;

/** An HTTP call as a protocol reads it. Header names are lower case. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string | null;
}

/** What is known of a call before its bodies are fetched. */
export type HttpCallStart = Pick<HttpCall, "method" | "url" | "requestHeaders">;

/** A call of Privicore's HTTP API. */
export interface ApiCallMeaning {
  readonly kind: "api-call";
  readonly system: SystemId;
  /** What the call is for. */
  readonly purpose: "command" | "data-request" | "status-poll" | "authentication" | "token" | "other";
  /** The documented path without host or IDs: `/data-token/request-data`. */
  readonly endpoint: string;
  /** True for what a page does before it can have a channel: registering a profile, which has no token to join with yet. */
  readonly beforeChannel?: boolean;
  /** From a 202: the command that it started. */
  readonly commandId: string | null;
  /** From a 202: the data request that it started. */
  readonly requestId: string | null;
  /** From a data request's 202: the command ID beside the request ID, under which no message comes. */
  readonly idBesideRequest?: string | null;
  /** From a status poll: what it said about `commandId`. */
  readonly polledStatus: "pending" | "success" | "failed" | null;
  /** The token that the call carried. */
  readonly token: string | null;
  /** From an authentication: the token given, and until when (milliseconds since the epoch). */
  readonly issuedToken: string | null;
  readonly expiresAt: number | null;
  readonly problems: readonly SchemaProblem[];
}

/** A channel join or leave of Amity, Sendbird or Rocket.Chat, normalised. */
export interface ChannelOperationMeaning {
  readonly kind: "channel-operation";
  readonly system: SystemId;
  readonly operation: "join" | "leave";
  readonly channelId: string | null;
  readonly members: readonly string[];
  readonly memberCount: number | null;
  /** `failed`: no answer came, or the server itself broke (5xx); `rejected`: the system refused. */
  readonly outcome: "ok" | "rejected" | "failed";
  /** The reason given for the act, or for its refusal. */
  readonly reason: string | null;
  /** What the call lacks by the vendor's documentation, each a sentence: `the required user_ids is missing`. */
  readonly incomplete: readonly string[];
}

export type HttpMeaning = ApiCallMeaning | ChannelOperationMeaning;

/** One system's protocol: raw frame or HTTP call to meaning, no time, no state. */
export interface Protocol {
  readonly system: SystemId;
  /** The system's name as its vendor writes it. */
  readonly title: string;
  /**
   * A first look that costs next to nothing, by what is known before an answer is: false where the call is surely not this
   * system's. The live capture drops, unread, what no protocol wants.
   */
  readonly wantsHttpCall?: (call: HttpCallStart) => boolean;
  /** Reads a call of this system; null where the call is not this system's. */
  readonly readHttpCall: (call: HttpCall) => HttpMeaning | null;
  readonly socket: SocketProtocol | null;
}

/** How a system speaks over WebSocket. */
export interface SocketProtocol {
  /** Whether this message proves that the connection is the system's. */
  readonly recognises: (message: JsonObject) => boolean;
  readonly decode: (message: JsonObject, direction: "sent" | "received") => FrameMeaning;
  /**
   * A faster reading of the frames that are most frequent, equal to parsing and {@link decode}; null for all others. Its
   * strings may share memory with the text.
   */
  readonly decodeFrequent?: (text: string, direction: "sent" | "received") => FrameMeaning | null;
  /** Whether a text frame that is not a JSON object proves it: Sendbird puts a command word before the JSON. */
  readonly recognisesText?: (text: string) => boolean;
  /** Whether {@link recognises} would know a JSON text by its beginning, where the rest is missing; null where that does not tell. */
  readonly recognisesBeginning?: (beginning: string) => boolean | null;
  /** Decodes a text frame that is not a JSON object. Where absent, such a frame is malformed. */
  readonly decodeText?: (text: string, direction: "sent" | "received") => FrameMeaning;
  /**
   * The JSON keys in a text frame whose values are secrets although their names do not say so; null where there are none.
   * Asked of every frame, also of other systems' connections: it must be cheap, and certain.
   */
  readonly secretKeys?: (payload: string) => ReadonlySet<string> | null;
}
