/** Starts the browser that the first argument names, says so in one line of JSON, and waits to be ended from outside. */
import { execFileSync } from "node:child_process";
import { launchInspector } from "./launch.ts";

const browser = await launchInspector(process.argv[2] === "firefox" ? "firefox" : "chromium");
const commandLine = execFileSync("ps", ["-o", "args=", "-ww", "-p", `${browser.processId}`], {
  encoding: "utf8",
});
const profile = /\S*privicore-inspector-profile-\w+/.exec(commandLine)?.[0].replace(/^--user-data-dir=/, "");
console.log(JSON.stringify({ driverId: process.pid, processId: browser.processId, profile }));
await browser.closed;
