import { extensionApi } from "./extension-api.ts";

/** Reads a value that {@link storeLocally} kept; undefined where there is none. */
export async function readLocally(key: string): Promise<unknown> {
  const kept = await extensionApi().storage.local.get(key);
  return kept[key];
}

/** Keeps a JSON value in the extension's own storage on this machine. */
export async function storeLocally(key: string, value: unknown): Promise<void> {
  await extensionApi().storage.local.set({ [key]: value });
}
