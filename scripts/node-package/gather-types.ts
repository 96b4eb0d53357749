import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Every specifier of a declaration file: `from "…"`, `import("…")`. */
const specifier = /(\bfrom\s+|\bimport\(\s*)"([^"]+)"/g;

/**
 * Makes a folder of declarations stand alone: what the entries reach stays, what they do not is removed, the declarations
 * of bundled packages are copied in beside them, and every specifier names a `.js` file relatively, as Node's own
 * resolution of modules wants it. The package then needs no dependency for its types either.
 *
 * @param folder where the compiler put the declarations
 * @param entries files in it
 * @param bundled packages that are bundled: their specifiers must be resolved
 */
export function gatherTypes(folder: string, entries: readonly string[], bundled: readonly string[]): void {
  /** Source file to the place in the folder that it gets. */
  const places = new Map<string, string>();
  const waiting: string[] = [];
  const placeOf = (file: string): string => {
    let place = places.get(file);
    if (place === undefined) {
      const packaged = relative("node_modules", file);
      place = packaged.startsWith("..") ? file : join(folder, "packages", packaged);
      places.set(file, place);
      waiting.push(file);
    }
    return place;
  };
  for (const entry of entries) placeOf(join(folder, entry));

  const written = new Map<string, string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const from = file;
    const place = placeOf(from);
    const text = readFileSync(from, "utf8").replace(specifier, (all, before: string, name: string) => {
      const target = declarationOf(name, from, bundled);
      if (target === null) return all;
      const path = relative(dirname(place), placeOf(target)).split(sep).join("/");
      const script = path.replace(/\.d\.ts$/, ".js");
      return `${before}"${script.startsWith(".") ? script : `./${script}`}"`;
    });
    written.set(place, text);
  }
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { recursive: true });
  for (const [place, text] of written) {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/** The declaration file that a specifier means; null for Node's own modules and packages that are not bundled. */
function declarationOf(name: string, from: string, bundled: readonly string[]): string | null {
  if (name.startsWith(".")) {
    const base = join(dirname(from), name).replace(/\.(?:d\.ts|js|ts)$/, "");
    return existing([`${base}.d.ts`, join(base, "index.d.ts")], name, from);
  }
  if (!bundled.some((one) => name === one || name.startsWith(`${one}/`))) return null;
  const base = join("node_modules", name);
  return existing([`${base}.d.ts`, join(base, "index.d.ts")], name, from);
}

function existing(candidates: readonly string[], name: string, from: string): string {
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined)
    throw new Error(`Expected ${name} in ${resolve(from)} to have declarations, found none`);
  return found;
}
