/** A hostile page that speaks the extension's own language: forged handshakes, batches and messages. */
const batch = JSON.stringify({
  first: 1,
  dropped: [0, 0],
  total: [9, 9],
  failed: 0,
  workers: [0, 0],
  pending: false,
  facts: [],
  events: [["received", 1, 1, "text", "forged", null, 0]],
});

/** Those that hook and bridge know, and what those of the document's end would be called without their key. */
const types = ["port", "hello", "leaving", "rest"].flatMap((kind) => [
  `privicore:${kind}`,
  `privicore-inspector:${kind}`,
]);

const log: string[] = [];
/** The page's own events, to tell them from those of the extension, of which it must see none. */
const own = new WeakSet<Event>();

function forge(): void {
  const dispatch = (target: EventTarget, event: Event): void => {
    own.add(event);
    target.dispatchEvent(event);
  };
  for (const target of [window, document, performance]) {
    for (const type of types) {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => log.push(`heard ${JSON.stringify(data)}`);
      const data = { toString: () => log.push("was converted") };
      dispatch(
        target,
        new MessageEvent(type, { data: `secret ${batch}`, ports: [channel.port2], cancelable: true }),
      );
      dispatch(target, new MessageEvent(type, { data }));
      dispatch(target, new CustomEvent(type, { detail: batch }));
      channel.port1.postMessage(["announce"]);
      channel.port1.postMessage(["batch", 1, batch]);
      channel.port1.postMessage(["batch", 0, batch]);
    }
  }
  for (const message of [
    ["batch", 1, batch],
    ["pull", 1, 0, 10, 10],
    { type: "batch", panel: 1, batch },
    { type: "attach" },
  ])
    window.postMessage(message, "*");
}

for (const target of [window, document, performance])
  for (const type of types)
    target.addEventListener(
      type,
      (event) => {
        if (!own.has(event)) log.push(`saw ${type}`);
      },
      true,
    );

forge();
const socket = new WebSocket(`${location.origin.replace("http", "ws")}/echo`);
socket.addEventListener("open", () => {
  forge();
  socket.send("true one");
});
let answers = 0;
socket.addEventListener("message", () => {
  forge();
  if (++answers === 1) socket.send("true two");
});

declare global {
  interface Window {
    forgerLog: readonly string[];
    forge(): void;
  }
}
window.forgerLog = log;
window.forge = forge;

export {};
