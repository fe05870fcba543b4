// Clauses: N6

import type { House } from "../commands/house.ts";
import { nextDue, refreshDue, refreshStale } from "../commands/refresh-contracts.ts";

/** A timer holds at most so long; and a company that nothing wakes is looked at once an hour. */
const LONGEST = 3_600_000;

/**
 * Sleeps until the earliest moment at which a state can change without an event, and computes what has come due. Two workers
 * on one store share the work: each passes over what the other holds.
 */
export class ClockWorker {
  readonly #house: House;
  readonly #companyId: number;
  readonly #log: (error: unknown) => void;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  constructor(house: House, companyId: number, log: (error: unknown) => void) {
    this.#house = house;
    this.#companyId = companyId;
    this.#log = log;
  }
  start(): void {
    this.#running = this.#turn(true);
  }
  /** A state changed: its next moment may be earlier than the one slept for. */
  wake(): void {
    clearTimeout(this.#timer);
    this.#running = this.#running.then(() => this.#turn(false));
  }
  async #turn(first: boolean): Promise<void> {
    if (this.#stop.signal.aborted) return;
    let wait = LONGEST;
    try {
      if (first) await refreshStale(this.#house, this.#companyId, undefined, this.#stop.signal);
      await refreshDue(this.#house, this.#companyId, this.#stop.signal);
      const next = await nextDue(this.#house, this.#companyId);
      if (next !== null) wait = Math.min(Math.max((next - this.#house.now()) / 1000, 0) + 1, LONGEST);
    } catch (error) {
      this.#log(error);
      wait = 10_000;
    }
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), wait);
    this.#timer.unref();
  }
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }
}
