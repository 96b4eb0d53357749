/** The documentation that the rules rest on; PROTOCOL.md says what is read of it. */
const site = "https://docs.privicore.com";
const guide = "https://github.com/boffe/privicore-docs/blob/main/content/guides";

export const websocketPage = `${site}/websocket-integration-1899077m0`;
export const connectionPage = `${site}/establishing-connection-1899089m0`;
export const joinPage = `${site}/join-channel-1899090m0`;
export const leavePage = `${site}/leave-channel-1899091m0`;
export const commandStatusPage = `${site}/command-status-messages-1899092m0`;
export const dataDownloadPage = `${site}/data-download-messages-1899093m0`;
export const tokenPage = `${site}/profile-model-and-authentication-workflow-933186m0`;
export const acknowledgementsGuide = `${guide}/protocol-overview.md#the-async-command-model`;
export const reconnectionGuide = `${guide}/websocket-integration.md#reconnection`;
