/** Runs inside the panel: what has the focus, whether it looks otherwise without it, and whether it is in the detail. */
export function describeFocus(): {
  readonly name: string;
  readonly visible: boolean;
  readonly inDetail: boolean;
  readonly path: string;
} {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement))
    return { name: "", visible: false, inDetail: false, path: "nothing" };
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
  const name = (element.getAttribute("aria-label") ?? label ?? element.textContent ?? "").trim();
  const look = () =>
    [element, element.parentElement, element.parentElement?.parentElement].flatMap((each) =>
      ["", "::before", "::after"].map((pseudo) => {
        if (each === null || each === undefined) return "";
        const { outline, border, boxShadow, backgroundColor, content } = getComputedStyle(each, pseudo);
        return [outline, border, boxShadow, backgroundColor, content].join(" ");
      }),
    );
  const focused = look().join("\n");
  element.blur();
  const left = look().join("\n");
  element.focus();
  return {
    name,
    visible: focused !== left,
    inDetail: element.closest("[role=complementary]") !== null,
    path: `${element.tagName.toLowerCase()}.${element.className}`,
  };
}
