/**
 * The bridge: the extension's own world in the page. It hands on what hook and router say to each other, and stays silent
 * for a page without sockets. See docs/threat-model.md: from the hook's side everything is the page's word.
 */
import { relayDocument } from "./relay-document.ts";

relayDocument();
