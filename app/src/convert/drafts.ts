// Clauses: C7.1
import { JsonBytes } from "./json-bytes.ts";

/** Events that have been written but not yet told from those seen before. */
const MOST = 2048;

/**
 * A batch of events without ids: each body stands in the output with room for its id, each key in `keys`. Looking keys up in
 * batches lets the processor fetch many places of the table at once.
 */
export class Drafts {
  count = 0;
  readonly keys = new JsonBytes(65_536);
  readonly plan = new Int32Array(MOST);
  readonly row = new Int32Array(MOST);
  readonly body = new Int32Array(MOST);
  readonly end = new Int32Array(MOST);
  readonly keyStart = new Int32Array(MOST);
  readonly keyEnd = new Int32Array(MOST);
  readonly low = new Int32Array(MOST);
  readonly high = new Int32Array(MOST);
  readonly content = new Int32Array(MOST);
  /** Whether so many more fit. */
  fits(more: number): boolean {
    return this.count + more <= MOST;
  }
  clear(): void {
    this.count = 0;
    this.keys.at = 0;
  }
}
