// Clauses: N7
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

export interface TypesetTask {
  /** What the template shows, as JSON. */
  readonly data: string;
  /** When the document is said to have been made, in whole seconds UTC: with the same data it gives the same bytes. */
  readonly at: number;
}
export type Typeset =
  | { readonly pdf: Uint8Array; readonly pages: number }
  /** Characters that the fonts have no glyph for: nothing was made. */
  | { readonly lacking: readonly string[] }
  /** The typesetter did not run on this machine. */
  | { readonly failed: string };

/**
 * Sets a timeline as PDF/A-2b, in a thread of its own that ends with it.
 * @param program of the thread, made with the command line
 */
export const typeset = async (program: URL, task: TypesetTask): Promise<Typeset> => {
  if (!existsSync(fileURLToPath(program))) return { failed: "not built" };
  return new Promise((resolve) => {
    const worker = new Worker(program, { workerData: task });
    const end = (answer: Typeset): void => {
      resolve(answer);
      void worker.terminate();
    };
    worker.once("message", (answer: Typeset) => end(answer));
    worker.once("error", (error) => end({ failed: error.message }));
    worker.once("exit", (code) => end({ failed: `ended with ${code}` }));
  });
};
