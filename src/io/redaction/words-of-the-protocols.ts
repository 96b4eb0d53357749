/** Words that captures are made of and that verdicts rest on: actions, types, states, JSON keys, headers, parts of paths. */
const words = [
  // Frames
  "action joinChannel leaveChannel authorizationToken correlationId channelId status message error data type body",
  "X-DPT-CAB-ID X-DPT-CAB-REQUEST-ID X-DPT-AUTHORIZATION STREAM-READY command_status output_type data_context requestId",
  "streamUrl commandId expiresAt authorization method params result connect connected",
  // Capture events
  "document connection connection-created connection-opened connection-error connection-closed frame direction sent",
  "received opcode binary payload truncated reason wasClean duration protocol protocols extensions requestHeaders",
  "requestBody responseHeaders responseBody frames buffer-full document-ended topFrame worker injected bodyNote",
  "sockets-not-recorded network-log-cleared unrecognised",
  // Hosts
  "localhost",
  // Calls
  "profile password register-profile change-password authenticate public-key register-public-key data-token request-data",
  "reserve-token-space exchange-data-for-token update-data-token delete-data configure-meta verified-authenticator",
  "configure-information-security-risk-meta request-unique-identifier voting-configuration oauth-application-register",
  "reauthorize-authorization-token revoke-authorization-token expiry request-command-id-status request-status",
  "device approve-device reject-device remove storage register policy activate deactivate utility",
  "channels channels.join channels.leave group_channels user_ids user_id roomId roomName x-auth-token x-user-id api-token",
  "session-key sendbird channelUsers success errorType errors admin_removed left_by_own_choice token tokens secret cookie",
  "admin_deleted admin_deactivated channel_operator_removed channel_url member_count usernames",
  // Rocket.Chat's socket
  "joinRoom leaveRoom resume stream-room-messages stream-notify-room collection changed fields eventName",
]
  .join(" ")
  .toLowerCase();

const isWord = (text: string) => words.includes(text);
/** Shorter parts of a path need no look: no secret is searched for that is as short. */
const shortestWord = 6;

/** An address without its scheme, of which only a port and a path may follow the host: `localhost:8080`, `/profile/authenticate`. */
const address = /^([\w.-]*|\[[\da-f:]+\])(?::\d{1,5})?((?:\/[\w.-]*)*)$/;
const loopback = /^(?:(?:.*\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a text is an address that verdicts rest on, as stands where a service is called `auth`: this machine, to which a token may
 * go unencrypted, or a call by the words of its path.
 */
function isAddressOfTheProtocols(text: string): boolean {
  const [all, host = "", path = ""] = address.exec(text) ?? [];
  if (all === undefined) return false;
  const parts = path.split("/").filter(({ length }) => length >= shortestWord);
  return parts.every(isWord) && (parts.length > 0 || loopback.test(host));
}

/**
 * Whether a secret is such a word or a part of one, in any case – a password `password` or `command`, a placeholder
 * `authorizationToken` – or an address made of them.
 */
export function isWordOfTheProtocols(secret: string): boolean {
  const text = secret.toLowerCase();
  return isWord(text) || isAddressOfTheProtocols(text);
}
