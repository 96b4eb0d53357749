import type { WebSocket } from "ws";

/** The other half of each conversation in pages/clients.ts, by path: as much of each protocol as it needs. */
export const clientServers: Readonly<Record<string, (socket: WebSocket, url: URL) => void>> = {
  "/break-once": breakOnce,
  "/graphql": speakGraphql,
  "/socket.io/": speakSocketIo,
  "/mqtt": speakMqtt,
  "/phoenix/websocket": speakPhoenix,
  "/stomp": speakStomp,
};

const broken = new Set<string>();

function breakOnce(socket: WebSocket, url: URL): void {
  socket.on("message", (data) => {
    socket.send(data, { binary: false });
    if (broken.has(url.search)) socket.send("again");
    else {
      broken.add(url.search);
      setTimeout(() => socket.terminate(), 20);
    }
  });
}

function speakGraphql(socket: WebSocket): void {
  socket.on("message", (data: Buffer) => {
    const { type, id }: { type: string; id?: string } = JSON.parse(data.toString());
    if (type === "connection_init") socket.send('{"type":"connection_ack"}');
    if (type !== "subscribe") return;
    for (let count = 1; count <= 3; count++)
      socket.send(JSON.stringify({ id, type: "next", payload: { data: { count } } }));
    socket.send(JSON.stringify({ id, type: "complete" }));
  });
}

/** Engine.IO 4 and Socket.IO 5: `42[…]` is an event, `451-[…]` one with an attachment, which follows as bytes. */
function speakSocketIo(socket: WebSocket): void {
  socket.send('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}');
  let text: string | null = null;
  socket.on("message", (data: Buffer, binary) => {
    if (binary) {
      socket.send(`451-["echoed",${JSON.stringify(text)},{"_placeholder":true,"num":0}]`);
      socket.send(data);
      return;
    }
    const packet = data.toString();
    if (packet.startsWith("40")) socket.send('40{"sid":"t"}');
    if (packet.startsWith("451-")) text = JSON.parse(packet.slice(4))[1];
  });
}

/** MQTT 3.1.1: CONNACK, SUBACK, and a publication sent back to its publisher. */
function speakMqtt(socket: WebSocket): void {
  let rest = Buffer.alloc(0);
  socket.on("message", (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    // Every packet here is shorter than 128 bytes: its length is one byte.
    while (rest.length >= 2 && rest.length >= 2 + (rest[1] ?? 0)) {
      const packet = rest.subarray(0, 2 + (rest[1] ?? 0));
      rest = rest.subarray(packet.length);
      const type = (packet[0] ?? 0) >> 4;
      if (type === 1) socket.send(Buffer.from([0x20, 2, 0, 0]));
      else if (type === 8) socket.send(Buffer.from([0x90, 3, packet[2] ?? 0, packet[3] ?? 0, 0]));
      else if (type === 3) socket.send(packet);
    }
  });
}

function speakPhoenix(socket: WebSocket): void {
  socket.on("message", (data: Buffer) => {
    const [joinRef, ref, topic, event, payload]: readonly unknown[] = JSON.parse(data.toString());
    const reply = (response: unknown) =>
      socket.send(JSON.stringify([joinRef, ref, topic, "phx_reply", { status: "ok", response }]));
    if (event === "phx_join") reply({ joined: topic });
    if (event === "shout") {
      socket.send(JSON.stringify([null, null, topic, "pushed", payload]));
      reply(payload);
    }
  });
}

function speakStomp(socket: WebSocket): void {
  let subscription = "";
  socket.on("message", (data: Buffer) => {
    for (const frame of data.toString().split("\0")) {
      const [head = "", body = ""] = frame.replace(/^\n+/, "").split("\n\n");
      const [command, ...headers] = head.split("\n");
      const header = (name: string) =>
        headers.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
      if (command === "CONNECT") socket.send("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");
      if (command === "SUBSCRIBE") subscription = header("id") ?? "";
      if (command === "SEND")
        socket.send(
          `MESSAGE\nsubscription:${subscription}\nmessage-id:1\ndestination:${header("destination")}\n\n${body}\0`,
        );
      if (command === "DISCONNECT") socket.send(`RECEIPT\nreceipt-id:${header("receipt")}\n\n\0`);
    }
  });
}
