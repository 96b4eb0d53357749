import type { Frame, Page } from "playwright";
import { filterField } from "./panel-host.ts";

/** What is on the clipboard: pasted into the filter's field, as a person would to see it, and taken away again. */
export async function pasted(frame: Frame, page: Page): Promise<string> {
  const field = filterField(frame);
  await field.fill("");
  await field.focus();
  await page.keyboard.press("ControlOrMeta+V");
  const text = await field.inputValue();
  await field.fill("");
  return text;
}
