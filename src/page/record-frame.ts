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
  NativeUint8Array,
} from "./primordials.ts";

const isBuffer = (value: unknown): value is ArrayBuffer => accepts(bufferLength, value);
const isBlob = (value: unknown): value is Blob => accepts(blobSize, value);

/** Whether `send` takes `data` as bytes; anything else it makes a string of. */
export const isBinary = (data: unknown): boolean => isView(data) || isBuffer(data) || isBlob(data);

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
