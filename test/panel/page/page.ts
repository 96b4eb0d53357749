/**
 * The panel over an in-memory source, for development and for tests of the views: `?script=NAME` plays a scripted
 * conversation, `?frames=N` generates a long log, `?day=N` one of a working day, `?rate=N` adds N frames a second. Driven further through
 * `window.panelPage`.
 */

import { options } from "preact";
import type { Panel } from "../../../panel/create-panel.tsx";
import { createPanel } from "../../../panel/create-panel.tsx";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createSession } from "../../../src/core/create-session.ts";
import { dayOfFrames } from "../over-time/day-of-frames.ts";
import { generateFrames } from "./generate-frames.ts";
import { MemorySource } from "./memory-source.ts";
import { memoryStorage } from "./memory-storage.ts";
import { scripts } from "./scripts.ts";

declare global {
  interface Window {
    panelPage: {
      readonly source: MemorySource;
      readonly panel: Panel;
      emit(events: readonly CaptureEvent[]): void;
      /** Keeps what components do after they were drawn from being done, until the result is called. */
      holdEffects(): () => void;
    };
  }
}

const parameters = new URLSearchParams(location.search);
const root = document.getElementById("app");
if (root === null) throw new TypeError('Expected an element with the ID "app"');
const source = new MemorySource();
const panel = await createPanel(root, {
  createSession,
  source,
  storage: memoryStorage(),
  version: "0.0.0",
  theme: null,
  page: window,
});
window.panelPage = {
  source,
  panel,
  emit: (events) => source.emit(events),
  holdEffects() {
    const { requestAnimationFrame: before } = options;
    const held: (() => void)[] = [];
    options.requestAnimationFrame = (effects) => held.push(effects);
    return () => {
      if (before === undefined) delete options.requestAnimationFrame;
      else options.requestAnimationFrame = before;
      for (const run of held.splice(0)) run();
    };
  },
};

const script = scripts[parameters.get("script") ?? ""];
if (script !== undefined) source.emit(script(Date.now()));
const frames = Number(parameters.get("frames") ?? 0);
if (frames > 0) for (const batch of generateFrames(frames, Date.now() - frames)) source.emit(batch);
const day = Number(parameters.get("day") ?? 0);
if (day > 0) for (const batch of dayOfFrames(day, Date.now())) source.emit(batch);
const rate = Number(parameters.get("rate") ?? 0);
if (rate > 0) {
  const perTick = Math.ceil(rate / 50);
  const live = generateFrames(Number.POSITIVE_INFINITY, Date.now(), perTick);
  setInterval(() => {
    const batch = live.next();
    if (batch.done !== true) source.emit(batch.value);
  }, 20);
}
