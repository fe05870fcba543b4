// Clauses: N1
import type { Threads } from "../evaluation/threads.ts";

/**
 * The same threads for work that can be stopped: then nobody waits for an answer any more, and a thread that still asks for
 * material gets none, since the transaction that it would be read in is over.
 */
export const stoppable = (threads: Threads, signal: AbortSignal | undefined): Threads => {
  if (!signal) return threads;
  const stopped = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  stopped.catch(() => undefined);
  const unlessStopped =
    <Material>(material: () => Promise<Material>) =>
    async (): Promise<Material> => {
      signal.throwIfAborted();
      return material();
    };
  return {
    ...threads,
    ask: (key, question, material) => Promise.race([threads.ask(key, question, unlessStopped(material)), stopped]),
    askGrown: (key, question, more, material) =>
      Promise.race([threads.askGrown(key, question, more, unlessStopped(material)), stopped]),
  };
};
