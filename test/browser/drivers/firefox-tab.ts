import * as z from "zod/mini";
import { callExpression } from "./call-expression.ts";
import type { FirefoxSession } from "./firefox-session.ts";
import type { InBrowser, InspectedTab, InspectorPanel, Size } from "./inspector-browser.ts";

/** A tab of Firefox: `name` for what runs with Firefox's rights, `handle` for WebDriver's commands. */
export class FirefoxTab implements InspectedTab {
  readonly #session: FirefoxSession;
  readonly name: string;
  readonly #handle: string;

  constructor(session: FirefoxSession, name: string, handle: string) {
    this.#session = session;
    this.name = name;
    this.#handle = handle;
  }

  async open(url: string): Promise<void> {
    await this.#session.inTab(this.#handle, "WebDriver:Navigate", { url });
  }

  async reload(): Promise<void> {
    await this.#session.inTab(this.#handle, "WebDriver:Refresh");
  }

  async back(): Promise<void> {
    await this.#session.inTab(this.#handle, "WebDriver:Back");
  }

  async forward(): Promise<void> {
    await this.#session.inTab(this.#handle, "WebDriver:Forward");
  }

  evaluate<Result>(run: InBrowser<null, Result>): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument?: Argument): Promise<Result> {
    return evaluateJson<Result>(
      this.#session,
      "evaluateInPage",
      { name: this.name },
      callExpression(run, argument),
    );
  }

  async openPanel(): Promise<InspectorPanel> {
    await this.#session.privileged("openPanel", { name: this.name });
    return new FirefoxPanel(this.#session, this.name);
  }

  async openOtherTool(): Promise<void> {
    await this.#session.privileged("openOtherTool", { name: this.name });
  }

  async panelOffered(): Promise<void> {
    await this.#session.privileged("panelOffered", { name: this.name });
  }

  async closeDevtools(): Promise<void> {
    await this.#session.privileged("closeDevtools", { name: this.name });
  }

  async minimizeWindow(): Promise<void> {
    await this.#session.privileged("minimizeWindow", { name: this.name });
  }

  async collectGarbage(): Promise<void> {
    await this.#session.privileged("collectGarbage", {});
  }

  async close(): Promise<void> {
    await this.#session.closeTab(this.#handle);
  }
}

class FirefoxPanel implements InspectorPanel {
  readonly #session: FirefoxSession;
  readonly #tab: string;

  constructor(session: FirefoxSession, tab: string) {
    this.#session = session;
    this.#tab = tab;
  }

  evaluate<Result>(run: InBrowser<null, Result>): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument: Argument): Promise<Result>;
  evaluate<Argument, Result>(run: InBrowser<Argument, Result>, argument?: Argument): Promise<Result> {
    return evaluateJson<Result>(
      this.#session,
      "evaluateInPanel",
      { name: this.#tab },
      callExpression(run, argument),
    );
  }

  async press(key: string): Promise<void> {
    const names = key.split("+");
    const modifiers = names.slice(0, -1);
    await this.#session.privileged("press", { name: this.#tab, key: names.at(-1), modifiers });
  }

  async resize({ width, height }: Size): Promise<void> {
    await this.#session.privileged("resizePanel", { name: this.#tab, width, height });
  }

  async screenshot(part: "devtools" | "panel" = "devtools"): Promise<Buffer> {
    const base64 = await this.#session.privileged("picture", { name: this.#tab, part });
    return Buffer.from(z.string().parse(base64), "base64");
  }
}

/** Evaluates by one of the commands of firefox-privileged.js; `place` says where, in that command's words. */
export async function evaluateJson<Result>(
  session: FirefoxSession,
  command: string,
  place: object,
  expression: string,
): Promise<Result> {
  const json = z.string().parse(await session.privileged(command, { ...place, expression }));
  // The one place where a browser's answer takes the type that the caller's function has.
  return JSON.parse(json) as Result;
}
