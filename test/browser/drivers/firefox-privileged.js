// Runs inside Firefox with its own rights (Marionette's chrome context), sent there as text. `privileged` is what the driver
// may call: each takes one JSON argument and gives a JSON answer. Tabs are known by the name that the driver gave them.
// biome-ignore-all lint/correctness/noUndeclaredVariables: Firefox's own globals
// biome-ignore-all lint/correctness/noUnusedVariables: the driver calls what stands here

const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
const { gDevTools } = require("devtools/client/framework/devtools");

const browserWindows = () => [...Services.wm.getEnumerator("navigator:browser")];

function findTab(name) {
  for (const window of browserWindows())
    for (const tab of window.gBrowser.tabs) if (tab.getAttribute("data-inspector") === name) return tab;
  throw new Error(`Expected a tab named ${name}, got none`);
}

async function until(what, ask) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Expected ${what} within 20 s, got nothing`);
    await new Promise((resolve) => require("resource://gre/modules/Timer.sys.mjs").setTimeout(resolve, 25));
  }
}

const toolboxOf = (name) => gDevTools.getToolboxForTab(findTab(name)) ?? null;

/** With its settings in front: of DevTools' own tools, the one that asks least of the processor. */
async function openToolbox(name) {
  const tab = findTab(name);
  return toolboxOf(name) ?? (await gDevTools.showToolboxForTab(tab, { toolId: "options" }));
}

/** Not by its tab: in a narrow toolbox that is in the overflow menu. */
function panelTool(toolbox) {
  return toolbox.getAdditionalTools().find(({ label }) => label === "Privicore")?.id ?? null;
}

function panelBrowser(name) {
  const toolbox = toolboxOf(name);
  const tool = toolbox === null ? null : panelTool(toolbox);
  const frame = tool === null ? null : toolbox.doc.getElementById(`toolbox-panel-iframe-${tool}`);
  return frame?.contentDocument?.querySelector("browser") ?? null;
}

/** The docked toolbox in its browser window. */
const dockOf = (window) => window.document.querySelector(".devtools-toolbox-bottom-iframe");

function evaluateIn(browser, expression) {
  const script = `return Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null));`;
  return browser.browsingContext.currentWindowGlobal
    .getActor("MarionetteCommands")
    .executeScript(script, [], { async: false, newSandbox: true, sandboxName: null, timeout: 60_000 });
}

/** A PNG in base64 of what a window shows, or of a rectangle in it. */
async function picture(browsingContext, rectangle) {
  const image = await browsingContext.currentWindowGlobal.drawSnapshot(rectangle, 1, "white");
  const canvas = browserWindows()[0].document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d").drawImage(image, 0, 0);
  image.close();
  return canvas.toDataURL("image/png").slice("data:image/png;base64,".length);
}

const extensionOf = (id) => {
  const policy = WebExtensionPolicy.getByID(id);
  if (policy === null) throw new Error(`Expected the extension ${id} to be installed, got none`);
  return policy.extension;
};

const privileged = {
  /** Gives the selected tab of the current window a name. */
  nameTab({ name }) {
    const window = Services.wm.getMostRecentWindow("navigator:browser");
    window.gBrowser.selectedTab.setAttribute("data-inspector", name);
  },

  /** Gives a tab that somebody else opened a name, once its page is there. */
  async nameTabAt({ address, name }) {
    const tab = await until(`a tab at ${address}`, () =>
      browserWindows()
        .flatMap((window) => [...window.gBrowser.tabs])
        .find(
          (tab) =>
            tab.linkedBrowser.currentURI.spec.includes(address) &&
            !tab.hasAttribute("busy") &&
            !tab.hasAttribute("data-inspector"),
        ),
    );
    tab.setAttribute("data-inspector", name);
  },

  async evaluateInPage({ name, expression }) {
    return evaluateIn(findTab(name).linkedBrowser, expression);
  },

  async openPanel({ name }) {
    const toolbox = await openToolbox(name);
    const tool = await until("the Privicore tab in the toolbox", () => panelTool(toolbox));
    await toolbox.selectTool(tool);
    await until("the panel's document", async () => {
      const browser = panelBrowser(name);
      const url = browser?.browsingContext?.currentWindowGlobal?.documentURI?.spec ?? "";
      return (
        url.endsWith("/panel/panel.html") &&
        (await evaluateIn(browser, "document.readyState")) === '"complete"'
      );
    });
  },

  async openOtherTool({ name }) {
    await (await openToolbox(name)).selectTool("inspector");
  },

  async panelOffered({ name }) {
    const toolbox = await openToolbox(name);
    await until("the Privicore tab in the toolbox", () => panelTool(toolbox));
  },

  async closeDevtools({ name }) {
    await toolboxOf(name)?.destroy();
  },

  evaluateInPanel({ name, expression }) {
    return evaluateIn(panelBrowser(name), expression);
  },

  /** The toolbox stays docked at the bottom: changing its place would reload the panel. */
  async resizePanel({ name, width, height }) {
    const window = toolboxOf(name).topWindow;
    const dock = dockOf(window);
    const roomForThePage = 350;
    await until(`a panel of ${width} × ${height}`, async () => {
      const [innerWidth, innerHeight] = JSON.parse(
        await evaluateIn(panelBrowser(name), "[innerWidth, innerHeight]"),
      );
      if (innerWidth === width && innerHeight === height) return true;
      const dockHeight = dock.getBoundingClientRect().height + height - innerHeight;
      window.resizeTo(window.outerWidth + width - innerWidth, dockHeight + roomForThePage);
      dock.style.height = `${dockHeight}px`;
      return false;
    });
  },

  async press({ name, key, modifiers }) {
    const browser = panelBrowser(name);
    const window = toolboxOf(name).topWindow;
    browser.focus();
    const input = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
    if (!input.beginInputTransactionForTests(window)) throw new Error("Expected to be allowed to press keys");
    const events = [...modifiers, key].map((name) => new window.KeyboardEvent("", { key: name }));
    for (const event of events) input.keydown(event);
    for (const event of events.toReversed()) input.keyup(event);
    // A round trip to the panel's process: the keys, sent before it, have arrived there.
    await evaluateIn(browser, "null");
  },

  picture({ name, part }) {
    if (part === "panel") return picture(panelBrowser(name).browsingContext, null);
    const window = toolboxOf(name).topWindow;
    return picture(window.browsingContext, dockOf(window).getBoundingClientRect());
  },

  setTheme({ theme }) {
    Services.prefs.setCharPref("devtools.theme", theme);
  },

  async stopBackground({ id }) {
    await extensionOf(id).terminateBackground({
      ignoreDevToolsAttached: true,
      disableResetIdleForTest: true,
    });
  },

  async minimizeWindow({ name }) {
    const window = findTab(name).ownerDocument.defaultView;
    window.minimize();
    await until("a minimised window", () => window.windowState === window.STATE_MINIMIZED);
  },

  /** Asks all processes to give memory back, as about:memory does. */
  collectGarbage() {
    Services.obs.notifyObservers(null, "child-mmu-request");
  },

  evaluateInBackground({ id, expression }) {
    const view = [...extensionOf(id).views].find(({ viewType }) => viewType === "background");
    return evaluateIn(view.xulBrowser, expression);
  },

  backgroundRuns({ id }) {
    return ["starting", "running"].includes(extensionOf(id).backgroundState);
  },
};
