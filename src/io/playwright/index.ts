/** The Playwright companion: `privicore-inspector/playwright`, described in docs/playwright.md. */
export { type ProblemOptions, privicoreMatchers } from "./matchers.ts";
export { recordPrivicore } from "./record-privicore.ts";
export type { RecordedPage } from "./recorded-page.ts";
export type { Recording, SecretOptions } from "./recording.ts";
