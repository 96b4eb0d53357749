import { extensionApi } from "./extension-api.ts";

/** Whether DevTools' log holds the frames of sockets, those of workers too. Firefox's does not; only Firefox has this call. */
export const logShowsSockets = (): boolean => !("getBrowserInfo" in extensionApi().runtime);

/** Chromium's `devtools` calls know callbacks only, whatever the manifest's version. */
interface ChromiumNetwork {
  getHAR(callback: (log: { readonly entries?: readonly unknown[] } | undefined) => void): void;
}

/** The entries of DevTools' log so far, unparsed. Rejects where DevTools give no log. Only for where {@link logShowsSockets}. */
export function readNetworkLog(): Promise<readonly unknown[]> {
  const network = extensionApi().devtools.network as unknown as ChromiumNetwork;
  return new Promise((resolve, reject) =>
    network.getHAR((log) => {
      if (log?.entries === undefined) reject(new Error("Expected DevTools' network log, got none"));
      else resolve(log.entries);
    }),
  );
}
