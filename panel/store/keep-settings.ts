import { effect } from "@preact/signals";
import { type PanelSettings, readSettings, type SettingsStorage } from "../settings/panel-settings.ts";

/** The least time between two savings, in milliseconds: a column being dragged changes with every frame. */
const leastPause = 400;

/** The settings of the last visit. Where the browser cannot read them, as in a damaged profile, the panel opens all the same. */
export async function loadSettings(storage: SettingsStorage): Promise<PanelSettings> {
  const stored = await storage.load().catch((error: unknown) => {
    console.warn("Settings could not be read:", error);
    return null;
  });
  return readSettings(stored);
}

/**
 * Saves the settings whenever they change: the first change at once, since DevTools may be closed next without a word to their
 * panels, and what follows closely on it together.
 */
export function keepSettings(read: () => PanelSettings, storage: SettingsStorage, page: Window): () => void {
  let unsaved: PanelSettings | null = null;
  let timer = 0;
  let first = true;
  const save = () => {
    timer = 0;
    if (unsaved === null) return;
    const settings = unsaved;
    unsaved = null;
    timer = page.setTimeout(save, leastPause);
    storage.save(settings).catch((error: unknown) => console.warn("Settings could not be saved:", error));
  };
  const stop = effect(() => {
    const settings = read();
    if (first) {
      first = false;
      return;
    }
    unsaved = settings;
    if (timer === 0) save();
  });
  return () => {
    stop();
    page.clearTimeout(timer);
    save();
    page.clearTimeout(timer);
  };
}
