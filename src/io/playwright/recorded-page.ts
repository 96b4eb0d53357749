/**
 * The parts of Playwright's objects that are used, by shape: so a page of `playwright`, `playwright-core` and
 * `@playwright/test` fits, and none of them is needed to read these types. A test holds them to the real ones.
 */

export interface RecordedSocket {
  url(): string;
  on(
    event: "framesent" | "framereceived",
    listener: (frame: { payload: string | Uint8Array }) => void,
  ): unknown;
  on(event: "socketerror", listener: (error: string) => void): unknown;
  on(event: "close", listener: () => void): unknown;
}

export interface RecordedFrame {
  url(): string;
}

export interface RecordedResponse {
  status(): number;
  allHeaders(): Promise<Record<string, string>>;
  text(): Promise<string>;
}

export interface RecordedRequest {
  url(): string;
  method(): string;
  headers(): Record<string, string>;
  allHeaders(): Promise<Record<string, string>>;
  postData(): string | null;
  isNavigationRequest(): boolean;
  frame(): RecordedFrame;
  response(): Promise<RecordedResponse | null>;
}

export interface RecordedPage {
  url(): string;
  mainFrame(): RecordedFrame;
  addInitScript(script: { content: string }): Promise<unknown>;
  exposeBinding(name: string, callback: (source: unknown, message: unknown) => void): Promise<unknown>;
  on(event: "websocket", listener: (socket: RecordedSocket) => void): unknown;
  on(
    event: "request" | "requestfinished" | "requestfailed",
    listener: (request: RecordedRequest) => void,
  ): unknown;
  on(event: "framenavigated", listener: (frame: RecordedFrame) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  off(event: "websocket", listener: (socket: RecordedSocket) => void): unknown;
  off(
    event: "request" | "requestfinished" | "requestfailed",
    listener: (request: RecordedRequest) => void,
  ): unknown;
  off(event: "framenavigated", listener: (frame: RecordedFrame) => void): unknown;
  off(event: "close", listener: () => void): unknown;
}
