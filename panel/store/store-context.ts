import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PanelStore } from "./panel-store.ts";

const StoreContext = createContext<PanelStore | null>(null);
export const StoreProvider = StoreContext.Provider;

export function useStore(): PanelStore {
  const store = useContext(StoreContext);
  if (store === null) throw new TypeError("Expected a StoreProvider around the panel's views, got none");
  return store;
}
