import type { Checks } from "./check.ts";
import { closeChecks } from "./closing.ts";
import { constructionChecks } from "./construction.ts";
import { eventChecks } from "./events.ts";
import { pageChecks } from "./pages.ts";
import { sendChecks } from "./sending.ts";
import { shapeChecks } from "./shapes.ts";

export const checks: Checks = {
  ...shapeChecks,
  ...constructionChecks,
  ...sendChecks,
  ...eventChecks,
  ...closeChecks,
  ...pageChecks,
};
