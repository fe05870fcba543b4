import type { View } from "@fealty/engine/views/view.ts";
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import type { ContractEntry, ContractSource, Progress, Viewpoint } from "../source/contract-source.ts";

export const SourceContext = createContext<ContractSource | undefined>(undefined);
export const useSource = (): ContractSource => {
  const source = useContext(SourceContext);
  if (!source) throw new Error("no source");
  return source;
};
export interface FoundEntry {
  /** `null` where there is none, undefined while it is asked for. */
  readonly entry?: ContractEntry | null;
  readonly failure?: unknown;
  readonly again: () => void;
}
/** The contract of an id. */
export const useEntry = (id: string): FoundEntry => {
  const source = useSource();
  const [times, again] = useTimes();
  const [found, setFound] = useState<Omit<FoundEntry, "again"> & { readonly key: string }>();
  const key = `${id} ${times}`;
  useEffect(() => {
    let current = true;
    source.entry(id).then(
      (entry) => current && setFound({ key, entry: entry ?? null }),
      (failure: unknown) => current && setFound({ key, failure }),
    );
    return () => {
      current = false;
    };
  }, [source, id, key]);
  return { ...(found?.key === key ? found : {}), again };
};
/** How often something was asked, and the way to ask it once more. */
const useTimes = (): readonly [number, () => void] => {
  const [times, setTimes] = useState(0);
  return [times, useCallback(() => setTimes((before) => before + 1), [])];
};
export interface Loaded {
  /** The last that came; where `failure` is set, it is not that of the viewpoint asked for. */
  readonly view: View | undefined;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly again: () => void;
}
/**
 * The view for a viewpoint. While a new one is computed the last one stays on screen; of the moments that a dragging hand passes
 * only the latest is asked for, once the one before has been answered.
 */
export const useView = (id: string, viewpoint: Viewpoint): Loaded => {
  const source = useSource();
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly view?: View; readonly failure?: unknown }>();
  const wanted = useRef<{ readonly key: string; readonly id: string; readonly viewpoint: Viewpoint }>(undefined);
  const asking = useRef(false);
  const [times, again] = useTimes();
  const key = `${id} ${viewpoint.asOf} ${viewpoint.party} ${viewpoint.language} ${times}`;
  useEffect(() => {
    wanted.current = { key, id, viewpoint };
    if (asking.current) return;
    const ask = async (): Promise<void> => {
      asking.current = true;
      for (let last = ""; wanted.current && wanted.current.key !== last; ) {
        const now = wanted.current;
        last = now.key;
        try {
          const view = await source.evaluate(now.id, now.viewpoint);
          setLoaded({ key: now.key, view });
        } catch (failure) {
          setLoaded((before) => ({ key: now.key, ...(before?.view ? { view: before.view } : {}), failure }));
        }
      }
      asking.current = false;
    };
    void ask();
  }, [source, id, viewpoint, key]);
  const view = loaded?.view?.id === id ? loaded.view : undefined;
  return { view, busy: loaded?.key !== key, failure: loaded?.key === key ? loaded.failure : undefined, again };
};
export const useProgress = (): Progress | undefined => {
  const source = useSource();
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => source.onProgress(setProgress), [source]);
  return progress;
};
