/** Words that captures are made of and that verdicts rest on: actions, types, states, JSON keys, headers, parts of paths. */
const words = [
  // Frames
  "action joinChannel leaveChannel authorizationToken correlationId channelId status message error data type body",
  "X-DPT-CAB-ID X-DPT-CAB-REQUEST-ID X-DPT-AUTHORIZATION STREAM-READY command_status output_type data_context requestId",
  "streamUrl commandId expiresAt authorization method params result connect connected",
  // Capture events
  "document connection connection-created connection-opened connection-error connection-closed frame direction sent",
  "received opcode binary payload truncated reason wasClean duration protocol protocols extensions requestHeaders",
  "requestBody responseHeaders responseBody frames buffer-full",
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

/**
 * Whether a secret is such a word or a part of one, in any case: a password `password` or `command`, a placeholder
 * `authorizationToken`.
 */
export function isWordOfTheProtocols(secret: string): boolean {
  return words.includes(secret.toLowerCase());
}
