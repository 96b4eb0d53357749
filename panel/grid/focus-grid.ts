/** Gives the keys to the table in front. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>("[role=grid]")?.focus();
}
