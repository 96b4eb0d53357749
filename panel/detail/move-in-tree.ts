/** Arrows move between the items that are shown and open or close them; C copies the value, P the path, D decodes. */
export function moveInTree(event: KeyboardEvent): void {
  const tree = event.currentTarget;
  const item =
    event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[role=treeitem]") : null;
  if (!(tree instanceof HTMLElement) || item === null || event.ctrlKey || event.metaKey || event.altKey)
    return;
  const items = [...tree.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const at = items.indexOf(item);
  const focus = (target: HTMLElement | null | undefined) => {
    if (target === null || target === undefined) return;
    item.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
  };
  const row = item.querySelector<HTMLElement>(".tree-row");
  const expanded = item.getAttribute("aria-expanded");
  const press = (action: string) => row?.querySelector<HTMLElement>(`[data-action=${action}]`)?.click();
  switch (event.key) {
    case "ArrowDown":
      focus(items[at + 1]);
      break;
    case "ArrowUp":
      focus(items[at - 1]);
      break;
    case "Home":
      focus(items[0]);
      break;
    case "End":
      focus(items.at(-1));
      break;
    case "ArrowRight":
      if (expanded === "false") row?.click();
      else focus(item.querySelector<HTMLElement>("[role=treeitem]"));
      break;
    case "ArrowLeft":
      if (expanded === "true") row?.click();
      else focus(item.parentElement?.closest<HTMLElement>("[role=treeitem]"));
      break;
    case "Enter":
    case " ":
      row?.click();
      break;
    case "c":
    case "C":
      press("value");
      break;
    case "p":
    case "P":
      press("path");
      break;
    case "d":
    case "D":
      row?.querySelector<HTMLElement>("[aria-pressed]")?.click();
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
