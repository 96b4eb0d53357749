/** The npm packages whose code stands in what we publish: the extensions, the command line, the library and the demo page. */
export const shippedPackages = [
  "@preact/signals",
  "@preact/signals-core",
  "preact",
  "webextension-polyfill",
  "ws",
  "zod",
] as const;
