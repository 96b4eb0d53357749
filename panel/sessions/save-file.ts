/** How long the browser may take to begin with a download, in milliseconds, before its URL is given back. */
const patience = 60_000;

/** Offers a file to the person as a download. Works in DevTools' panels of both browsers without any permission. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), patience);
}
