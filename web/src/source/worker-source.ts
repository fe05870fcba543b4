import type { ContractSource, Progress } from "./contract-source.ts";
import type { Answer, Request } from "./engine-worker.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}
/** The engine in a worker of this page, begun when first asked: nothing is asked of any server but the page's own files. */
export const openWorkerSource = (): ContractSource => {
  let worker: Worker | undefined;
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(progress: Progress) => void>();
  let calls = 0;
  const started = (): Worker => {
    if (worker) return worker;
    const made = new Worker(new URL("./engine-worker.ts", import.meta.url), { type: "module", name: "fealty-engine" });
    made.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if ("progress" in data) {
        for (const listener of listeners) listener(data.progress);
        return;
      }
      const waiter = waiting.get(data.call);
      waiting.delete(data.call);
      if ("failure" in data) waiter?.reject(new Error(data.failure));
      else waiter?.resolve(data.value);
    });
    made.addEventListener("error", (event) => {
      for (const waiter of waiting.values()) waiter.reject(new Error(event.message || "engine worker"));
      waiting.clear();
    });
    worker = made;
    return made;
  };
  const ask = <T>(method: Request["method"], ...args: readonly unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve: resolve as (value: unknown) => void, reject });
      started().postMessage({
        call: calls,
        method,
        args,
        base: document.baseURI.replace(/[#?].*$/, ""),
      } satisfies Request);
    });
  return {
    contracts: () => ask("contracts"),
    entry: (id) => ask("entry", id),
    evaluate: (id, viewpoint) => ask("evaluate", id, viewpoint),
    digest: (id, viewpoint) => ask("digest", id, viewpoint),
    marks: (id, viewpoint) => ask("marks", id, viewpoint),
    timeline: (id, viewpoint, filter) => ask("timeline", id, viewpoint, filter),
    explain: (id, viewpoint, ref) => ask("explain", id, viewpoint, ref),
    recompute: (id, viewpoint, ref) => ask("recompute", id, viewpoint, ref),
    open: (files, language, shown) => ask("open", files, language, shown),
    onProgress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
