import { effect } from "@preact/signals";
import { render } from "preact";
import { PanelRoot } from "./shell/panel-root.tsx";
import type { PanelEnvironment } from "./store/panel-environment.ts";
import { PanelStore } from "./store/panel-store.ts";
import { StoreProvider } from "./store/store-context.ts";

/** A running panel. */
export interface Panel {
  readonly store: PanelStore;
  /** Stops listening and takes the panel out of the page. */
  readonly close: () => void;
}

/** How long the panel takes to show another session, at most, in milliseconds. */
const settleTime = 250;

/** Shows the panel in an element and starts to listen to its source. */
export async function createPanel(root: HTMLElement, environment: PanelEnvironment): Promise<Panel> {
  const store = new PanelStore(environment);
  const stop = await store.start();
  const draw = () =>
    render(
      <StoreProvider value={store}>
        <PanelRoot />
      </StoreProvider>,
      root,
    );
  draw();
  // Elements remember what they were first drawn with, and that must not be a session that was let go: all is drawn anew from
  // the top, once everything has taken notice of the new one.
  let timer = 0;
  const stopDrawing = effect(() => {
    store.tabs.value;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      store.drawn.value++;
      draw();
    }, settleTime);
  });
  return {
    store,
    close() {
      stopDrawing();
      window.clearTimeout(timer);
      stop();
      render(null, root);
    },
  };
}
