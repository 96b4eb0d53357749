import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { findBrowser } from "../../scripts/browsers/find-browser.ts";
import { makeUsedProfile, usedProfile } from "../browser/drivers/firefox-browser.ts";
import { browsersUnderTest } from "../browser/drivers/launch.ts";

const folder = resolve("out/test/firefox-profile");

/** Makes a profile that every Firefox of the specs starts from, unless there is one of the same Firefox. */
export default async function prepareFirefoxProfile(): Promise<void> {
  const program = browsersUnderTest.includes("firefox") ? findBrowser("firefox") : null;
  // Without Firefox, the specs that need it say so.
  if (program === null) return;
  if (!existsSync(folder) || statSync(folder).ctimeMs < statSync(program).ctimeMs) {
    // Under another name until it is whole: a run may be broken off, and the next would take half a profile.
    const unfinished = `${folder}-unfinished`;
    for (const old of [folder, unfinished]) rmSync(old, { recursive: true, force: true });
    try {
      await makeUsedProfile(unfinished);
    } catch (error) {
      // Then each starts from nothing; where Firefox does not start at all, the specs that need it say so.
      console.error(error instanceof Error ? error.message : error);
      return;
    }
    renameSync(unfinished, folder);
  }
  process.env[usedProfile] = folder;
}
