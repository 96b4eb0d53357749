import type { BrowserContext, CDPSession, Frame, Page } from "playwright";
import { callExpression } from "./call-expression.ts";
import { hasExtensionPanel, showElements, showExtensionPanel, undock } from "./chromium-devtools-scripts.ts";
import type { InBrowser, InspectedTab, InspectorPanel, Size } from "./inspector-browser.ts";
import { waitUntil } from "./wait-until.ts";

/** A tab of Chromium, with its Playwright page. */
export class ChromiumTab implements InspectedTab {
  readonly #context: BrowserContext;
  readonly #browser: CDPSession;
  readonly page: Page;
  #devtools: Page | null = null;

  constructor(context: BrowserContext, browser: CDPSession, page: Page) {
    this.#context = context;
    this.#browser = browser;
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async back(): Promise<void> {
    await this.page.goBack();
  }

  async forward(): Promise<void> {
    await this.page.goForward();
  }

  evaluate<Result>(run: InBrowser<null, Result>): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument?: Argument): Promise<Result> {
    return this.page.evaluate<Result>(callExpression(run, argument));
  }

  async openPanel(): Promise<ChromiumPanel> {
    const devtools = await this.openDevtools();
    await waitUntil("the Privicore tab in DevTools", () => devtools.evaluate<boolean>(showExtensionPanel));
    const frame = await waitUntil(
      "the panel's document",
      () => devtools.frames().find((found) => found.url().endsWith("/panel/panel.html")) ?? null,
    );
    await frame.waitForLoadState();
    return new ChromiumPanel(devtools, frame);
  }

  async openOtherTool(): Promise<void> {
    const devtools = await this.openDevtools();
    await waitUntil("the Elements tool", () => devtools.evaluate<boolean>(showElements));
  }

  async panelOffered(): Promise<void> {
    const devtools = await this.openDevtools();
    await waitUntil("the Privicore tab in DevTools", () => devtools.evaluate<boolean>(hasExtensionPanel));
  }

  /** Opens DevTools on whatever tool comes first; the page is DevTools' own window. */
  async openDevtools(): Promise<Page> {
    if (this.#devtools !== null && !this.#devtools.isClosed()) return this.#devtools;
    const session = await this.#context.newCDPSession(this.page);
    const { targetInfo } = await session.send("Target.getTargetInfo");
    await session.detach();
    const opened = this.#context.waitForEvent("page", {
      predicate: (page) => isDevtools(page),
    });
    await openDevtools(this.#browser, targetInfo.targetId);
    this.#devtools = await opened;
    return this.#devtools;
  }

  async closeDevtools(): Promise<void> {
    await this.#devtools?.close();
    this.#devtools = null;
  }

  async minimizeWindow(): Promise<void> {
    const session = await this.#context.newCDPSession(this.page);
    const { windowId } = await session.send("Browser.getWindowForTarget");
    await session.send("Browser.setWindowBounds", { windowId, bounds: { windowState: "minimized" } });
    await session.detach();
  }

  async collectGarbage(): Promise<void> {
    const session = await this.#context.newCDPSession(this.page);
    await session.send("HeapProfiler.collectGarbage");
    await session.detach();
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** The panel in Chromium's DevTools, with Playwright's locators on `frame`. */
export class ChromiumPanel implements InspectorPanel {
  readonly devtools: Page;
  readonly frame: Frame;

  constructor(devtools: Page, frame: Frame) {
    this.devtools = devtools;
    this.frame = frame;
  }

  evaluate<Result>(run: InBrowser<null, Result>): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument?: Argument): Promise<Result> {
    return this.frame.evaluate<Result>(callExpression(run, argument));
  }

  async press(key: string): Promise<void> {
    // Without focus in the frame, the key would go to DevTools' own toolbar.
    await this.frame.evaluate(() => window.focus());
    await this.devtools.keyboard.press(key);
  }

  async resize({ width, height }: Size): Promise<void> {
    await this.devtools.evaluate(undock);
    // From here on the size of the window itself does not count.
    await this.devtools.setViewportSize(
      await this.devtools.evaluate(() => ({ width: innerWidth, height: innerHeight })),
    );
    const place = await this.frame.frameElement();
    await waitUntil(`a panel of ${width} × ${height}`, async () => {
      // The panel's document hears of a size later than the one around it: what each says need not belong together.
      const { outer, box } = await place.evaluate((element) => {
        if (!(element instanceof HTMLElement))
          throw new TypeError(`Expected the panel's frame, got ${element}`);
        const { clientWidth, clientHeight } = element;
        return { outer: [innerWidth, innerHeight] as const, box: [clientWidth, clientHeight] as const };
      });
      if (box[0] !== width || box[1] !== height) {
        await this.devtools.setViewportSize({
          width: width + outer[0] - box[0],
          height: height + outer[1] - box[1],
        });
        return false;
      }
      const inner = await this.frame.evaluate(() => [innerWidth, innerHeight] as const);
      return inner[0] === width && inner[1] === height;
    });
  }

  async screenshot(part: "devtools" | "panel" = "devtools"): Promise<Buffer> {
    if (part === "devtools") return this.devtools.screenshot();
    return this.frame.locator("body").screenshot();
  }
}

/** `Target.openDevTools` is younger than Playwright's list of commands. */
async function openDevtools(browser: CDPSession, targetId: string): Promise<void> {
  const send: (method: string, parameters: object) => Promise<unknown> = browser.send.bind(browser) as never;
  await send("Target.openDevTools", { targetId });
}

/** Whether a page is a DevTools window; Chromium also keeps helper pages under devtools://. */
export function isDevtools(page: Page): boolean {
  return page.url().startsWith("devtools://devtools/bundled/devtools_app.html");
}
