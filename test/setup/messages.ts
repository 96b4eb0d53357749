/** Gives the panel its messages where no browser does: the extension's own, in English. */
import messages from "../../_locales/en/messages.json" with { type: "json" };
import { getMessageOf } from "../messages/get-message.ts";

Object.assign(globalThis, { browser: { i18n: { getMessage: getMessageOf(messages) } } });
