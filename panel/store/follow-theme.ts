import type { Signal } from "@preact/signals";
import type { PanelEnvironment, Theme } from "./panel-environment.ts";

/** Keeps a signal to DevTools' theme, or to the page's colour scheme where there are no DevTools. The result stops it. */
export function followTheme(
  shown: Signal<Theme>,
  theme: PanelEnvironment["theme"],
  page: Window,
): () => void {
  if (theme !== null) {
    shown.value = theme.current;
    return theme.subscribe((changed) => {
      shown.value = changed;
    });
  }
  const dark = page.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    shown.value = dark.matches ? "dark" : "light";
  };
  follow();
  dark.addEventListener("change", follow);
  return () => dark.removeEventListener("change", follow);
}
