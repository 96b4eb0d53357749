/** Words that captures are made of and that verdicts rest on: actions, types, states, JSON keys, headers, parts of paths. */
const words: ReadonlySet<string> = new Set(
  [
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
    "device approve-device reject-device remove storage register policy activate deactivate utility",
    "channels channels.join channels.leave group_channels user_ids user_id roomId roomName x-auth-token x-user-id api-token",
    "session-key sendbird channelUsers success errorType errors admin_removed left_by_own_choice token tokens secret cookie",
  ]
    .join(" ")
    .toLowerCase()
    .split(" "),
);

/** Whether a secret is such a word, in any case: a password `password`, a placeholder `authorizationToken`. */
export function isWordOfTheProtocols(secret: string): boolean {
  return words.has(secret.toLowerCase());
}
