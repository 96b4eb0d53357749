import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parseAst } from "vite";
import * as z from "zod/mini";

/** An import, re-export, dynamic import or type import. `target` is a path from the project's root, or a package's name. */
export interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const node = z.looseObject({ type: z.string() });
type Node = z.infer<typeof node>;
const withSource = z.looseObject({ source: z.object({ value: z.string() }) });
const specifierKinds = z.array(
  z.looseObject({ importKind: z.optional(z.string()), exportKind: z.optional(z.string()) }),
);

/** Every source file under the folders, as paths from the project's root. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => posix.join(entry.parentPath.replaceAll("\\", "/"), entry.name)),
  );
}

/** All imports of a file, whatever form they take. */
export function importsOfFile(file: string): Import[] {
  return importsIn(readFileSync(file, "utf8"), file);
}

/** All imports in a text; `file` names it and says by its suffix how to read it. */
export function importsIn(text: string, file: string): Import[] {
  const program = parseAst(text, { lang: file.endsWith(".tsx") ? "tsx" : "ts" });
  const imports: Import[] = [];
  visit(program, (found) => {
    const target = withSource.safeParse(found);
    if (!target.success) return;
    const specifier = target.data.source.value;
    imports.push({
      file,
      target: specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : specifier,
      typeOnly: isTypeOnly(found),
    });
  });
  return imports;
}

/** Hands every node of a syntax tree to `found`, from the outside in. */
export function visit(value: unknown, found: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, found);
    return;
  }
  const parsed = node.safeParse(value);
  if (!parsed.success) return;
  found(parsed.data);
  for (const child of Object.values(parsed.data)) if (typeof child === "object") visit(child, found);
}

/** Whether nothing is left of the import once the types are stripped. */
function isTypeOnly(found: Node): boolean {
  if (found.type === "TSImportType") return true;
  if (found["importKind"] === "type" || found["exportKind"] === "type") return true;
  const specifiers = specifierKinds.safeParse(found["specifiers"]);
  // `import "./x.ts"` has no specifiers and still runs the module.
  if (!specifiers.success || specifiers.data.length === 0) return false;
  return specifiers.data.every(({ importKind, exportKind }) => (importKind ?? exportKind) === "type");
}
