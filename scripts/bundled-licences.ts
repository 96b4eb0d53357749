import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Beside the code that a build bundles. */
export const licencesFile = "LICENCES-OF-BUNDLED-CODE.txt";

/**
 * Adds the licence texts of the npm packages whose code stands in the build's chunks, as the build itself knows them.
 *
 * @param folder inside the build's output, where another build puts its own beside it
 */
export function bundledLicences(folder = ""): Plugin {
  return {
    name: "bundled-licences",
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
      const packages = [...new Set(modules.flatMap((module) => packageOf(module) ?? []))].toSorted();
      if (packages.length === 0) return;
      this.emitFile({ type: "asset", fileName: join(folder, licencesFile), source: licenceTexts(packages) });
    },
  };
}

/** The npm package that a module belongs to; null for one of ours and for what the bundler makes up. */
export function packageOf(module: string): string | null {
  const [, name] = /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(module) ?? [];
  return name?.replace("\\", "/") ?? null;
}

function licenceTexts(packages: readonly string[]): string {
  const parts = packages.map((name) => {
    const folder = join("node_modules", name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`Expected ${name} to have a licence file, found none`);
    return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The files in this folder include code of ${packages.join(", ")}.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}
