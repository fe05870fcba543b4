// Clauses: C7.1
import type { EventFile } from "./event-file.ts";
import { Batch } from "./row-converter.ts";
import type { Settled, Settler, SettleTotals } from "./settler.ts";

/** Where full batches go; `settled` hears of each in the order they came. */
export interface Settling {
  first(): Batch;
  /** Hands a batch over and gives an empty one. */
  take(batch: Batch): Promise<Batch>;
  /** All lines are in the file afterwards, and the file is closed. */
  finish(batch: Batch): Promise<SettleTotals>;
  /** Stops at once, whatever was under way. */
  stop(): Promise<void>;
}
export type OnSettled = (batch: Pick<Batch, "refusals" | "looked">, settled: Settled) => void;

/** Settles in this thread: one batch is filled while the other is written. */
export class SettlingHere implements Settling {
  private other = new Batch();
  private readonly settler: Settler;
  private readonly events: EventFile;
  private readonly onSettled: OnSettled;
  constructor(settler: Settler, events: EventFile, onSettled: OnSettled) {
    this.settler = settler;
    this.events = events;
    this.onSettled = onSettled;
  }
  first(): Batch {
    return new Batch();
  }
  async take(batch: Batch): Promise<Batch> {
    this.onSettled(batch, this.settler.settle(batch.drafts));
    const { out } = batch.drafts;
    if (out.at > 0) await this.events.put(out.buf.subarray(0, out.at));
    const empty = this.other;
    this.other = batch;
    empty.clear();
    return empty;
  }
  async finish(batch: Batch): Promise<SettleTotals> {
    await this.take(batch);
    await this.events.close();
    return this.settler.totals;
  }
  async stop(): Promise<void> {
    // Nothing runs beside this thread.
  }
}
