// Clauses: N6, N7
import type { House } from "../commands/house.ts";
import { forgetOldMessages, hearMessages, sendDue, untilNextTry } from "../commands/send-messages.ts";

/** What ran out is cancelled, and what a lost hint told of is sent, at least so often. */
const LONGEST = 600_000;
const AFTER_FAILURE = 60_000;
const DAY = 86_400_000;

/**
 * Sends the messages of a company as they come, beside the worker that computes: a server that answers slowly holds up nothing else. Two on one store
 * share the work.
 */
export class OutboxWorker {
  readonly #house: House;
  readonly #companyId: number;
  readonly #log: (error: unknown) => void;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #unhear: (() => Promise<void>) | undefined;
  #forgetAt = 0;
  constructor(house: House, companyId: number, log: (error: unknown) => void) {
    this.#house = house;
    this.#companyId = companyId;
    this.#log = log;
  }
  start(): void {
    this.#wakeIn(0);
  }
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
    await this.#unhear?.();
  }
  async #turn(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    let wait = LONGEST;
    try {
      this.#unhear ??= await hearMessages(this.#house, this.#companyId, () => this.#wakeIn(0));
      await sendDue(this.#house, this.#companyId, this.#stop.signal);
      wait = Math.min(((await untilNextTry(this.#house, this.#companyId)) ?? LONGEST) + 1, LONGEST);
      await this.#forgetOld();
    } catch (error) {
      this.#log(error);
      wait = AFTER_FAILURE;
    }
    this.#wakeIn(wait);
  }
  async #forgetOld(): Promise<void> {
    if (performance.now() < this.#forgetAt) return;
    await forgetOldMessages(this.#house, this.#companyId);
    this.#forgetAt = performance.now() + DAY;
  }
  /** The soonest of what is asked for while a turn runs comes after it. */
  #wakeIn(milliseconds: number): void {
    if (this.#stop.signal.aborted) return;
    const at = performance.now() + milliseconds;
    if (this.#timer !== undefined && this.#wakeAt <= at) return;
    clearTimeout(this.#timer);
    this.#wakeAt = at;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running.then(() => this.#turn());
    }, milliseconds);
    this.#timer.unref();
  }
  #wakeAt = 0;
}
