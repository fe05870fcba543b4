import type { View } from "@fealty/engine/views/view.ts";
import { createContext, useContext, useEffect, useRef, useState } from "react";
import type { ContractEntry, ContractSource, Progress, Viewpoint } from "../source/contract-source.ts";

export const SourceContext = createContext<ContractSource | undefined>(undefined);
export const useSource = (): ContractSource => {
  const source = useContext(SourceContext);
  if (!source) throw new Error("no source");
  return source;
};
/** The contract of an id; `null` where there is none, undefined while it is asked for. */
export const useEntry = (id: string): ContractEntry | null | undefined => {
  const source = useSource();
  const [found, setFound] = useState<{ readonly id: string; readonly entry: ContractEntry | null }>();
  useEffect(() => {
    let current = true;
    void source.entry(id).then((entry) => current && setFound({ id, entry: entry ?? null }));
    return () => {
      current = false;
    };
  }, [source, id]);
  return found?.id === id ? found.entry : undefined;
};
export interface Loaded {
  readonly view: View | undefined;
  readonly busy: boolean;
  readonly failure: string | undefined;
}
/**
 * The view for a viewpoint. While a new one is computed the last one stays on screen; of the moments that a dragging hand passes
 * only the latest is asked for, once the one before has been answered.
 */
export const useView = (id: string, viewpoint: Viewpoint): Loaded => {
  const source = useSource();
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly view?: View; readonly failure?: string }>();
  const wanted = useRef<{ readonly key: string; readonly id: string; readonly viewpoint: Viewpoint }>(undefined);
  const asking = useRef(false);
  const key = `${id} ${viewpoint.asOf} ${viewpoint.party} ${viewpoint.language}`;
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
        } catch (error) {
          const failure = error instanceof Error ? error.message : String(error);
          setLoaded((before) => ({ key: now.key, ...(before?.view ? { view: before.view } : {}), failure }));
        }
      }
      asking.current = false;
    };
    void ask();
  }, [source, id, viewpoint, key]);
  const view = loaded?.view?.id === id ? loaded.view : undefined;
  return { view, busy: loaded?.key !== key, failure: loaded?.key === key ? loaded.failure : undefined };
};
export const useProgress = (): Progress | undefined => {
  const source = useSource();
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => source.onProgress(setProgress), [source]);
  return progress;
};
