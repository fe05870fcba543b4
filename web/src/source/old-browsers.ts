// Clauses: N1
/** What the page uses and a browser of early 2021 has not: `old-browser-parts.ts` brings it. Syntax is the builder's task (`vite.config.ts`). */
const isThere = (): boolean =>
  "at" in Array.prototype && "at" in String.prototype && "findLastIndex" in Array.prototype && "hasOwn" in Object;
/** Resolves once everything is there; a browser of today loads nothing for it. */
export const mendOldBrowser = async (): Promise<void> => {
  if (!isThere()) await import("./old-browser-parts.ts");
};
