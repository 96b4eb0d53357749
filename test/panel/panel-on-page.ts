import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright";
import { build } from "vite";
import { findOrInstallBrowser } from "../../scripts/browsers/find-browser.ts";

const folder = "out/panel-page";
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

const nothingToPrepare = async (_page: Page): Promise<void> => undefined;

/** The panel over an in-memory source, in a Chromium of its own: what its views do, without an extension around them. */
export class PanelOnPage {
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #url: string;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    const { port } = server.address() as AddressInfo;
    this.#url = `http://127.0.0.1:${port}/test/panel/page/index.html`;
  }

  /** Builds the page that {@link start} serves. Specs find it built (test/setup/panel-page.ts): two that built it would empty each other's folder. */
  static async build(): Promise<void> {
    await build({ configFile: "test/panel/page/vite.config.ts", logLevel: "error" });
  }

  static async start(): Promise<PanelOnPage> {
    const server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
      try {
        const content = await readFile(join(folder, pathname));
        response
          .writeHead(200, { "content-type": types[extname(pathname)] ?? "application/octet-stream" })
          .end(content);
      } catch {
        response.writeHead(pathname === "/favicon.ico" ? 204 : 404).end();
      }
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const browser = await chromium.launch({
      executablePath: findOrInstallBrowser("chromium"),
      args: ["--no-sandbox"],
    });
    return new PanelOnPage(server, browser);
  }

  /**
   * Opens a panel; `query` says what it is fed with (see page/page.ts). What the page complains of goes to `complaints`.
   * `prepare` is given the page before anything is loaded.
   */
  async open(
    query: string,
    {
      width = 1400,
      height = 400,
      dark = false,
      complaints = [] as string[],
      prepare = nothingToPrepare,
    } = {},
  ): Promise<Page> {
    const page = await this.#browser.newPage({
      viewport: { width, height },
      colorScheme: dark ? "dark" : "light",
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    await prepare(page);
    await page.goto(`${this.#url}?${query}`);
    await page.getByRole("grid").waitFor();
    return page;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await new Promise((closed) => this.#server.close(closed));
  }
}

export const grid = (page: Page, name: string): Locator => page.getByRole("grid", { name, exact: true });
/** The rows that are in the document, without headings. */
export const rows = (page: Page): Locator => page.locator("[role=row][data-row]");
export const filterField = (page: Page): Locator => page.getByRole("searchbox", { name: "Filter" });
export const detail = (page: Page): Locator => page.getByRole("complementary", { name: "Detail" });
export const view = (page: Page, name: string): Promise<void> => page.getByRole("tab", { name }).click();
