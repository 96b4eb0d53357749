import { projectSources } from "../../scripts/packages/project-sources.ts";

/** All Markdown pages of the project, as paths from its root; also where the sources were unpacked, without git. */
export const pages = projectSources(".")
  .map(({ path }) => path)
  .filter((path) => path.endsWith(".md"));
