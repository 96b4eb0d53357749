import type { ApiCallMeaning, HttpCall, HttpCallStart, JsonObject } from "../meaning.ts";

/** A new profile has no token and so no channel; without a public key it gets none (PROTOCOL.md 2). */
const registrationEndpoint = "/profile/register-profile";
const publicKeyEndpoint = "/public-key/register-public-key";

/** Endpoints that answer 202 with a command ID, whose outcome arrives on the socket (PROTOCOL.md 2). */
const commandEndpoints = [
  registrationEndpoint,
  "/profile/change-password",
  "/profile/oauth-application-register",
  publicKeyEndpoint,
  "/data-token/reserve-token-space",
  "/data-token/exchange-data-for-token",
  "/data-token/update-data-token",
  "/data-token/delete-data",
  "/data-token/configure-information-security-risk-meta",
  "/device/request-unique-identifier",
  "/device/approve-device",
  "/device/reject-device",
  "/device/configure-meta",
  "/device/remove",
  "/storage/register",
  "/storage/remove",
  "/verified-authenticator/register",
  "/verified-authenticator/voting-configuration/register",
  "/policy/register",
  "/policy/activate",
  "/policy/deactivate",
];
const dataRequestEndpoint = "/data-token/request-data";
const authenticateEndpoint = "/profile/authenticate";
const tokenEndpoints = [
  "/profile/reauthorize-authorization-token",
  "/profile/revoke-authorization-token",
  "/profile/authorization-token/expiry",
];
/** The documents disagree on the polling call's path; the command ID follows it. */
const pollEndpoints = ["/utility/request-command-id-status", "/request-status"];

const purposes = new Map<string, ApiCallMeaning["purpose"]>([
  ...commandEndpoints.map((path) => [path, "command"] as const),
  [dataRequestEndpoint, "data-request"],
  [authenticateEndpoint, "authentication"],
  ...tokenEndpoints.map((path) => [path, "token"] as const),
]);
const endpointsByLength = [...purposes.keys()].sort((a, b) => b.length - a.length);

/** Whether a call can be Privicore's, by what is known before its answer: a header of its own, or a documented path. */
export function wantsPrivicoreCall(call: HttpCallStart): boolean {
  if (Object.keys(call.requestHeaders).some(isPrivicoreHeader)) return true;
  const path = pathOf(call.url);
  return pollIn(path) !== null || endpointsByLength.some((endpoint) => endsWithPath(path, endpoint));
}

/**
 * Reads a call of Privicore's HTTP API: recognised by an `X-DPT-*` header or by a documented path at the end of the URL's
 * path, on any host. Null where it is neither, and for a CORS preflight, which carries neither token nor answer.
 */
export function readPrivicoreCall(call: HttpCall): ApiCallMeaning | null {
  if (call.method.toUpperCase() === "OPTIONS") return null;
  const path = pathOf(call.url);
  const poll = pollIn(path);
  const endpoint = poll?.endpoint ?? endpointsByLength.find((candidate) => endsWithPath(path, candidate));
  if (endpoint === undefined && !hasPrivicoreHeader(call)) return null;

  const accepted = call.status === 202;
  const headerRequestId = nonEmpty(call.responseHeaders["x-dpt-cab-request-id"]);
  const headerCommandId = nonEmpty(call.responseHeaders["x-dpt-cab-id"]);
  const body = parseJson(call.responseBody);
  const purpose =
    poll !== null
      ? "status-poll"
      : ((endpoint === undefined ? undefined : purposes.get(endpoint)) ??
        purposeOfUndocumented(accepted, body));
  const isDataRequest = headerRequestId !== null || purpose === "data-request";
  const bodyId = accepted && poll === null ? commandIdIn(body) : null;
  const token = nonEmpty(call.requestHeaders["x-dpt-authorization"]);
  return {
    kind: "api-call",
    system: "privicore",
    purpose,
    endpoint: endpoint ?? path,
    beforeChannel: token === null && (endpoint === registrationEndpoint || endpoint === publicKeyEndpoint),
    // A data request's outcome arrives under its request ID; the command ID beside it gets no message of its own.
    commandId:
      poll !== null ? poll.commandId : !accepted || isDataRequest ? null : (bodyId ?? headerCommandId),
    requestId: accepted && isDataRequest ? (headerRequestId ?? bodyId) : null,
    idBesideRequest: accepted && isDataRequest ? headerCommandId : null,
    polledStatus: poll !== null && call.status >= 200 && call.status < 300 ? polledStatusIn(body) : null,
    token,
    ...issuedBy(purpose, call, body),
    problems: [],
  };
}

function purposeOfUndocumented(accepted: boolean, body: unknown): ApiCallMeaning["purpose"] {
  return accepted && commandIdIn(body) !== null ? "command" : "other";
}

function issuedBy(
  purpose: ApiCallMeaning["purpose"],
  call: HttpCall,
  body: unknown,
): Pick<ApiCallMeaning, "issuedToken" | "expiresAt"> {
  const answered = call.status >= 200 && call.status < 300 && isObject(body);
  if (!answered || (purpose !== "authentication" && purpose !== "token"))
    return { issuedToken: null, expiresAt: null };
  const expires = body["expiresAt"];
  const expiresAt = typeof expires === "string" ? Date.parse(expires) : Number.NaN;
  return {
    issuedToken: typeof body["authorizationToken"] === "string" ? body["authorizationToken"] : null,
    expiresAt: Number.isNaN(expiresAt) ? null : expiresAt,
  };
}

/** The command ID's three shapes: a bare JSON string, a one-element array, `{"commandId":"…"}` (PROTOCOL.md 2). */
function commandIdIn(body: unknown): string | null {
  const value =
    Array.isArray(body) && body.length === 1 ? body[0] : isObject(body) ? body["commandId"] : body;
  return typeof value === "string" && value !== "" ? value : null;
}

/**
 * A poll answers with a word, bare or in a one-element array (the guide's own recordings), or with the channel's numbers;
 * its body is in no document in full, so read all of them.
 */
const polledWords = new Map<unknown, ApiCallMeaning["polledStatus"]>([
  [1, "pending"],
  ["1", "pending"],
  ["pending", "pending"],
  ["started", "pending"],
  [2, "success"],
  ["2", "success"],
  ["success", "success"],
  ["succeeded", "success"],
  [3, "failed"],
  ["3", "failed"],
  ["failed", "failed"],
  ["rejected", "failed"],
]);

function polledStatusIn(body: unknown): ApiCallMeaning["polledStatus"] {
  const said = Array.isArray(body) && body.length === 1 ? body[0] : body;
  const value = isObject(said) ? (said["command_status"] ?? said["commandStatus"] ?? said["status"]) : said;
  return polledWords.get(typeof value === "string" ? value.toLowerCase() : value) ?? null;
}

function pollIn(path: string): { endpoint: string; commandId: string | null } | null {
  for (const endpoint of pollEndpoints) {
    const at = path.lastIndexOf(`${endpoint}/`);
    const rest = at === -1 ? "" : path.slice(at + endpoint.length + 1);
    if (rest !== "" && !rest.includes("/")) return { endpoint, commandId: decodePart(rest) };
  }
  return null;
}

const endsWithPath = (path: string, endpoint: string): boolean =>
  path.endsWith(endpoint) || path.endsWith(`${endpoint}/`);

const hasPrivicoreHeader = (call: HttpCall): boolean =>
  Object.keys(call.requestHeaders).some(isPrivicoreHeader) ||
  Object.keys(call.responseHeaders).some(isPrivicoreHeader);

const isPrivicoreHeader = (name: string): boolean => name.startsWith("x-dpt-");

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    // Not a whole URL, as a hand-made capture may have: what stands before the query is the path.
    return url.replace(/[?#].*$/s, "");
  }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    // An error page, plain text, or a bare ID without quotes: none of the documented shapes.
    return null;
  }
}

const nonEmpty = (value: string | undefined): string | null =>
  value === undefined || value.trim() === "" ? null : value.trim();

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
