import type { SessionTab } from "../sessions/session-tab.ts";
import { useStore } from "../store/store-context.ts";
import { sessionsText } from "../text/sessions-text.ts";
import { visibleText } from "../text/visible-text.ts";
import { Icon } from "../widgets/icon.tsx";

/** The open sessions, to switch between; there only while there is more than the live one. */
export function SessionStrip() {
  const store = useStore();
  const tabs = store.tabs.value;
  const active = store.tab.value;
  if (tabs.length < 2) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.indexOf(active);
    const next = tabs[at + (event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : Number.NaN)];
    if (event.key === "Delete" && active.file !== null) store.closeTab(active);
    else if (next !== undefined) store.showTab(next);
    else return;
    event.preventDefault();
    const strip = event.currentTarget;
    queueMicrotask(() => {
      if (strip instanceof HTMLElement) strip.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
    });
  };
  return (
    <nav class="session-strip" aria-label={sessionsText.tabs}>
      <div class="session-tabs" role="tablist" aria-label={sessionsText.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            class={`session-tab${tab === active ? " is-active" : ""}`}
            aria-selected={tab === active}
            aria-controls="view"
            tabIndex={tab === active ? 0 : -1}
            title={visibleText(titleOf(tab))}
            onClick={() => store.showTab(tab)}
          >
            {tab.file === null ? <span class={`live-dot${store.recording.value ? " is-on" : ""}`} /> : null}
            <bdi>{tab.file === null ? sessionsText.live : visibleText(tab.name)}</bdi>
          </button>
        ))}
      </div>
      {active.file === null ? null : (
        <button
          type="button"
          class="tool"
          title={sessionsText.close(active.name)}
          aria-label={sessionsText.close(active.name)}
          onClick={() => store.closeTab(active)}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </nav>
  );
}

const titleOf = (tab: SessionTab): string =>
  tab.file === null
    ? sessionsText.live
    : `${tab.name}\n${sessionsText.fromFile(tab.file.events, tab.file.header?.redacted ?? null)}`;
