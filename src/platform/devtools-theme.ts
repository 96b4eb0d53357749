import { extensionApi } from "./extension-api.ts";

export type DevtoolsTheme = "light" | "dark";

/** What the browsers offer: Chromium tells of changes through a handler of its own. */
interface Panels {
  readonly themeName?: string;
  readonly onThemeChanged?: {
    addListener(listener: (name: string) => void): void;
    removeListener(listener: (name: string) => void): void;
  };
  readonly setThemeChangeHandler?: (listener: ((name: string) => void) | null) => void;
}

/** DevTools' theme and its changes; null outside DevTools. Firefox's third theme, `firebug`, is a light one. */
export function devtoolsTheme(): {
  readonly current: DevtoolsTheme;
  readonly subscribe: (changed: (theme: DevtoolsTheme) => void) => () => void;
} | null {
  const devtools: { readonly panels?: Panels } | undefined = extensionApi().devtools;
  const panels = devtools?.panels;
  if (panels?.themeName === undefined) return null;
  return {
    current: themeOf(panels.themeName),
    subscribe(changed) {
      const heard = (name: string) => changed(themeOf(name));
      if (panels.onThemeChanged !== undefined) {
        panels.onThemeChanged.addListener(heard);
        return () => panels.onThemeChanged?.removeListener(heard);
      }
      panels.setThemeChangeHandler?.(heard);
      return () => panels.setThemeChangeHandler?.(null);
    },
  };
}

const themeOf = (name: string): DevtoolsTheme => (name === "dark" ? "dark" : "light");
