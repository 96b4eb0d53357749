import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { InspectorBrowser, InspectorPanel } from "../browser/drivers/inspector-browser.ts";
import { browsersUnderTest, launchInspector } from "../browser/drivers/launch.ts";
import { waitUntil } from "../browser/drivers/wait-until.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { type PanelProbe, startProbe } from "./panel-probe.ts";

let server: PageServer;
beforeAll(async () => {
  server = await startPageServer();
});
afterAll(() => server?.close());

/** Each frame as `direction opcode payload`. */
async function framesOf(probe: PanelProbe): Promise<string[]> {
  return (await probe.events()).flatMap((event) =>
    event.type === "frame" ? [`${event.direction} ${event.opcode} ${event.payload}`] : [],
  );
}

declare global {
  interface Window {
    kept: WebSocket[];
    /** Set by a script of a frame's payload, if one ever runs. */
    ran?: string;
  }
}

/** Runs a function as a script of the page. */
function runInPage(source: string): void {
  const script = document.createElement("script");
  script.textContent = source;
  document.head.append(script);
}

describe.each(browsersUnderTest)("a hostile page in %s", (name) => {
  let browser: InspectorBrowser;
  let panel: InspectorPanel;
  let probe: PanelProbe;

  beforeAll(async () => {
    browser = await launchInspector(name);
  });
  afterAll(() => browser?.close());
  // The panel stays open from one test to the next: each has pages and a probe of its own.
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await browser.tab.closeDevtools();
  });

  async function watch(url = server.page("plain")): Promise<void> {
    await browser.tab.open(url);
    panel = await browser.tab.openPanel();
    probe = await startProbe(panel);
  }

  it("can poison every prototype and global: nothing of it is used, and nothing is missed", async () => {
    await watch();
    const from = server.received.length;
    await browser.tab.open(server.page("poisoned", { script: "poison" }));
    const end = await probe.until("the last echo", ({ received }) => received === 8);
    expect(end).toMatchObject({ sent: 8, gapFrames: 0 });
    expect(end.byType["connection-created"]).toBe(2);
    const sent = [
      "first",
      "0001feff",
      Buffer.from("from a blob").toString("hex"),
      "lone \ufffd surrogate",
      "converted",
      "touched 0",
      "touched:",
      "again 0",
    ];
    expect(server.received.slice(from)).toEqual(sent);
    const frames = (await framesOf(probe)).filter((frame) => frame.startsWith("sent"));
    expect(frames).toEqual([
      "sent text first",
      "sent binary AAH+/w==",
      `sent binary ${Buffer.from("from a blob").toString("base64")}`,
      "sent text lone \ufffd surrogate",
      "sent text converted",
      "sent text touched 0",
      "sent text touched:",
      "sent text again 0",
    ]);
  });

  it("can forge every message: it reaches nobody, hides nothing and learns nothing", async () => {
    await watch();
    await browser.tab.open(server.page("forged", { script: "forger" }));
    await probe.until("two echoes", ({ received }) => received === 2);
    await browser.tab.evaluate(() => {
      const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
      for (let i = 0; i < 20; i++) own.forge();
    });
    await browser.tab.evaluate(async (url) => {
      const socket = new WebSocket(url);
      window.kept = [socket];
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.send("after the forgeries");
    }, `${server.socketOrigin}/echo`);
    await probe.until("the third echo", ({ received }) => received === 3);
    expect(await framesOf(probe)).toEqual([
      "sent text true one",
      "received text true one",
      "sent text true two",
      "received text true two",
      "sent text after the forgeries",
      "received text after the forgeries",
    ]);
    const log = await browser.tab.evaluate(() => {
      const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
      return [...own.forgerLog];
    });
    expect(log).toEqual([]);
    // Leaving the page in earnest still hands over what is left.
    await browser.tab.evaluate(() => window.kept[0]?.send("the very last"));
    await browser.tab.reload();
    await probe.until("the end", ({ byType, sent }) => byType["document-ended"] === 2 || sent >= 4);
    expect(await framesOf(probe)).toContain("sent text the very last");
  });

  it("cannot hold up what the panel waits for by forged messages", async () => {
    await watch();
    await browser.tab.open(server.page("forged", { script: "forger" }));
    await probe.until("two echoes", ({ received }) => received === 2);
    await browser.tab.evaluate(
      runInPage,
      `const socket = new WebSocket("${server.socketOrigin}/echo");
      let left = 10;
      // So slowly that the panel's question is there and waits each time, forty milliseconds after the answer to the last.
      const timer = setInterval(() => {
        if (socket.readyState !== 1) return;
        forge();
        socket.send("after the forgeries");
        if (--left === 0) clearInterval(timer);
      }, 150);`,
    );
    // The panel asks anew only after eight seconds.
    await probe.until("all echoes", ({ received }) => received === 12, 6_000);
  });

  it("can say that it was hidden and shown: it has not been, and its log goes on", async () => {
    await watch();
    await browser.tab.evaluate(async (url) => {
      const socket = new WebSocket(url);
      window.kept = [socket];
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.send("before");
    }, `${server.socketOrigin}/echo`);
    await probe.until("the first echo", ({ received }) => received === 1);
    await browser.tab.evaluate(() => {
      for (const persisted of [true, false]) {
        window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted }));
        window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
        window.kept[0]?.send(`after, ${persisted}`);
      }
    });
    const end = await probe.until("the other echoes", ({ received }) => received === 3, 6_000);
    expect(end).toMatchObject({ sent: 3, gapFrames: 0, documents: 1 });
    expect(end.byType).toEqual({ document: 1, "connection-created": 1, "connection-opened": 1, frame: 6 });
  });

  it("can ask for subprotocols and URLs of any length: they are cut, and what comes after is seen", async () => {
    await watch();
    await browser.tab.evaluate(async (url) => {
      const long = "a".repeat(34_000_000);
      window.kept = [
        new WebSocket(url, long),
        new WebSocket(url, ["first", "a".repeat(1_000_000), "last"]),
        new WebSocket(`${url}?${"b".repeat(1_000_000)}`),
      ];
      const socket = new WebSocket(url);
      window.kept.push(socket);
      await new Promise((resolve) => socket.addEventListener("open", resolve));
      socket.send("after the long ones");
    }, `${server.socketOrigin}/echo`);
    const end = await probe.until("the echo", ({ received }) => received === 1);
    expect(end).toMatchObject({ sent: 1, gapFrames: 0 });
    expect(end.byType["gap"]).toBeUndefined();
    const created = (await probe.events()).flatMap((event) =>
      event.type === "connection-created"
        ? [[event.url.length, event.protocols?.map((protocol) => protocol.length)]]
        : [],
    );
    const short = `${server.socketOrigin}/echo`.length;
    expect(created).toEqual([
      [short, [65_536]],
      [short, [5, 65_536]],
      [65_536, []],
      [short, []],
    ]);
  });

  it("cannot hide a socket by subprotocols that throw when they are looked at", async () => {
    await watch();
    await browser.tab.evaluate(
      runInPage,
      `window.kept = [new WebSocket("${server.socketOrigin}/echo", new Proxy(["one"], {
        getOwnPropertyDescriptor() { throw new Error("not to be seen"); },
      }))];
      kept[0].onopen = () => kept[0].send("seen");`,
    );
    const end = await probe.until("the echo", ({ received }) => received === 1);
    expect(end).toMatchObject({ sent: 1, gapFrames: 0 });
    expect(end.byType).toEqual({ document: 1, "connection-created": 1, "connection-opened": 1, frame: 2 });
  });

  it("cannot hide frames by stopping events, nor make them up by dispatching some", async () => {
    await watch();
    await browser.tab.evaluate(async (url) => {
      const socket = new WebSocket(url);
      window.kept = [socket];
      const opened = new Promise((resolve) => socket.addEventListener("open", resolve));
      for (const type of ["open", "message", "error", "close"])
        socket.addEventListener(type, (event) => type !== "open" && event.stopImmediatePropagation(), true);
      await opened;
      socket.dispatchEvent(new MessageEvent("message", { data: "made up" }));
      socket.dispatchEvent(new CloseEvent("close", { code: 4999 }));
      socket.send("hidden from the page itself");
    }, `${server.socketOrigin}/echo`);
    await probe.until("the echo", ({ received }) => received === 1);
    await browser.tab.evaluate(() => window.kept[0]?.close(3000));
    const end = await probe.until("the end", ({ byType }) => byType["connection-closed"] === 1);
    expect(end).toMatchObject({ sent: 1, received: 1 });
    const closed = (await probe.events()).find((event) => event.type === "connection-closed");
    expect(closed).toMatchObject({ code: 3000 });
  });

  it("can send markup and names of prototypes: they are text", async () => {
    await watch();
    const payloads = [
      `<img src=x onerror="window.ran='image'"><script>window.ran='script'</script>`,
      `{"action":"joinChannel","correlationId":"__proto__","authorizationToken":"<svg onload=\\"window.ran='svg'\\">"}`,
      `{"correlationId":"__proto__","status":200,"data":{"channelId":"constructor","message":"<b>x</b>"}}`,
      `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`,
      `{"data":{"type":"toString","id":"hasOwnProperty"}}`,
      "\u0000\u202e\u2028 control and direction",
    ];
    await browser.tab.evaluate(
      async ({ url, texts }) => {
        const socket = new WebSocket(url, ["__proto__"]);
        window.kept = [socket];
        await new Promise((resolve) => socket.addEventListener("open", resolve));
        for (const text of texts) socket.send(text);
      },
      { url: `${server.socketOrigin}/echo`, texts: payloads },
    );
    await probe.until("the echoes", ({ received }) => received === payloads.length);
    const frames = await framesOf(probe);
    expect(frames.filter((frame) => frame.startsWith("received"))).toEqual(
      payloads.map((payload) => `received text ${payload}`),
    );
    const inPanel = await panel.evaluate(() => ({
      ran: window.ran ?? null,
      polluted: "polluted" in {},
      scripts: [...document.querySelectorAll("script")].filter((script) => script.textContent !== "").length,
      images: document.querySelectorAll("img, iframe, object").length,
    }));
    expect(inPanel).toEqual({ ran: null, polluted: false, scripts: 0, images: 0 });
  });

  it("can flood: other sockets are still seen, and every frame is accounted for", async () => {
    await watch();
    // In one task, and more than the page keeps where no panel has asked yet.
    await browser.tab.evaluate(async (url) => {
      const sockets = [new WebSocket(url), new WebSocket(url)];
      window.kept = sockets;
      await Promise.all(
        sockets.map((socket) => new Promise((resolve) => socket.addEventListener("open", resolve))),
      );
      for (let i = 0; i < 25_000; i++) {
        sockets[0]?.send(`${i} ${"flood".repeat(40)}`);
        if (i % 10_000 === 0) sockets[1]?.send(`quiet ${i}`);
      }
    }, `${server.socketOrigin}/silent`);
    const end = await probe.until("everything", ({ sent, gapFrames }) => sent + gapFrames === 25_003, 60_000);
    expect(end.disorder).toBeNull();
    expect(await panel.evaluate(() => document.readyState)).toBe("complete");
    await browser.tab.evaluate(() => window.kept[1]?.send("after the flood"));
    await probe.until("life goes on", ({ sent, gapFrames }) => sent + gapFrames === 25_004);
  });

  it("cannot read or disturb another tab", async () => {
    await watch();
    const other = await browser.newTab();
    try {
      await other.open(server.page("forged", { script: "forger" }));
      const second = await startProbe(await other.openPanel());
      await second.until("its own echoes", ({ received }) => received === 2);
      const log = await other.evaluate(() => {
        const own = (window as Window & { wrappedJSObject?: Window }).wrappedJSObject ?? window;
        for (let i = 0; i < 20; i++) own.forge();
        return [...own.forgerLog];
      });
      expect(log).toEqual([]);
      expect(await framesOf(probe)).toEqual([]);
      await other.closeDevtools();
    } finally {
      await other.close();
    }
  });

  it("sees no network access by the extension: whatever it tries is refused", async () => {
    await watch();
    const target = `${server.origin}/from-the-extension`;
    const attempts = await panel.evaluate(async (url) => {
      const outcome = (attempt: () => unknown): Promise<string> =>
        Promise.race([
          new Promise<string>((resolve) => setTimeout(() => resolve("no answer"), 1_000)),
          (async () => {
            try {
              return String(await attempt());
            } catch {
              return "refused";
            }
          })(),
        ]);
      const loads = (element: HTMLElement): Promise<string> =>
        new Promise((resolve) => {
          element.addEventListener("load", () => resolve("loaded"));
          element.addEventListener("error", () => resolve("refused"));
          document.body.append(element);
        });
      return {
        fetch: await outcome(() => window.fetch(url).then(() => "answered")),
        request: await outcome(
          () =>
            new Promise((resolve) => {
              const request = new XMLHttpRequest();
              request.onload = () => resolve("answered");
              request.onerror = () => resolve("refused");
              request.open("GET", url);
              request.send();
            }),
        ),
        socket: await outcome(
          () =>
            new Promise((resolve) => {
              const socket = new WebSocket(url.replace("http", "ws"));
              socket.onopen = () => resolve("opened");
              socket.onerror = () => resolve("refused");
            }),
        ),
        image: await outcome(() => loads(Object.assign(document.createElement("img"), { src: url }))),
        script: await outcome(() =>
          loads(Object.assign(document.createElement("script"), { src: `${url}.js` })),
        ),
      };
    }, target);
    expect(Object.values(attempts).filter((outcome) => outcome !== "refused")).toEqual([]);
    const inBackground = await browser.inBackground(async (url) => {
      const outcome = (attempt: Promise<unknown>): Promise<string> =>
        attempt.then(
          () => "answered",
          () => "refused",
        );
      const socket = (): Promise<void> =>
        new Promise((resolve, reject) => {
          const made = new WebSocket(url.replace("http", "ws"));
          made.onopen = () => resolve();
          made.onerror = () => reject(new Error("refused"));
        });
      // A worker of Chromium has neither of them.
      const request = (): Promise<void> =>
        new Promise((resolve, reject) => {
          const made = new XMLHttpRequest();
          made.onload = () => resolve();
          made.onerror = () => reject(new Error("refused"));
          made.open("GET", url);
          made.send();
        });
      const image = (): Promise<void> =>
        new Promise((resolve, reject) => {
          const made = new Image();
          made.onload = () => resolve();
          made.onerror = () => reject(new Error("refused"));
          made.src = url;
        });
      // It is the policy that refuses, and not something else that goes wrong.
      const violation = new Promise<string>((resolve) =>
        self.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), {
          once: true,
        }),
      );
      return {
        fetch: await outcome(fetch(url)),
        refusedBy: await violation,
        socket: await outcome((async () => socket())()),
        request: await outcome((async () => request())()),
        image: await outcome((async () => image())()),
      };
    }, target);
    expect(inBackground).toEqual({
      fetch: "refused",
      refusedBy: "connect-src",
      socket: "refused",
      request: "refused",
      image: "refused",
    });
    await panel.evaluate((url) => {
      navigator.sendBeacon(url, "x");
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(frame);
    }, target);
    // A request of the page, which comes after them on the same server, shows that theirs never came.
    await browser.tab.evaluate(
      (url) => fetch(url).then((response) => response.text()),
      `${server.origin}/from-the-page`,
    );
    await waitUntil("the page's request", () => server.requested.includes("/from-the-page"));
    expect(server.requested.filter((path) => path.includes("from-the-extension"))).toEqual([]);
  });
});
