import type { ConnectionId, DocumentId, EpochMilliseconds } from "../contract/brands.ts";
import type { ConnectionCreatedEvent } from "../contract/capture-event.ts";
import { ConnectionRecord, type Creation, type SharedByConnections } from "./connection-record.ts";
import { ExchangeTable } from "./exchange-table.ts";
import { JoinedTimes } from "./joined-times.ts";
import type { LostFrames } from "./lost-frames.ts";
import type { EventIndex } from "./model.ts";
import { TextTable } from "./text-table.ts";

/** The session's connections, by ID and by document. */
export class Connections implements SharedByConnections {
  readonly all: ConnectionRecord[] = [];
  readonly #byId = new Map<ConnectionId, ConnectionRecord>();
  readonly #byDocument = new Map<DocumentId | null, ConnectionRecord[]>();
  readonly channelIds = new TextTable();
  /** The exchanges of all connections. */
  readonly exchanges: ExchangeTable;
  readonly #joined = new JoinedTimes();
  /** By document: when its connections were joined. */
  readonly #joinedByDocument = new Map<DocumentId | null, JoinedTimes>();
  readonly #lost: LostFrames;
  #latest: ConnectionRecord | null = null;

  /** `timeOf` is the time of an event of the session's log. */
  constructor(lost: LostFrames, timeOf: (event: EventIndex) => EpochMilliseconds) {
    this.exchanges = new ExchangeTable(this.all, this.channelIds, timeOf);
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
      this.#countJoined(known, -1);
      known.fillIn(creation);
      this.#countJoined(known, 1);
      const ofNone = this.#of(null);
      ofNone.splice(ofNone.indexOf(known), 1);
      this.#of(known.document).push(known);
    }
    return known ?? this.#add(event.connection, creation);
  }

  ofDocument(document: DocumentId | null): readonly ConnectionRecord[] {
    return this.#byDocument.get(document) ?? [];
  }

  /** Whether a connection of the document was joined at a time; of any document where the call's is not known. O(log n). */
  wasJoined(document: DocumentId | null, time: EpochMilliseconds): boolean {
    if (document === null) return this.#joined.anyAt(time);
    return [document, null].some((owner) => this.#joinedByDocument.get(owner)?.anyAt(time) === true);
  }

  joinedChanged(connection: ConnectionRecord, by: 1 | -1, time: EpochMilliseconds): void {
    this.#joined.change(time, by);
    this.#joinedIn(connection.document).change(time, by);
  }

  #add(id: ConnectionId, creation: Creation): ConnectionRecord {
    const connection = new ConnectionRecord(id, this.all.length, creation, this);
    this.all.push(connection);
    this.#byId.set(id, connection);
    this.#of(creation.document).push(connection);
    if (creation.assumed) this.#lost.beginning(connection, creation.time);
    return connection;
  }

  /** Counts a connection's past in its document's: `sign` 1 puts it in, -1 takes it out. */
  #countJoined({ channel, document }: ConnectionRecord, sign: 1 | -1): void {
    const times = this.#joinedIn(document);
    for (const { state, from, to } of channel) {
      if (state !== "joined") continue;
      times.change(from, sign);
      if (to !== null) times.change(to, -sign);
    }
  }

  #joinedIn(document: DocumentId | null): JoinedTimes {
    const present = this.#joinedByDocument.get(document);
    if (present !== undefined) return present;
    const made = new JoinedTimes();
    this.#joinedByDocument.set(document, made);
    return made;
  }

  #of(document: DocumentId | null): ConnectionRecord[] {
    const present = this.#byDocument.get(document) ?? [];
    this.#byDocument.set(document, present);
    return present;
  }
}
