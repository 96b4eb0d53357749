import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** All Markdown pages of the project, as paths from its root. */
export const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
