import { extensionApi } from "./extension-api.ts";
import { portTransport } from "./port-transport.ts";
import type { Transport } from "./transport.ts";

/** Opens a port to the background. */
export const connectToBackground = (name: string): Transport =>
  portTransport(extensionApi().runtime.connect({ name }));
