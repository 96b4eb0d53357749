/** Runs inside the panel: what has the focus, whether that can be seen, and whether it is in the detail. */
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
  // The mark may be on what is around a field.
  const marked = [element, element.parentElement, element.parentElement?.parentElement].some((each) => {
    if (each === null || each === undefined) return false;
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(each);
    const focused = each.matches(":focus-visible, :focus-within");
    return (
      focused &&
      ((outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || borderColor === "")
    );
  });
  return {
    name,
    visible: marked,
    inDetail: element.closest("[role=complementary]") !== null,
    path: `${element.tagName.toLowerCase()}.${element.className}`,
  };
}
