// Clauses: N1
import { randomUUID } from "node:crypto";
import type { Text } from "@fealty/engine/values/text.ts";

/** Why work failed, as the page tells it. */
export interface WorkFailure {
  readonly code: string;
  readonly text: Required<Text>;
  /** What the refusal names, for the page. */
  readonly args?: Readonly<Record<string, unknown>>;
}
export interface WorkProgress extends Partial<WorkFailure> {
  readonly state: "running" | "done" | "cancelled" | "failed" | "unknown";
  /** What it is at, where it has several steps. */
  readonly step?: string;
  readonly done: number;
  readonly of: number;
  /** What came of it. */
  readonly outcome?: unknown;
}
export type Tell = (done: number, of: number, step?: string) => void;
/** Gives what came of it; undefined where there is nothing to tell, or it was cut short. */
type Work = (progress: Tell, signal: AbortSignal) => Promise<unknown>;
interface Running {
  readonly id: string;
  /** The company that it is done for; nobody else is told of it. */
  readonly companyId: number;
  /** What people call it. */
  readonly title: string;
  progress: WorkProgress;
  readonly stop: AbortController;
  /** Fulfilled when it has ended, however. */
  readonly ended: Promise<void>;
}
const keyOf = (companyId: number, id: string): string => `${companyId}/${id}`;
/** Ended work is remembered for the page that still asks. */
const REMEMBERED = 20;

/** Work that takes longer than an answer should: it goes on by itself, tells how far it is, and can be stopped. */
export class LongWork {
  /** By company and id: two companies may each have work of one name. */
  readonly #all = new Map<string, Running>();
  readonly #failureOf: (error: unknown) => WorkFailure;
  constructor(failureOf: (error: unknown) => WorkFailure) {
    this.#failureOf = failureOf;
  }
  /** Another start of the same name for the same company stops the one before, and begins when that has ended. */
  start(companyId: number, name: string, work: Work, title = name): string {
    const before = this.#ofCompany(companyId).filter(({ id: known }) => known.startsWith(`${name}-`));
    for (const one of before) one.stop.abort();
    const id = `${name}-${randomUUID()}`;
    const stop = new AbortController();
    const running = async (): Promise<void> => {
      await Promise.all(before.map(({ ended }) => ended));
      try {
        const outcome = stop.signal.aborted ? undefined : await work(told, stop.signal);
        const state = stop.signal.aborted && outcome === undefined ? "cancelled" : "done";
        one.progress = { ...one.progress, state, ...(outcome === undefined ? {} : { outcome }) };
      } catch (error) {
        one.progress = stop.signal.aborted
          ? { ...one.progress, state: "cancelled" }
          : { ...one.progress, state: "failed", ...this.#failureOf(error) };
      }
    };
    const told: Tell = (done, of, step) => {
      one.progress = { ...one.progress, done, of, ...(step === undefined ? {} : { step }) };
    };
    const one: Running = {
      id,
      companyId,
      title,
      progress: { state: "running", done: 0, of: 0 },
      stop,
      ended: Promise.resolve().then(running),
    };
    this.#keep(one);
    return id;
  }
  /**
   * Work that whoever asked for it waits for: others, and the page itself, follow it under this very name, and may stop it. Asked for once more while
   * it runs, the second goes on beside it as the command allows, and is not followed.
   */
  async attend<Result>(
    companyId: number,
    name: string,
    work: (progress: Tell, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const stop = new AbortController();
    if (this.progress(companyId, name).state === "running") return work(() => undefined, stop.signal);
    let end = (): void => undefined;
    const one: Running = {
      id: name,
      companyId,
      title: name,
      progress: { state: "running", done: 0, of: 0 },
      stop,
      ended: new Promise((resolve) => {
        end = resolve;
      }),
    };
    this.#keep(one);
    try {
      const result = await work((done, of) => {
        one.progress = { ...one.progress, done, of };
      }, stop.signal);
      one.progress = { ...one.progress, state: "done" };
      return result;
    } catch (error) {
      one.progress = { ...one.progress, state: stop.signal.aborted ? "cancelled" : "failed" };
      throw error;
    } finally {
      end();
    }
  }
  /** What runs is never forgotten. */
  #keep(one: Running): void {
    this.#all.set(keyOf(one.companyId, one.id), one);
    const own = this.#ofCompany(one.companyId);
    let size = own.length;
    for (const { companyId, id, progress } of own) {
      if (size <= REMEMBERED) return;
      if (progress.state !== "running" && this.#all.delete(keyOf(companyId, id))) size -= 1;
    }
  }
  #ofCompany(companyId: number): Running[] {
    return [...this.#all.values()].filter((one) => one.companyId === companyId);
  }
  progress(companyId: number, id: string): WorkProgress {
    return this.#of(companyId, id)?.progress ?? { state: "unknown", done: 0, of: 0 };
  }
  #of(companyId: number, id: string): Running | undefined {
    return this.#all.get(keyOf(companyId, id));
  }
  /** What runs for a company under names that begin so, the first started first. */
  running(
    companyId: number,
    beginning: string,
  ): { readonly work: string; readonly title: string; readonly progress: WorkProgress }[] {
    return this.#ofCompany(companyId)
      .filter(({ id, progress }) => id.startsWith(beginning) && progress.state === "running")
      .map(({ id, title, progress }) => ({ work: id, title, progress }));
  }
  cancel(companyId: number, id: string): boolean {
    const one = this.#of(companyId, id);
    if (one?.progress.state !== "running") return false;
    one.stop.abort();
    return true;
  }
  stopAll(): void {
    for (const { stop } of this.#all.values()) stop.abort();
  }
}
