import { connectionId, documentId, epochMilliseconds } from "../../../src/contract/brands.ts";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";

/** Writes a conversation of pages and servers down as capture events, on a clock that only it moves. */
export class Conversation {
  readonly events: CaptureEvent[] = [];
  #now: number;
  #ids = 0;

  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Lets time pass, in milliseconds. */
  wait(duration: number): this {
    this.#now += duration;
    return this;
  }

  /** An ID in the form of those on the wire, the same in every run. */
  id(): string {
    const number = (++this.#ids * 2654435761) % 2 ** 32;
    const hex = number.toString(16).padStart(8, "0");
    return `0197${hex.slice(0, 4)}-${hex.slice(4)}-7c08-9a${hex.slice(0, 2)}-8f3a6f44${hex.slice(2, 6)}`;
  }

  page(document: string, url = "https://app.example/dashboard"): this {
    return this.add({
      type: "document",
      document: documentId(document),
      time: this.#time(),
      url,
      topFrame: true,
    });
  }

  connect(connection: string, document: string, url = "wss://proxy.privicore.example/socket"): this {
    const id = connectionId(connection);
    this.add({
      type: "connection-created",
      connection: id,
      document: documentId(document),
      time: this.#time(),
      url,
      protocols: [],
    });
    this.wait(18);
    return this.add({
      type: "connection-opened",
      connection: id,
      time: this.#time(),
      protocol: "",
      extensions: "",
    });
  }

  send(connection: string, message: unknown): this {
    return this.frame(connection, "sent", message);
  }

  receive(connection: string, message: unknown): this {
    return this.frame(connection, "received", message);
  }

  frame(connection: string, direction: "sent" | "received", message: unknown): this {
    const payload = typeof message === "string" ? message : JSON.stringify(message);
    const size = new TextEncoder().encode(payload).length;
    return this.add({
      type: "frame",
      connection: connectionId(connection),
      time: this.#time(),
      direction,
      opcode: "text",
      payload,
      size,
    });
  }

  binary(connection: string, direction: "sent" | "received", bytes: Uint8Array): this {
    const payload = btoa(String.fromCharCode(...bytes));
    return this.add({
      type: "frame",
      connection: connectionId(connection),
      time: this.#time(),
      direction,
      opcode: "binary",
      payload,
      size: bytes.length,
    });
  }

  join(connection: string, latency = 14, token = "T-4F2A90C6AA563C0BFD2420F1"): string {
    const correlationId = this.id();
    const channelId = this.id();
    this.send(connection, { action: "joinChannel", authorizationToken: token, correlationId });
    this.wait(latency);
    this.receive(connection, {
      correlationId,
      status: 200,
      data: { channelId, message: "Successfully joined profile channel." },
    });
    return channelId;
  }

  leave(connection: string, channelId: string, latency = 9): this {
    const correlationId = this.id();
    this.send(connection, {
      action: "leaveChannel",
      authorizationToken: "T-4F2A90C6AA563C0BFD2420F1",
      correlationId,
    });
    this.wait(latency);
    return this.receive(connection, {
      correlationId,
      status: 200,
      data: { channelId, message: "Successfully left profile channel." },
    });
  }

  call(
    document: string,
    path: string,
    answer: { status?: number; body?: string; headers?: Record<string, string>; duration?: number } = {},
  ): this {
    return this.add({
      type: "http",
      document: documentId(document),
      time: this.#time(),
      duration: answer.duration ?? 12.5,
      method: "POST",
      url: `https://api.privicore.example${path}`,
      status: answer.status ?? 202,
      requestHeaders: {
        "X-DPT-AUTHORIZATION": "T-4F2A90C6AA563C0BFD2420F1",
        "content-type": "application/json",
      },
      requestBody: '{"name":"Laptop"}',
      responseHeaders: { "content-type": "application/json", ...answer.headers },
      responseBody: answer.body ?? "",
    });
  }

  status(connection: string, id: string, status: number, body: string | null = null): this {
    return this.receive(connection, { data: { type: "X-DPT-CAB-ID", id, command_status: status, body } });
  }

  close(connection: string, code = 1000, wasClean = true): this {
    return this.add({
      type: "connection-closed",
      connection: connectionId(connection),
      time: this.#time(),
      code,
      reason: "",
      wasClean,
    });
  }

  gap(reason: string, frames: number, bytes: number, connection: string): this {
    return this.add({
      type: "gap",
      time: this.#time(),
      reason,
      frames,
      bytes,
      connection: connectionId(connection),
    });
  }

  add(event: CaptureEvent): this {
    this.events.push(event);
    return this;
  }

  #time() {
    return epochMilliseconds(this.#now);
  }
}
