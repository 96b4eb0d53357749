/**
 * `npm start`: builds, starts the Privicore stand-in, and opens a browser with the extension, the demo page and DevTools with
 * our panel in front. Without a display it plays the demo instead, says what the panel showed, and ends.
 * `npm start -- --browser firefox`; also `--headless`, `--port N`, and `--built` to take the builds that lie in dist/.
 */
import { startSimulator } from "../demo/simulator/simulator.ts";
import { launchInspector } from "../test/browser/drivers/launch.ts";
import { runTool } from "./stages/tool.ts";
import { playDemo } from "./start/play-demo.ts";
import { startOptions } from "./start/start-options.ts";

async function start(): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
  const options = startOptions(process.argv.slice(2), process.env);
  if (!options.built) {
    const exitCode = await runTool("tsx", ["scripts/build.ts"]);
    if (exitCode !== 0) throw new Error("The build failed.");
  }

  const simulator = await startSimulator({ port: options.port, page: "dist/node/demo" });
  try {
    const browser = await launchInspector(options.browser, { headless: options.headless });
    try {
      if (options.headless) {
        console.log("There is no display, so the demo plays by itself.");
        const ended = interrupted.then(() => "Interrupted.");
        console.log(await Promise.race([playDemo(browser, simulator.url), ended]));
        return;
      }
      await browser.tab.open(simulator.url);
      await browser.tab.openPanel();
      console.log(`The demo page is at ${simulator.url}. Ctrl-C, or closing the window, ends everything.`);
      await Promise.race([interrupted, browser.closed]);
    } finally {
      await browser.close();
    }
  } finally {
    await simulator.close();
  }
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
