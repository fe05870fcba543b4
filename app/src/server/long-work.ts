// Clauses: N1
import { randomUUID } from "node:crypto";
import type { Text } from "@fealty/engine/values/text.ts";

export interface WorkProgress {
  readonly state: "running" | "done" | "cancelled" | "failed" | "unknown";
  readonly done: number;
  readonly of: number;
  /** Why it failed. */
  readonly text?: Required<Text>;
}
type Work = (progress: (done: number, of: number) => void, signal: AbortSignal) => Promise<unknown>;
/** Ended work is remembered for the page that still asks. */
const REMEMBERED = 20;

/** Work that takes longer than an answer should: it goes on by itself, tells how far it is, and can be stopped. */
export class LongWork {
  readonly #all = new Map<string, { progress: WorkProgress; readonly stop: AbortController }>();
  readonly #textOf: (error: unknown) => Required<Text>;
  constructor(textOf: (error: unknown) => Required<Text>) {
    this.#textOf = textOf;
  }
  /** Another start of the same name stops the one before. */
  start(name: string, work: Work): string {
    for (const [id, one] of this.#all) if (id.startsWith(`${name}-`)) one.stop.abort();
    const id = `${name}-${randomUUID()}`;
    const one = { progress: { state: "running", done: 0, of: 0 } as WorkProgress, stop: new AbortController() };
    this.#all.set(id, one);
    for (const oldest of this.#all.keys()) {
      if (this.#all.size <= REMEMBERED) break;
      this.#all.delete(oldest);
    }
    const told = (done: number, of: number): void => {
      one.progress = { ...one.progress, done, of };
    };
    work(told, one.stop.signal).then(
      () => {
        one.progress = { ...one.progress, state: one.stop.signal.aborted ? "cancelled" : "done" };
      },
      (error: unknown) => {
        one.progress = { ...one.progress, state: "failed", text: this.#textOf(error) };
      },
    );
    return id;
  }
  progress(id: string): WorkProgress {
    return this.#all.get(id)?.progress ?? { state: "unknown", done: 0, of: 0 };
  }
  cancel(id: string): boolean {
    const one = this.#all.get(id);
    if (one?.progress.state !== "running") return false;
    one.stop.abort();
    return true;
  }
  stopAll(): void {
    for (const { stop } of this.#all.values()) stop.abort();
  }
}
