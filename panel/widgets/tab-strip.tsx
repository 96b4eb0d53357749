import type { ComponentChildren } from "preact";

interface TabStripProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string; readonly badge?: ComponentChildren }[];
  readonly active: Id;
  readonly onSelect: (id: Id) => void;
  /** The ID of the element that the tabs switch. */
  readonly panel: string;
}

/** A row of tabs: one stop in the tab order, arrows move and switch. */
export function TabStrip<Id extends string>({ label, tabs, active, onSelect, panel }: TabStripProps<Id>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === active);
    const next =
      event.key === "ArrowRight"
        ? (at + 1) % tabs.length
        : event.key === "ArrowLeft"
          ? (at - 1 + tabs.length) % tabs.length
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? tabs.length - 1
              : -1;
    const tab = tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    onSelect(tab.id);
    const strip = event.currentTarget;
    if (strip instanceof HTMLElement) strip.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, title, badge }) => (
        <button
          key={id}
          type="button"
          role="tab"
          class={`tab${id === active ? " is-active" : ""}`}
          aria-selected={id === active}
          aria-controls={panel}
          tabIndex={id === active ? 0 : -1}
          onClick={() => onSelect(id)}
        >
          {title}
          {badge}
        </button>
      ))}
    </div>
  );
}
