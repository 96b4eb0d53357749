import type { SessionOptions } from "../../src/core/model.ts";
import type { Session } from "../../src/core/session.ts";
import type { CaptureSource } from "../live/capture-source.ts";
import type { SettingsStorage } from "../settings/panel-settings.ts";
import type { PanelStore } from "./panel-store.ts";

export type Theme = "light" | "dark";

/** What the panel needs from its surroundings; the extension and the tests each bring their own. */
export interface PanelEnvironment {
  readonly createSession: (options?: SessionOptions) => Session;
  readonly source: CaptureSource;
  readonly storage: SettingsStorage;
  /** This tool's version, for files to say. */
  readonly version: string;
  /** Opens the panel in a tab of its own with the same session; absent where it cannot. */
  readonly openOwnTab?: (store: PanelStore) => void;
  /** Hands a file to the person; a download unless said otherwise. */
  readonly saveFile?: (name: string, blob: Blob) => void;
  /** DevTools' theme and its changes; null where only the page's colour scheme is known. */
  readonly theme: {
    readonly current: Theme;
    readonly subscribe: (changed: (theme: Theme) => void) => () => void;
  } | null;
  readonly page: Window;
}
