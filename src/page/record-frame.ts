import { blobPayload } from "./blob-payload.ts";
import { type Connection, type EventRing, payloadLimit } from "./event-ring.ts";
import {
  accepts,
  blobSize,
  bufferLength,
  bytesOfView,
  isView,
  lengthOfView,
  min,
  NativeUint8Array,
} from "./primordials.ts";

type Bytes = Uint8Array<ArrayBuffer>;

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
  else if (isView(data))
    // A typed array made of another one copies it, without asking for Symbol.species.
    ring.binary(
      connection,
      name,
      new NativeUint8Array(bytesOfView(data, payloadLimit)),
      lengthOfView(data),
      marks,
    );
  else if (isBuffer(data)) {
    const size = bufferLength(data);
    const shown: Bytes = new NativeUint8Array(data, 0, min(size, payloadLimit));
    ring.binary(connection, name, new NativeUint8Array(shown), size, marks);
  } else if (isBlob(data)) ring.binary(connection, name, blobPayload(data), blobSize(data), marks);
}
