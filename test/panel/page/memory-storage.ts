import type { SettingsStorage } from "../../../panel/settings/panel-settings.ts";

/** Keeps settings for as long as the page lives. */
export function memoryStorage(initial: unknown = null): SettingsStorage {
  let kept = initial;
  return {
    load: async () => kept,
    save: async (settings) => {
      kept = settings;
    },
  };
}
