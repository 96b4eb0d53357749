import { useEffect, useMemo, useState } from "preact/hooks";
import type { Path } from "./payload-node.ts";
import type { PayloadSource } from "./payload-source.ts";

const matchLimit = 200;

/** What a search has found; nothing while a distant payload is still being searched. */
export function usePayloadSearch(
  source: PayloadSource,
  searched: string,
): { readonly found: readonly Path[]; readonly searching: boolean } {
  const answer = useMemo(() => source.search(searched, matchLimit), [source, searched]);
  const [came, setCame] = useState<{ readonly of: unknown; readonly paths: readonly Path[] } | null>(null);
  useEffect(() => {
    if (answer instanceof Promise)
      answer.then(
        (paths) => setCame({ of: answer, paths }),
        // The worker was closed with the item; nobody looks at its answer.
        () => undefined,
      );
  }, [answer]);
  if (!(answer instanceof Promise)) return { found: answer, searching: false };
  return came?.of === answer ? { found: came.paths, searching: false } : { found: none, searching: true };
}
const none: readonly Path[] = [];
