/**
 * Puts text on the clipboard. DevTools' panels may not use `navigator.clipboard` (no permission in a devtools frame,
 * https://crbug.com/1085949), so a selected field is the fallback. Resolves to whether it worked.
 */
export async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return copyBySelection(value);
  }
}

function copyBySelection(value: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = value;
  field.className = "offscreen";
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  // Selecting alone does not give it the focus, and what is copied is what has it.
  field.focus({ preventScroll: true });
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
