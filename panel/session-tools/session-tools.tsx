import { useRef, useState } from "preact/hooks";
import { useStore } from "../store/store-context.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { later } from "../widgets/later.tsx";

export const exportForm = later(async () => (await import("./export-form.tsx")).ExportForm);

/** The toolbar's part for sessions: open, export, and a menu with the rest. */
export function SessionTools() {
  const store = useStore();
  const input = useRef<HTMLInputElement>(null);
  const exportButton = useRef<HTMLButtonElement>(null);
  const moreButton = useRef<HTMLButtonElement>(null);
  const [exporting, setExporting] = useState(false);
  const openOwnTab = store.environment.openOwnTab;
  const showMore = () => {
    const box = moreButton.current?.getBoundingClientRect();
    if (box === undefined) return;
    store.menu.value = {
      x: box.right,
      y: box.bottom + 2,
      items: [
        {
          type: "item",
          label: sessionsText.send,
          run: () => {
            store.sending.value = { connection: null, payload: "", opcode: "text" };
          },
        },
        ...(openOwnTab === undefined
          ? []
          : [{ type: "item" as const, label: sessionsText.ownTab, run: () => openOwnTab(store) }]),
        { type: "line" },
        {
          type: "item",
          label: sessionsText.demo,
          run: () => void import("./open-demo.ts").then(({ openDemo }) => openDemo(store)),
        },
        {
          type: "item",
          label: sessionsText.tour,
          run: () => void window.open("tour.html", "_blank", "noopener"),
        },
        { type: "line" },
        {
          type: "item",
          label: sessionsText.settings,
          run: () => {
            store.settingsOpen.value = true;
          },
        },
      ],
    };
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".jsonl,.har,.json,application/json"
        aria-label={sessionsText.import}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // So that the same file can be chosen again.
          event.currentTarget.value = "";
          void import("./session-actions.ts").then(({ openFiles }) => openFiles(store, files));
        }}
      />
      <button
        type="button"
        class="tool"
        title={sessionsText.import}
        aria-label={sessionsText.import}
        onClick={() => input.current?.click()}
      >
        <Icon name="import" />
      </button>
      <button
        ref={exportButton}
        type="button"
        class="tool"
        title={sessionsText.export}
        aria-label={sessionsText.export}
        aria-haspopup="dialog"
        aria-expanded={exporting}
        onClick={() => setExporting(!exporting)}
      >
        <Icon name="export" />
      </button>
      {exporting ? <exportForm.Part anchor={exportButton} onClose={() => setExporting(false)} /> : null}
      <button
        ref={moreButton}
        type="button"
        class="tool"
        title={sessionsText.more}
        aria-label={sessionsText.more}
        aria-haspopup="menu"
        onClick={showMore}
      >
        <Icon name="more" />
      </button>
    </>
  );
}
