import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useStore } from "../store/store-context.ts";
import { menuText } from "../text/menu-text.ts";
import { oneLine } from "../text/visible-text.ts";
import { Icon } from "../widgets/icon.tsx";
import { placeWithin } from "../widgets/popover.tsx";

/** The menu that is open, if one is. Arrows move, Enter takes, Escape closes and gives the focus back. */
export function ContextMenu() {
  const store = useStore();
  const menu = store.menu.value;
  const box = useRef<HTMLDivElement>(null);
  const back = useRef<Element | null>(null);
  const close = () => {
    store.menu.value = null;
    if (back.current instanceof HTMLElement) back.current.focus();
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (menu === null || element === null) return;
    back.current = document.activeElement;
    placeWithin(element, menu.x, menu.y);
    element.querySelector<HTMLElement>("button")?.focus();
    return () => {
      // Closed by what happened meanwhile, such as a navigation.
      if (element.contains(document.activeElement) && back.current instanceof HTMLElement)
        back.current.focus();
    };
  }, [menu]);
  useEffect(() => {
    if (menu === null) return;
    const outside = (event: Event) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target) !== true)
        store.menu.value = null;
    };
    document.addEventListener("mousedown", outside);
    window.addEventListener("blur", close);
    return () => {
      document.removeEventListener("mousedown", outside);
      window.removeEventListener("blur", close);
    };
  }, [menu]);
  if (menu === null) return null;
  const move = (step: number) => {
    const buttons = [...(box.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button.matches(":focus"));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={box}
      class="popup menu"
      role="menu"
      aria-label={menuText.label}
      tabIndex={-1}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "ArrowDown") move(1);
        else if (event.key === "ArrowUp") move(-1);
        else if (event.key === "Escape" || event.key === "Tab") close();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {menu.items.map((item, index) =>
        item.type === "line" ? (
          // biome-ignore lint/a11y/useSemanticElements: an hr cannot stand in a menu
          <div key={index} class="menu-line" role="separator" />
        ) : (
          <button
            key={index}
            type="button"
            class="menu-item"
            {...(item.checked === undefined
              ? { role: "menuitem" as const }
              : { role: "menuitemcheckbox" as const, "aria-checked": item.checked })}
            tabIndex={-1}
            onClick={() => {
              close();
              item.run();
            }}
          >
            <span class="menu-check">{item.checked === true ? <Icon name="check" size={12} /> : null}</span>
            <span class="menu-label">{oneLine(item.label)}</span>
            {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
          </button>
        ),
      )}
    </div>
  );
}
