import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import type { MarionetteClient } from "./marionette-client.ts";

const privilegedSource = readFileSync(new URL("./firefox-privileged.js", import.meta.url), "utf8");
const callPrivileged = `
  const [name, argument, done] = arguments;
  Promise.resolve()
    .then(() => privileged[name](argument))
    .then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) + "\\n" + error.stack }));
`;
const outcome = z.object({
  value: z.object({ value: z.optional(z.unknown()), error: z.optional(z.string()) }),
});
const newWindow = z.object({ handle: z.string() });
const handles = z.array(z.string());
const handle = z.object({ value: z.string() });

/**
 * One Marionette session. Context and current tab are states of the session, so whatever sets them and what depends on it
 * run as one turn.
 */
export class FirefoxSession {
  readonly #client: MarionetteClient;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(client: MarionetteClient) {
    this.#client = client;
  }

  /** Sends WebDriver commands to a tab's page, one after the other; gives the last result. */
  inTab(tab: string, command: string, parameters: object = {}): Promise<unknown> {
    return this.#inTurn(async () => {
      await this.#select(tab);
      return this.#client.send(command, parameters);
    });
  }

  /** Calls a function of firefox-privileged.js. */
  privileged(name: string, argument: object): Promise<unknown> {
    return this.#inTurn(() => this.#call(name, argument));
  }

  /** The current tab's handle. */
  currentHandle(): Promise<string> {
    return this.#inTurn(async () => {
      await this.#client.send("Marionette:SetContext", { value: "content" });
      return handle.parse(await this.#client.send("WebDriver:GetWindowHandle")).value;
    });
  }

  nameSelectedTab(name: string): Promise<unknown> {
    return this.privileged("nameTab", { name });
  }

  /** Opens a tab or window, in front, under this name for firefox-privileged.js. Gives its handle. */
  newTab(kind: "tab" | "window", name: string): Promise<string> {
    return this.#inTurn(async () => {
      await this.#client.send("Marionette:SetContext", { value: "content" });
      const opened = newWindow.parse(
        await this.#client.send("WebDriver:NewWindow", { type: kind, focus: true }),
      );
      await this.#select(opened.handle);
      await this.#call("nameTab", { name });
      return opened.handle;
    });
  }

  /** Closes a tab and goes to another: the session must stand on one that exists. */
  closeTab(tab: string): Promise<unknown> {
    return this.#inTurn(async () => {
      await this.#select(tab);
      const [other] = handles.parse(await this.#client.send("WebDriver:CloseWindow"));
      if (other !== undefined) await this.#select(other);
    });
  }

  async #select(tab: string): Promise<void> {
    await this.#client.send("Marionette:SetContext", { value: "content" });
    await this.#client.send("WebDriver:SwitchToWindow", { handle: tab, focus: true });
  }

  async #call(name: string, argument: object): Promise<unknown> {
    await this.#client.send("Marionette:SetContext", { value: "chrome" });
    const answer = await this.#client.send("WebDriver:ExecuteAsyncScript", {
      script: privilegedSource + callPrivileged,
      args: [name, argument],
      newSandbox: true,
      sandbox: "system",
    });
    const { value, error } = outcome.parse(answer).value;
    if (error !== undefined) throw new Error(`${name}: ${error}`);
    return value;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(act, act);
    this.#turn = result.catch(() => {});
    return result;
  }
}
