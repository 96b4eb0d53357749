/** A real browser with the built extension in it, driven for tests, pictures and `npm start`. Chromium and Firefox alike. */
import type { BrowserName } from "../../../scripts/browsers/find-browser.ts";

export type { BrowserName };
export type Theme = "light" | "dark";
/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface LaunchOptions {
  /** Folder of the unpacked extension; null for a browser without it. Default: `dist/<browser>`. */
  readonly extension?: string | null;
  /** DevTools' theme from the start. Default: light. */
  readonly theme?: Theme;
  readonly windowSize?: Size;
  /** The folder that downloads go to, without asking. Default: the browser's own. */
  readonly downloads?: string;
  /** Default true. */
  readonly headless?: boolean;
  /** Whether Chromium may keep pages that are left, as it does for people; drivers switch that off. Default: false. */
  readonly backForwardCache?: boolean;
}

/**
 * A function that runs inside the browser: it is sent as its source, so it may use nothing but its argument and the
 * globals there. Argument and result go as JSON; a promise is awaited. What should stay there goes on `window`: Firefox gives
 * each call a `globalThis` of its own.
 */
export type InBrowser<Argument, Result> = (argument: Argument) => Result | Promise<Result>;

export interface InspectorBrowser {
  readonly name: BrowserName;
  readonly version: string;
  /** The main process, ours to end. */
  readonly processId: number;
  /** The tab that the browser started with. */
  readonly tab: InspectedTab;
  newTab(): Promise<InspectedTab>;
  newWindow(): Promise<InspectedTab>;
  /** A tab that the extension or a page opened by itself, by a part of its address, once it has loaded. */
  openedTab(address: string): Promise<OpenedTab>;
  /** Really stops the extension's service worker or event page, as the browser does after 30 s without work. */
  stopBackground(): Promise<void>;
  /** Whether the extension's background runs at this moment. */
  backgroundRuns(): Promise<boolean>;
  /** Runs a function in the extension's background, which must be running. */
  inBackground<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  /** Changes DevTools' theme while everything is open. */
  setTheme(theme: Theme): Promise<void>;
  /** Resolves once the browser has ended by itself, by its window or otherwise. */
  readonly closed: Promise<void>;
  /** Ends the browser and removes its profile. May be called again. */
  close(): Promise<void>;
}

/** A tab to look into. */
export type OpenedTab = Pick<InspectedTab, "evaluate">;

export interface InspectedTab {
  /** Navigates and waits until the page has loaded. */
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  /** Runs a function in the page, as its own script would. */
  evaluate<Result>(run: InBrowser<null, Result>): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  /** Opens DevTools on this tab (where they are not open yet) with the Privicore panel in front. */
  openPanel(): Promise<InspectorPanel>;
  /** Opens DevTools on another tool: Elements or its like. */
  openOtherTool(): Promise<void>;
  /** Waits until open DevTools offer the Privicore tab: the extension's devtools page has run, its panel not yet. */
  panelOffered(): Promise<void>;
  closeDevtools(): Promise<void>;
  /** Minimises the window that the tab is in. */
  minimizeWindow(): Promise<void>;
  /** Makes the page's process collect what nothing refers to, as it does by itself sooner or later. */
  collectGarbage(): Promise<void>;
  close(): Promise<void>;
}

/** The Privicore panel inside DevTools. */
export interface InspectorPanel {
  evaluate<Result>(run: InBrowser<null, Result>): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  /** Presses a key or chord in the panel, as a person would: `ArrowDown`, `Control+f`, `?`. */
  press(key: string): Promise<void>;
  /** Gives the panel's own document this size, with DevTools in their own window. */
  resize(size: Size): Promise<void>;
  /** A PNG of DevTools with the panel in it, or of the panel alone. */
  screenshot(part?: "devtools" | "panel"): Promise<Buffer>;
}
