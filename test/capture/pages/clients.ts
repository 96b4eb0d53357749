/**
 * Real clients from npm, each through a short conversation with the server beside it (client-servers.ts). What each saw is the
 * outcome: it must not depend on the extension.
 */
import { Client as StompClient } from "@stomp/stompjs";
import { createClient as createGraphqlClient } from "graphql-ws";
import mqtt from "mqtt";
import { Socket as PhoenixSocket } from "phoenix";
import ReconnectingWebSocket from "reconnecting-websocket";
import { take, toArray } from "rxjs";
import { webSocket } from "rxjs/webSocket";
import { io } from "socket.io-client";

type Conversation = (origin: string) => Promise<unknown>;

const until = <T>(start: (done: (value: T) => void, fail: (reason: unknown) => void) => void): Promise<T> =>
  new Promise(start);

export const conversations: Readonly<Record<string, Conversation>> = {
  "reconnecting-websocket": (origin) =>
    until((done) => {
      const log: string[] = [];
      // The server breaks the first connection off after its first answer.
      const socket = new ReconnectingWebSocket(
        `${origin}/break-once?${crypto.getRandomValues(new Uint32Array(2)).join()}`,
        [],
        {
          minReconnectionDelay: 20,
          maxReconnectionDelay: 50,
        },
      );
      socket.addEventListener("open", () => socket.send("hello"));
      socket.addEventListener("message", ({ data }) => {
        log.push(`message ${data}`);
        if (log.length < 3) return;
        socket.close();
        done([log, socket.retryCount >= 0]);
      });
      socket.addEventListener("close", () => {
        if (log.length < 3) log.push("close");
      });
    }),

  "graphql-ws": async (origin) => {
    const client = createGraphqlClient({ url: `${origin}/graphql`, retryAttempts: 0 });
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: "subscription { count }" })) results.push(result);
    await client.dispose();
    return results;
  },

  "socket.io-client": (origin) =>
    until((done) => {
      const socket = io(origin.replace("ws:", "http:"), { transports: ["websocket"], reconnection: false });
      const log: unknown[] = [];
      socket.on("connect", () => socket.emit("echo", "text", new Uint8Array([1, 2, 3])));
      socket.on("echoed", (text: string, bytes: ArrayBuffer) => {
        log.push(text, Array.from(new Uint8Array(bytes)));
        socket.disconnect();
      });
      socket.on("disconnect", (reason) => {
        log.push(reason);
        done(log);
      });
    }),

  "rxjs webSocket": (origin) =>
    until((done, fail) => {
      const subject = webSocket<{ readonly n: number }>({ url: `${origin}/echo` });
      subject.pipe(take(3), toArray()).subscribe({ next: done, error: fail });
      for (let n = 0; n < 3; n++) subject.next({ n });
    }),

  mqtt: (origin) =>
    until((done, fail) => {
      const client = mqtt.connect(`${origin}/mqtt`, { reconnectPeriod: 0, clientId: "inspected" });
      const log: unknown[] = [];
      client.on("error", fail);
      client.on("connect", () => {
        client.subscribe("topic", () => client.publish("topic", "payload é"));
      });
      client.on("message", (topic, payload) => {
        log.push(topic, payload.toString());
        client.end(false, {}, () => done(log));
      });
    }),

  phoenix: (origin) =>
    until((done) => {
      const socket = new PhoenixSocket(`${origin}/phoenix`);
      socket.connect();
      const channel = socket.channel("room:lobby", { token: "t" });
      const log: unknown[] = [];
      channel.on("pushed", (payload: unknown) => {
        log.push(payload);
      });
      channel.join().receive("ok", (reply: unknown) => {
        log.push(reply);
        channel.push("shout", { text: "é" }).receive("ok", (answer: unknown) => {
          log.push(answer);
          socket.disconnect(() => done(log));
        });
      });
    }),

  "@stomp/stompjs": (origin) =>
    until((done, fail) => {
      const client = new StompClient({ brokerURL: `${origin}/stomp`, reconnectDelay: 0 });
      client.onStompError = fail;
      client.onConnect = () => {
        client.subscribe("/topic/a", async ({ body, headers }) => {
          await client.deactivate();
          done([body, headers["destination"]]);
        });
        client.publish({ destination: "/topic/a", body: "stomped é" });
      };
      client.activate();
    }),
};

declare global {
  interface Window {
    converse(origin: string): Promise<Readonly<Record<string, string>>>;
  }
}

window.converse = async (origin) => {
  const outcomes: Record<string, string> = {};
  for (const [name, conversation] of Object.entries(conversations)) {
    const timeout = new Promise((resolve) => setTimeout(() => resolve("no end in 10 s"), 10_000));
    const outcome = Promise.race([conversation(origin), timeout]).catch(
      (error: unknown) => `failed: ${error}`,
    );
    outcomes[name] = JSON.stringify(await outcome);
  }
  return outcomes;
};
