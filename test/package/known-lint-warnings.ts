/** What Mozilla's linter warns of in the Firefox build and what stays, with the reason that docs/packages.md gives. */
export const knownLintWarnings = [
  {
    code: "UNSAFE_VAR_ASSIGNMENT",
    message: "Unsafe assignment to innerHTML",
    file: "assets/panel.js",
    reason: "Preact's own code for `dangerouslySetInnerHTML`, which no view uses",
  },
] as const;
