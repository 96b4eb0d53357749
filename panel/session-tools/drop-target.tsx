import { useEffect, useState } from "preact/hooks";
import { useStore } from "../store/store-context.ts";
import { sessionsText } from "../text/sessions-text.ts";

/** Takes files that are dropped anywhere on the panel, and says so while they hover over it. */
export function DropTarget() {
  const store = useStore();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    document.addEventListener(
      "dragover",
      (event) => {
        if (!holdsFiles(event)) return;
        // Otherwise the browser would open the file itself, and the panel would be gone.
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    document.addEventListener(
      "dragleave",
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    document.addEventListener(
      "drop",
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        // Taken now: once the event is over, its files are gone.
        const files = [...(event.dataTransfer?.files ?? [])];
        void import("./session-actions.ts").then(({ openFiles }) => openFiles(store, files));
      },
      { signal },
    );
    return () => stopping.abort();
  }, [store]);
  return over ? <div class="drop-target">{sessionsText.drop}</div> : null;
}
