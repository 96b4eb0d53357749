/**
 * A hostile page: everything that an observer might use later is replaced by something that counts and throws. It speaks only
 * through its socket, with what it saved before, because a driver could not run in it either. What it counts, it sends last.
 */
let touched = 0;
const touchedNames: Record<string, number> = Object.create(null);

// Saved before anything is poisoned.
const { defineProperty, ownKeys, getOwnPropertyDescriptor, apply, construct } = Reflect;
const { create, hasOwn } = Object;
const NativeWebSocket = WebSocket;
const send = WebSocket.prototype.send;
const listen = EventTarget.prototype.addEventListener;
const prototypeOf = Object.getPrototypeOf;
const readData = getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get as (this: Event) => unknown;
const NativeUint8Array = Uint8Array;
const NativeBlob = Blob;
const url = `${location.origin.replace("http", "ws")}/echo`;
const bytes = new NativeUint8Array([0, 1, 254, 255]);
const blob = new NativeBlob(["from a blob"]);

function poison(holder: object, name: PropertyKey, label: string): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (descriptor?.configurable === false && !(hasOwn(descriptor, "value") && descriptor.writable)) return;
  const report = (): never => {
    touched++;
    touchedNames[label] = (touchedNames[label] ?? 0) + 1;
    throw new Error(`poisoned ${label}`);
  };
  const asValue = descriptor !== undefined && hasOwn(descriptor, "value");
  if (asValue && typeof descriptor.value !== "function") return;
  // Without a prototype: the ones that are poisoned already must not be read here.
  const replacement: PropertyDescriptor = create(null);
  if (asValue || descriptor?.configurable === false) replacement.value = report;
  else {
    replacement.get = report;
    replacement.set = report;
  }
  if (descriptor?.configurable !== false) replacement.configurable = true;
  defineProperty(holder, name, replacement);
}

const holders: Readonly<Record<string, object>> = {
  Array: Array.prototype,
  String: String.prototype,
  Number: Number.prototype,
  Promise: Promise.prototype,
  WeakMap: WeakMap.prototype,
  Map: Map.prototype,
  Set: Set.prototype,
  WeakRef: WeakRef.prototype,
  RegExp: RegExp.prototype,
  Date: Date.prototype,
  ArrayBuffer: ArrayBuffer.prototype,
  TypedArray: prototypeOf(Uint8Array.prototype),
  Uint8Array: Uint8Array.prototype,
  DataView: DataView.prototype,
  TextEncoder: TextEncoder.prototype,
  TextDecoder: TextDecoder.prototype,
  Blob: Blob.prototype,
  FileReader: FileReader.prototype,
  Event: Event.prototype,
  EventTarget: EventTarget.prototype,
  MessageEvent: MessageEvent.prototype,
  CloseEvent: CloseEvent.prototype,
  MessagePort: MessagePort.prototype,
  MessageChannel: MessageChannel.prototype,
  Performance: Performance.prototype,
  WebSocket: WebSocket.prototype,
  Function: Function.prototype,
  Iterator: prototypeOf(prototypeOf([][Symbol.iterator]())),
  "Array iterator": prototypeOf([][Symbol.iterator]()),
  JSON,
  Math,
  Reflect,
  "static Object": Object,
  "static Array": Array,
  "static ArrayBuffer": ArrayBuffer,
  "static String": String,
  "static Date": Date,
  "static Promise": Promise,
  "static Uint8Array": Uint8Array,
};
const globals = [
  "MessageChannel",
  "MessageEvent",
  "FileReader",
  "Uint8Array",
  "TextEncoder",
  "TextDecoder",
  "WeakMap",
  "WeakRef",
  "Proxy",
  "Promise",
  "atob",
  "btoa",
  "postMessage",
  "dispatchEvent",
  "addEventListener",
  "setTimeout",
  "queueMicrotask",
  "structuredClone",
  "fetch",
];

// Constructors that the page itself still needs must stay reachable as `constructor`; everything else goes.
const list: { holder: object; key: PropertyKey; label: string }[] = [];
for (const [label, holder] of Object.entries(holders))
  for (const key of ownKeys(holder)) list.push({ holder, key, label: `${label}.${String(key)}` });
for (const name of globals) list.push({ holder: window, key: name, label: name });
// What a missing property of an object, a hole of an array or a proxy handler would fall through to.
for (const name of [
  "0",
  "1",
  "2",
  "get",
  "set",
  "has",
  "apply",
  "construct",
  "value",
  "writable",
  "next",
  "then",
  "toJSON",
  "data",
  "ports",
  "cancelable",
  "waiting",
  "kind",
  "state",
  "blob",
  "base64",
  "after",
  "token",
  "created",
  "opened",
  "signal",
  "once",
]) {
  list.push({ holder: Object.prototype, key: name, label: `Object.prototype ${name}` });
  if (/^\d$/.test(name)) list.push({ holder: Array.prototype, key: name, label: `Array.prototype ${name}` });
}
for (let i = 0; i < list.length; i++) {
  const entry = list[i];
  if (entry !== undefined) poison(entry.holder, entry.key, entry.label);
}
touched = 0;

const socket: WebSocket = new NativeWebSocket(url);
let answers = 0;
const on = (type: string, listener: (event: Event) => void): void => apply(listen, socket, [type, listener]);
const say = (data: unknown): void => apply(send, socket, [data]);
on("open", () => {
  say("first");
  say(bytes);
  say(blob);
  say("lone \ud800 surrogate");
  say({ toString: () => "converted" });
});
on("message", (event) => {
  apply(readData, event, []);
  answers++;
  // The fifth answer is the last of what was sent: the count goes out when everything has been recorded.
  if (answers === 5) say(`touched ${touched}`);
  if (answers === 6) {
    let names = "touched:";
    for (const name in touchedNames) names += ` ${name}`;
    say(names);
    const second: WebSocket = construct(NativeWebSocket, [url]);
    apply(listen, second, ["open", () => apply(send, second, [`again ${touched}`])]);
  }
});

export {};
