import type { HttpCall } from "../../../src/protocol/meaning.ts";

/** An HTTP call with what a test does not care about filled in: a GET that was answered 200 with nothing. */
export function httpCall(given: Partial<HttpCall> & Pick<HttpCall, "url">): HttpCall {
  return {
    method: "GET",
    status: 200,
    requestHeaders: {},
    requestBody: null,
    responseHeaders: {},
    responseBody: null,
    ...given,
  };
}
