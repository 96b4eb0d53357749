import { FilterBox } from "../filter-box/filter-box.tsx";
import { SavedFilters } from "../filter-box/saved-filters.tsx";
import { SessionTools } from "../session-tools/session-tools.tsx";
import { useStore } from "../store/store-context.ts";
import { text } from "../text/english.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { Icon } from "../widgets/icon.tsx";

export function Toolbar() {
  const store = useStore();
  const recording = store.recording.value;
  const shown = store.tab.value;
  return (
    <div class="toolbar" role="toolbar" aria-label={text.toolbar.label}>
      <button
        type="button"
        class={`tool${recording ? " is-recording" : ""}`}
        title={recording ? text.toolbar.stop : text.toolbar.record}
        aria-label={recording ? text.toolbar.stop : text.toolbar.record}
        onClick={() => store.setRecording(!recording)}
      >
        <Icon name={recording ? "stop" : "record"} />
      </button>
      <button
        type="button"
        class="tool"
        title={shown.file === null ? text.toolbar.clear : sessionsText.closeShown}
        aria-label={shown.file === null ? text.toolbar.clear : sessionsText.closeShown}
        onClick={() => void (shown.file === null ? store.clear() : store.closeTab(shown))}
      >
        <Icon name="clear" />
      </button>
      <span class="tool-divider" />
      <label class="tool-check" title={text.toolbar.preserveHint}>
        <input
          type="checkbox"
          checked={store.settings.value.preserveLog}
          onChange={(event) => store.changeSettings({ preserveLog: event.currentTarget.checked })}
        />
        <span>{text.toolbar.preserve}</span>
      </label>
      <span class="tool-divider" />
      <FilterBox />
      <SavedFilters />
      <span class="tool-divider" />
      <SessionTools />
      <button
        type="button"
        class="tool"
        title={text.toolbar.help}
        aria-label={text.toolbar.help}
        onClick={() => {
          store.helpOpen.value = true;
        }}
      >
        <Icon name="help" />
      </button>
    </div>
  );
}
