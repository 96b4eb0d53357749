import { useMemo } from "preact/hooks";
import type { EpochMilliseconds } from "../../src/contract/brands.ts";
import { useStore } from "../store/store-context.ts";
import { CountsAsOf } from "./counts-as-of.ts";
import { StatusCounts } from "./status-counts.tsx";

/** The status bar's counts as they stood at a moment. */
export function CountsThen({ moment }: { readonly moment: EpochMilliseconds }) {
  const store = useStore();
  const session = store.session.value;
  const counts = useMemo(() => new CountsAsOf(session, store.baseline), [session]);
  return <StatusCounts {...counts.at(moment)} />;
}
