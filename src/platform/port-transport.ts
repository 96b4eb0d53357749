import type { Runtime } from "webextension-polyfill";
import type { Transport } from "./transport.ts";

/** A runtime port as a {@link Transport}. */
export function portTransport(port: Runtime.Port): Transport {
  let open = true;
  port.onDisconnect.addListener(() => {
    open = false;
  });
  return {
    postMessage(message) {
      // A port throws once its other end is gone, which it may be before onDisconnect says so.
      if (!open) return;
      try {
        port.postMessage(message);
      } catch {
        open = false;
      }
    },
    addListener(listener) {
      const heard = (message: unknown): void => listener(message);
      port.onMessage.addListener(heard);
      return () => port.onMessage.removeListener(heard);
    },
    onClosed(listener) {
      port.onDisconnect.addListener(listener);
      return () => port.onDisconnect.removeListener(listener);
    },
    close() {
      open = false;
      port.disconnect();
    },
  };
}
