import type { ConnectionId, DocumentId, EpochMilliseconds } from "../contract/brands.ts";
import type { ConnectionCreatedEvent } from "../contract/capture-event.ts";
import { channelAt } from "./channel-history.ts";
import { ConnectionRecord, type Creation } from "./connection-record.ts";
import type { LostFrames } from "./lost-frames.ts";

/** The session's connections, by ID and by document. */
export class Connections {
  readonly all: ConnectionRecord[] = [];
  readonly #byId = new Map<ConnectionId, ConnectionRecord>();
  readonly #byDocument = new Map<DocumentId | null, ConnectionRecord[]>();
  readonly #lost: LostFrames;
  #latest: ConnectionRecord | null = null;

  constructor(lost: LostFrames) {
    this.#lost = lost;
  }

  find(id: ConnectionId): ConnectionRecord | null {
    return this.#byId.get(id) ?? null;
  }

  /** The connection of an event; one that was not seen to be created is taken to exist since `time`. */
  get(id: ConnectionId, time: EpochMilliseconds): ConnectionRecord {
    if (this.#latest?.id === id) return this.#latest;
    const connection =
      this.find(id) ??
      this.#add(id, { url: "", document: null, protocols: [], worker: false, time, assumed: true });
    this.#latest = connection;
    return connection;
  }

  created(event: ConnectionCreatedEvent): ConnectionRecord {
    const creation: Creation = {
      url: event.url,
      document: event.document ?? null,
      protocols: event.protocols ?? [],
      worker: event.worker ?? false,
      time: event.time,
      assumed: false,
    };
    const known = this.find(event.connection);
    if (known?.assumed === true) {
      // Its frames were seen first: the buffer had dropped the beginning, or the lines came late.
      known.fillIn(creation);
      const ofNone = this.#of(null);
      ofNone.splice(ofNone.indexOf(known), 1);
      this.#of(known.document).push(known);
    }
    return known ?? this.#add(event.connection, creation);
  }

  ofDocument(document: DocumentId): readonly ConnectionRecord[] {
    return this.#byDocument.get(document) ?? [];
  }

  /** Whether a connection of the document was joined at a time; of any document where the call's is not known. */
  wasJoined(document: DocumentId | null, time: EpochMilliseconds): boolean {
    const joined = (connection: ConnectionRecord): boolean =>
      connection.history.hasJoined && channelAt(connection.channel, time)?.state === "joined";
    // The newest first: a page that reconnects leaves a row of closed ones behind.
    if (document === null) return this.all.findLast(joined) !== undefined;
    return [document, null].some((owner) => this.#byDocument.get(owner)?.findLast(joined) !== undefined);
  }

  #add(id: ConnectionId, creation: Creation): ConnectionRecord {
    const connection = new ConnectionRecord(id, this.all.length, creation);
    this.all.push(connection);
    this.#byId.set(id, connection);
    this.#of(creation.document).push(connection);
    if (creation.assumed) this.#lost.beginning(connection, creation.time);
    return connection;
  }

  #of(document: DocumentId | null): ConnectionRecord[] {
    const present = this.#byDocument.get(document) ?? [];
    this.#byDocument.set(document, present);
    return present;
  }
}
