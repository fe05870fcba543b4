import { hash } from "node:crypto";
import { readFileSync } from "node:fs";

/**
 * Names the engine that computes: the hash of its program, whose parts carry their content in their names. What another engine
 * computed is computed again, so that nothing kept is older than the words and rules it was made with.
 */
export const engineName = (): string => {
  const program = readFileSync(new URL("./evaluation-thread.mjs", import.meta.url));
  return `engine ${hash("sha256", program, "hex").slice(0, 16)}`;
};
