import { readdirSync } from "node:fs";

/** The rooms of the project: who may import whom. The longest matching folder names a file's room. */
export interface Room {
  readonly folder: string;
  /** Folders that it may import from, besides itself. */
  readonly mayImport: readonly string[];
  /** Folders of which it may import types, and the values of {@link typeCompanions}, only. */
  readonly mayImportTypes?: readonly string[];
}

/** Modules that belong to types: brands and the exhaustiveness check. They hold no schema and import nothing. */
export const typeCompanions = ["src/contract/brands.ts", "src/contract/assert-never.ts"];

/** One folder a system, found as they lie there: a new system needs no line here. */
const protocolFolders = readdirSync("src/protocol", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `src/protocol/${name}`);

const anything = [
  "src/page",
  "src/bridge",
  "src/background",
  "src/contract",
  "src/platform",
  "src/protocol",
  ...protocolFolders,
  "src/core",
  "src/io",
  "src/cli",
  "panel",
  "demo",
  "demo/simulator",
  "test",
  "bench",
  "scripts",
];

const protocolFolder = (folder: string): Room => ({
  folder,
  mayImport: ["src/protocol"],
  mayImportTypes: ["src/contract"],
});

export const rooms: readonly Room[] = [
  { folder: "src/contract", mayImport: [] },
  { folder: "src/platform", mayImport: ["src/contract"] },
  { folder: "src/page", mayImport: [], mayImportTypes: ["src/contract"] },
  { folder: "src/bridge", mayImport: ["src/contract", "src/platform"] },
  { folder: "src/background", mayImport: ["src/contract", "src/platform"] },
  // The list of the systems is the one place that knows them all; a system knows the shared words, not its neighbours.
  {
    folder: "src/protocol",
    mayImport: protocolFolders,
    mayImportTypes: ["src/contract"],
  },
  ...protocolFolders.map(protocolFolder),
  { folder: "src/core", mayImport: ["src/protocol"], mayImportTypes: ["src/contract"] },
  { folder: "src/io", mayImport: ["src/core", "src/protocol", "src/contract"] },
  // `simulate` starts the demo's server.
  { folder: "src/cli", mayImport: ["src/io", "src/core", "demo/simulator"] },
  {
    folder: "panel",
    mayImport: anything.filter((folder) => /^src\/(?!page|bridge|background|cli)/.test(folder)),
  },
  { folder: "demo", mayImport: anything },
  { folder: "demo/simulator", mayImport: [] },
  { folder: "test", mayImport: anything },
  { folder: "scripts", mayImport: anything },
  { folder: "bench", mayImport: anything },
];

/** The room that a file belongs to; null for a file outside all of them. */
export function roomOf(file: string): Room | null {
  return (
    rooms
      .filter(({ folder }) => file.startsWith(`${folder}/`))
      .sort((a, b) => b.folder.length - a.folder.length)[0] ?? null
  );
}
