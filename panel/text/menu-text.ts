import { message, words } from "./message.ts";

/** What a row's menu says. */
export const menuText = {
  ...words("menu", [
    "label",
    "copyCell",
    "copyPayload",
    "jumpOther",
    "resetColumns",
    "relativeTime",
    "compareMark",
  ]),
  only: (term: string) => message("menu_only", term),
  hide: (term: string) => message("menu_hide", term),
};
