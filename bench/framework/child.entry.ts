/** A fresh Node process for one measurement: `child.js MODULE INPUT`. The samples go to the parent as a message. */
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

const [, , module = "", input = "{}"] = argv;
const { measure } = await import(pathToFileURL(module).href);
const samples: unknown = await measure(JSON.parse(input));
process.send?.(samples, () => process.disconnect());
