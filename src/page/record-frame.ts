import { blobPayload } from "./blob-payload.ts";
import { type Connection, type EventRing, payloadLimit } from "./event-ring.ts";
import {
  accepts,
  blobSize,
  bufferLength,
  bytesLength,
  bytesOf,
  copyBytes,
  isView,
  NativeDataView,
  NativeUint8Array,
} from "./primordials.ts";

const isBlob = (value: unknown): value is Blob => accepts(blobSize, value);

/**
 * Whether `send` takes `data` as bytes, or refuses it as shared ones; anything else it makes a string of. The length tells of buffers,
 * also of detached ones; that a view can be made, of shared ones.
 */
export const isBinary = (data: unknown): boolean =>
  isView(data) ||
  accepts(bufferLength, data) ||
  isBlob(data) ||
  accepts((buffer) => new NativeDataView(buffer as ArrayBuffer), data);

/** Records a frame, its bytes copied before the page can change them. `data` is as `send` takes or `message` brings it. */
export function recordFrame(
  ring: EventRing,
  connection: Connection,
  name: "sent" | "received",
  data: unknown,
  marks: number,
) {
  if (typeof data === "string") ring.text(connection, name, data, marks);
  else if (isBlob(data)) ring.binary(connection, name, blobPayload(data), blobSize(data), marks);
  else {
    // What is detached has no bytes, and none can be shown: the browser sends an empty frame.
    const bytes = accepts(bytesOf, data) ? bytesOf(data) : new NativeUint8Array();
    ring.binary(connection, name, copyBytes(bytes, payloadLimit), bytesLength(bytes), marks);
  }
}
