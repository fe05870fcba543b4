// Clauses: C7.1
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Drafts, type SharedBytes } from "./drafts.ts";
import { RowFault } from "./fault.ts";
import { Batch } from "./row-converter.ts";
import type { Settled, SettleSettings, SettleTotals } from "./settler.ts";
import type { OnSettled, Settling } from "./settling.ts";

export interface ThreadSettings extends SettleSettings {
  /** Folder for what does not fit in memory, keys expected, the file to write. */
  readonly directory: string;
  readonly expected: number;
  readonly part: string;
}
/** A batch is named by a number; its bytes are sent when it is new or has grown. */
export type ToThread =
  | { readonly batch: number; readonly count: number; readonly bytes: SharedBytes | undefined }
  | { readonly end: true };
export type FromThread = { readonly settled: Settled } | { readonly totals: SettleTotals };

/** A thread pays from files of this size on. */
export const WORTH_A_THREAD = 16 * 1024 * 1024;
const BATCHES = 4;

/** The thread's program beside this one; it is there when the command line was bundled. */
export const threadProgram = (): URL | undefined => {
  const program = new URL("./settle-worker.mjs", import.meta.url);
  return availableParallelism() > 1 && existsSync(program) ? program : undefined;
};

/** Settles and writes in a second thread while this one reads on. Batches go there and come back. */
export class SettlingThread implements Settling {
  private readonly worker: Worker;
  private readonly onSettled: OnSettled;
  private readonly under: Batch[] = [];
  private readonly free: Batch[] = [];
  /** Batches made, with the bytes that the thread knows of each. */
  private readonly made = new Map<Batch, { readonly number: number; out: unknown; keys: unknown }>();
  private totals: SettleTotals | undefined;
  private problem: unknown;
  private wake: () => void = () => undefined;
  constructor(program: URL, settings: ThreadSettings, onSettled: OnSettled) {
    this.onSettled = onSettled;
    this.worker = new Worker(program, { workerData: settings });
    this.worker.on("message", (message: FromThread) => this.hear(message));
    this.worker.on("error", (problem) => this.fail(problem));
    this.worker.on("exit", (code) => {
      if (code !== 0) this.fail(this.problem ?? new Error(`the settling thread ended with ${code}`));
    });
  }
  private fail(problem: unknown): void {
    this.problem ??= problem;
    this.wake();
  }
  private hear(message: FromThread): void {
    if ("totals" in message) this.totals = message.totals;
    else {
      const batch = this.under.shift()!;
      const { conflicts, ...others } = message.settled;
      // What travels between threads arrives as plain objects.
      const faults = conflicts.map(({ fault, row }) => ({
        fault: new RowFault(fault.code, fault.value, fault.args, fault.column),
        row,
      }));
      this.onSettled(batch, { ...others, conflicts: faults });
      batch.clear();
      this.free.push(batch);
    }
    this.wake();
  }
  private async until(ready: () => boolean): Promise<void> {
    while (!ready() && this.problem === undefined)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    if (this.problem !== undefined) throw this.problem;
  }
  first(): Batch {
    const batch = new Batch(new Drafts("shared"));
    this.made.set(batch, { number: this.made.size, out: undefined, keys: undefined });
    return batch;
  }
  async take(batch: Batch): Promise<Batch> {
    this.under.push(batch);
    const known = this.made.get(batch)!;
    const bytes = batch.drafts.bytes();
    const news = known.out !== bytes.out || known.keys !== bytes.keys;
    known.out = bytes.out;
    known.keys = bytes.keys;
    const { count } = batch.drafts;
    this.worker.postMessage({
      batch: known.number,
      count,
      bytes: news ? bytes : undefined,
    } satisfies ToThread);
    if (this.free.length === 0 && this.made.size < BATCHES) return this.first();
    await this.until(() => this.free.length > 0);
    return this.free.pop()!;
  }
  async finish(batch: Batch): Promise<SettleTotals> {
    await this.take(batch);
    this.worker.postMessage({ end: true } satisfies ToThread);
    await this.until(() => this.totals !== undefined);
    return this.totals!;
  }
  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
