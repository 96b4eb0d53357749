import { expect, it } from "vitest";
import { packageOf } from "../../../scripts/bundled-licences.ts";

it.each([
  ["/a/node_modules/zod/v4/core/api.js", "zod"],
  ["/a/node_modules/@preact/signals/dist/signals.module.js", "@preact/signals"],
  ["/a/node_modules/x/node_modules/y/index.js", "y"],
  ["C:\\a\\node_modules\\@preact\\signals\\index.js", "@preact/signals"],
  ["/a/panel/main.tsx", null],
  ["\0rolldown/runtime.js", null],
])("the code of %j is of the package %j", (module, name) => {
  expect(packageOf(module)).toBe(name);
});
