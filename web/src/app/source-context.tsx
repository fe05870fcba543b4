import { createContext, useContext, useEffect, useState } from "react";
import type { ContractEntry, ContractSource, Progress, Viewpoint } from "../source/contract-source.ts";
import type { View } from "../source/view.ts";

export const SourceContext = createContext<ContractSource | undefined>(undefined);
export const useSource = (): ContractSource => {
  const source = useContext(SourceContext);
  if (!source) throw new Error("no source");
  return source;
};
/** Contracts that the source holds; `again` asks once more. */
export const useContracts = (again: unknown): readonly ContractEntry[] | undefined => {
  const source = useSource();
  const [entries, setEntries] = useState<readonly ContractEntry[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is the wish to ask once more
  useEffect(() => {
    void source.contracts().then(setEntries);
  }, [source, again]);
  return entries;
};
export interface Loaded {
  readonly view: View | undefined;
  readonly busy: boolean;
  readonly failure: string | undefined;
}
/** The view for a viewpoint. While a new one is computed the last one stays on screen. */
export const useView = (id: string, viewpoint: Viewpoint | undefined): Loaded => {
  const source = useSource();
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly view?: View; readonly failure?: string }>();
  const key = viewpoint ? `${id} ${viewpoint.asOf} ${viewpoint.party} ${viewpoint.language}` : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the viewpoint
  useEffect(() => {
    if (!viewpoint) return;
    let current = true;
    source.evaluate(id, viewpoint).then(
      (view) => current && setLoaded({ key, view }),
      (error: unknown) =>
        current &&
        setLoaded((last) => ({
          key,
          ...(last?.view ? { view: last.view } : {}),
          failure: String(error instanceof Error ? error.message : error),
        })),
    );
    return () => {
      current = false;
    };
  }, [source, key]);
  const view = loaded?.view?.id === id ? loaded.view : undefined;
  return { view, busy: loaded?.key !== key, failure: loaded?.key === key ? loaded.failure : undefined };
};
export const useProgress = (): Progress | undefined => {
  const source = useSource();
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => source.onProgress(setProgress), [source]);
  return progress;
};
