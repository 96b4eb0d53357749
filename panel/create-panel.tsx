import { render } from "preact";
import { type PanelEnvironment, PanelStore } from "./store/panel-store.ts";
import { PanelRoot } from "./views/panel-root.tsx";
import { StoreProvider } from "./views/store-context.ts";

/** A running panel. */
export interface Panel {
  readonly store: PanelStore;
  /** Stops listening and takes the panel out of the page. */
  readonly close: () => void;
}

/** Shows the panel in an element and starts to listen to its source. */
export async function createPanel(root: HTMLElement, environment: PanelEnvironment): Promise<Panel> {
  const store = new PanelStore(environment);
  const stop = await store.start();
  render(
    <StoreProvider value={store}>
      <PanelRoot />
    </StoreProvider>,
    root,
  );
  return {
    store,
    close() {
      stop();
      render(null, root);
    },
  };
}
