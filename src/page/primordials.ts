/**
 * What the hook uses of the page's world, saved before any script of the page has run. Afterwards the hook calls only
 * these: a page that changes `Array.prototype`, `JSON` or a getter changes nothing in here.
 *
 * Rules for all files in this folder, because the page can change every prototype: no methods on values (use these), no
 * array growth by index or `push` (a setter on `Array.prototype` would see it), no spread, `for…of` or array destructuring
 * (they run the page's iterator), no property read that may be missing (it would fall through to `Object.prototype`),
 * proxy handlers without a prototype, no promises (`then` looks up `constructor`).
 */
const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;

export { apply, construct, defineProperty, getOwnPropertyDescriptor };

type Method<This, Arguments extends readonly unknown[], Result> = (
  this: This,
  ...parameters: Arguments
) => Result;

/** Turns a method into a function that takes its `this` first, without looking anything up when it is called. */
const uncurryThis = Function.prototype.bind.bind(Function.prototype.call) as <
  This,
  Arguments extends readonly unknown[],
  Result,
>(
  method: Method<This, Arguments, Result>,
) => (self: This, ...parameters: Arguments) => Result;

/** The native getter of an accessor property, as a function of its object. Throws on a foreign object, as it would. */
const getter = <Result>(prototype: object, name: PropertyKey): ((self: unknown) => Result) =>
  uncurryThis(getOwnPropertyDescriptor(prototype, name)?.get as Method<unknown, [], Result>);

/** Whether `read`, of native getters, takes `value` and does not throw: the only test that a page cannot fool. */
export function accepts(read: (value: unknown) => unknown, value: unknown): boolean {
  try {
    read(value);
    return true;
  } catch {
    // A foreign object is the answer no, not a failure.
    return false;
  }
}

export const scope = window;
export const NativeWebSocket = WebSocket;
export const NativeProxy = Proxy;
export const NativeUint8Array = Uint8Array;
export const NativeDataView = DataView;
export const NativeWeakRef = WeakRef;
export const NativeBlob = Blob;
export const NativeFileReader = FileReader;
export const NativeMessageEvent = MessageEvent;

export const weakMapGet = uncurryThis(WeakMap.prototype.get);
export const weakMapSet = uncurryThis(WeakMap.prototype.set);
export const deref = uncurryThis(NativeWeakRef.prototype.deref) as <T extends WeakKey>(
  ref: WeakRef<T>,
) => T | undefined;

/** JSON of a string primitive: the one use of JSON that consults no prototype. */
export const quote: (text: string) => string = JSON.stringify;
export const substring = uncurryThis(String.prototype.substring);
export const charCodeAt = uncurryThis(String.prototype.charCodeAt);
export const lastIndexOf = uncurryThis(String.prototype.lastIndexOf);
export const toWellFormed = uncurryThis(String.prototype.toWellFormed);
export const { max, min } = Math;
const { round } = Math;
export const { isArray } = Array;

export const { isView } = ArrayBuffer;
const typedArrayPrototype: object = Object.getPrototypeOf(NativeUint8Array.prototype);
const typedArrayName = getter<string | undefined>(typedArrayPrototype, Symbol.toStringTag);
const typedArrayBuffer = getter<ArrayBuffer>(typedArrayPrototype, "buffer");
const typedArrayOffset = getter<number>(typedArrayPrototype, "byteOffset");
/** How many bytes a typed array shows. */
export const bytesLength = getter<number>(typedArrayPrototype, "byteLength");
const dataViewBuffer = getter<ArrayBuffer>(NativeDataView.prototype, "buffer");
const dataViewOffset = getter<number>(NativeDataView.prototype, "byteOffset");
const dataViewLength = getter<number>(NativeDataView.prototype, "byteLength");
export const bufferLength = getter<number>(ArrayBuffer.prototype, "byteLength");
export const blobSize = getter<number>(NativeBlob.prototype, "size");
export const blobSlice = uncurryThis(NativeBlob.prototype.slice);

/** The bytes of a view or a buffer, not copied. */
export function bytesOf(data: unknown): Uint8Array<ArrayBuffer> {
  if (!isView(data)) return new NativeUint8Array(data as ArrayBuffer);
  return typedArrayName(data) === undefined
    ? new NativeUint8Array(dataViewBuffer(data), dataViewOffset(data), dataViewLength(data))
    : new NativeUint8Array(typedArrayBuffer(data), typedArrayOffset(data), bytesLength(data));
}
/** A copy of at most `limit` bytes. A typed array made of another one copies it, without asking for Symbol.species. */
export const copyBytes = (bytes: Uint8Array<ArrayBuffer>, limit: number): Uint8Array<ArrayBuffer> =>
  new NativeUint8Array(
    new NativeUint8Array(typedArrayBuffer(bytes), typedArrayOffset(bytes), min(bytesLength(bytes), limit)),
  );

const encoder = new TextEncoder();
const encode = uncurryThis(TextEncoder.prototype.encodeInto);
export const encodeInto = (text: string, bytes: Uint8Array<ArrayBuffer>): number =>
  encode(encoder, text, bytes).written;
// Younger than the types: Chromium 140, Firefox 133.
const base64 = NativeUint8Array as unknown as {
  readonly fromBase64: (text: string) => Uint8Array<ArrayBuffer>;
  readonly prototype: { readonly toBase64: Method<Uint8Array, [], string> };
};
export const { fromBase64 } = base64;
export const toBase64 = uncurryThis(base64.prototype.toBase64);

const addEventListener = uncurryThis(EventTarget.prototype.addEventListener);
/** Capturing: at the target itself, capturing listeners come before all others, also before ones that were there first. */
export const addListener = (target: EventTarget, type: string, listener: (event: Event) => void): void =>
  addEventListener(target, type, listener, true);
export const removeListener = uncurryThis(EventTarget.prototype.removeEventListener);
export const dispatch = uncurryThis(EventTarget.prototype.dispatchEvent);
export const messageData = getter<unknown>(NativeMessageEvent.prototype, "data");
export const closeCode = getter<number>(CloseEvent.prototype, "code");
export const closeReason = getter<string>(CloseEvent.prototype, "reason");
export const closeWasClean = getter<boolean>(CloseEvent.prototype, "wasClean");

export const socketUrl = getter<string>(NativeWebSocket.prototype, "url");
export const socketProtocol = getter<string>(NativeWebSocket.prototype, "protocol");
export const socketExtensions = getter<string>(NativeWebSocket.prototype, "extensions");
export const socketState = getter<number>(NativeWebSocket.prototype, "readyState");
export const socketSend = uncurryThis(NativeWebSocket.prototype.send);

export const readAsDataUrl = uncurryThis(NativeFileReader.prototype.readAsDataURL);
export const readerResult = getter<unknown>(NativeFileReader.prototype, "result");

export const postToPort = uncurryThis(
  MessagePort.prototype.postMessage as Method<MessagePort, [message: unknown], void>,
);

/** Where hook and bridge meet, see the contract's MeetingEvents. */
export const meetingPlace = performance;
const sinceOrigin = uncurryThis(Performance.prototype.now);
const wallClock = Date.now;
let origin = meetingPlace.timeOrigin;

/**
 * Milliseconds since the epoch with a fraction, never running backwards. The page's monotonic clock stands still while
 * the machine sleeps, so it is set forward to the wall clock where that has gone ahead.
 */
export function now(): number {
  let time = origin + sinceOrigin(meetingPlace);
  const ahead = wallClock() - time;
  if (ahead > 1000) {
    origin += ahead;
    time += ahead;
  }
  return round(time * 1000) / 1000;
}
