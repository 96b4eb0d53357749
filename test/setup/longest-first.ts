import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, the longest first. Each is longer than its own size tells, by which vitest sorts what it has not run yet. */
const long = [
  "capture/complete.spec.ts",
  "panel/views-in-devtools.spec.ts",
  "capture/indistinguishable.spec.ts",
  "capture/hostile.spec.ts",
  "over-time/sessions.spec.ts",
  "capture/hidden-panel.spec.ts",
  "browser/main-job.spec.ts",
  "browser/drivers.spec.ts",
];

/** Begins with what takes longest, so that no long file is left alone at the end while the other processor has nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((name) => moduleId.endsWith(`/${name}`));
      return found < 0 ? long.length : found;
    };
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => place(one) - place(other));
  }
}
