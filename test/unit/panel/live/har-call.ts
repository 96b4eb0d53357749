import type { CallBody, FinishedCall } from "../../../../src/platform/devtools-network.ts";

export interface CallParts {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly postText?: string;
  readonly status?: number;
  readonly startedDateTime?: string;
  readonly size?: number;
  readonly body?: () => Promise<CallBody | null>;
}

/** A finished call as the browsers' network logs give it: by default a Rocket.Chat leave that succeeded. */
export function finishedCall(parts: CallParts = {}): FinishedCall {
  const { headers = { "X-Auth-Token": "t", "X-User-Id": "ada", Referer: "https://app.example/" } } = parts;
  return {
    entry: {
      startedDateTime: parts.startedDateTime ?? "2026-11-20T10:00:00.250Z",
      time: 12.5,
      request: {
        method: parts.method ?? "POST",
        url: parts.url ?? "https://chat.example/api/v1/channels.leave",
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        queryString: [],
        postData: { mimeType: "application/json", text: parts.postText ?? '{"roomId":"R"}' },
      },
      response: {
        status: parts.status ?? 200,
        headers: [{ name: "Content-Type", value: "application/json" }],
        content: { size: parts.size ?? 16, mimeType: "application/json" },
      },
    },
    body: parts.body ?? (() => Promise.resolve({ text: '{"success":true}', base64: false })),
  };
}
