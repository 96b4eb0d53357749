import { EventEmitter } from "node:events";
import type {
  RecordedFrame,
  RecordedPage,
  RecordedRequest,
  RecordedResponse,
  RecordedSocket,
} from "../../../../src/io/playwright/recorded-page.ts";

/** A socket that a test lets Playwright tell of. */
export class FakeSocket extends EventEmitter implements RecordedSocket {
  private readonly address: string;

  constructor(address: string) {
    super();
    this.address = address;
  }

  url(): string {
    return this.address;
  }

  sent(message: object): void {
    this.emit("framesent", { payload: JSON.stringify(message) });
  }

  received(message: object): void {
    this.emit("framereceived", { payload: JSON.stringify(message) });
  }

  /** Joins, and is answered. */
  join(): void {
    this.sent({
      action: "joinChannel",
      authorizationToken: "T-ABCDEF0123456789ABCDEF01",
      correlationId: "j1",
    });
    this.received({ correlationId: "j1", status: 200, data: { channelId: "ch1", message: "ok" } });
  }
}

/** What a test says of a request, where the default does not do. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body?: () => Promise<string>;
  readonly navigation?: boolean;
  readonly requestHeaders?: () => Promise<Record<string, string>>;
}

/**
 * A page as Playwright tells of it, in an order that a test chooses: a real one brings the same events in an order of its own.
 * test/companion holds the recorders to a real page.
 */
export class FakePage extends EventEmitter implements RecordedPage {
  private address = "about:blank";
  private told: (word: unknown) => void = () => {};
  private readonly frame: RecordedFrame = { url: () => this.address };

  url(): string {
    return this.address;
  }

  mainFrame(): RecordedFrame {
    return this.frame;
  }

  async addInitScript(): Promise<void> {}

  async exposeBinding(_name: string, callback: (source: unknown, message: unknown) => void): Promise<void> {
    this.told = (word) => callback({}, word);
  }

  /** What the script in the page says. */
  say(word: { readonly event: string; readonly url: string; readonly [field: string]: unknown }): void {
    this.told(word);
  }

  /** Loads a document. */
  load(address: string): void {
    const request = this.request("GET", address, { navigation: true });
    this.emit("request", request);
    this.arrive(address);
    this.emit("requestfinished", request);
  }

  /** Playwright tells of a loaded document and of a new address inside one alike. */
  arrive(address: string): void {
    this.address = address;
    this.emit("framenavigated", this.frame);
  }

  socket(address: string): FakeSocket {
    const socket = new FakeSocket(address);
    this.emit("websocket", socket);
    return socket;
  }

  /** A call that starts a command, from its request to its end. */
  startCommand(answer: FakeAnswer = {}): void {
    const request = this.request("POST", "https://api.example/device/approve-device", {
      status: 202,
      body: async () => '"cmd-1"',
      ...answer,
    });
    this.emit("request", request);
    this.emit("requestfinished", request);
  }

  request(method: string, address: string, answer: FakeAnswer = {}): RecordedRequest {
    const headers = { "x-dpt-authorization": "T-ABCDEF0123456789ABCDEF01" };
    const { status, body = async () => "" } = answer;
    const response: RecordedResponse | null =
      status === undefined ? null : { status: () => status, allHeaders: async () => ({}), text: body };
    return {
      url: () => address,
      method: () => method,
      headers: () => headers,
      allHeaders: answer.requestHeaders ?? (async () => headers),
      postData: () => null,
      isNavigationRequest: () => answer.navigation ?? false,
      frame: () => this.frame,
      response: async () => response,
    };
  }
}
