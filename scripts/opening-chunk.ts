import type { Rolldown } from "vite";

interface ModuleGraph {
  getModuleInfo(moduleId: string): Rolldown.ModuleInfo | null;
}

/**
 * Names the chunk of a module for rolldown's `codeSplitting`: `name` for everything that the page `entry` (the end of its
 * path) imports at its opening, whether directly or by way of others; none for what it only ever imports on demand.
 */
export function openingChunk(name: string, entry: string): (id: string, graph: ModuleGraph) => string | null {
  let opening: ReadonlySet<string> | null = null;
  return (id, graph) => {
    opening ??= reachedFrom(entry, id, graph);
    return opening.has(id) ? name : null;
  };
}

/** The modules that `entry` reaches by static imports. `start` is any module: the entry imports it, by whatever way. */
function reachedFrom(entry: string, start: string, graph: ModuleGraph): ReadonlySet<string> {
  const first = entryAbove(entry, start, graph);
  const reached = new Set<string>([first]);
  for (const id of reached)
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  return reached;
}

function entryAbove(entry: string, start: string, graph: ModuleGraph): string {
  const seen = new Set([start]);
  for (const id of seen) {
    if (id.endsWith(entry)) return id;
    const info = graph.getModuleInfo(id);
    for (const importer of [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])])
      seen.add(importer);
  }
  throw new Error(`Expected ${start} to be imported from ${entry}, found no way there`);
}
