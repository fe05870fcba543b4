// Clauses: N6, N7
import type { House } from "../commands/house.ts";
import { forgetOldMessages, hearMessages, sendDue, untilNextTry } from "../commands/send-messages.ts";
import { forgetOldDeliveries, hearHappenings, tellDue, untilNextDelivery } from "../commands/tell-webhooks.ts";

/** What waits to be sent, and how it goes out. */
export interface Sending {
  readonly hear: (house: House, companyId: number, heard: () => void) => Promise<() => Promise<void>>;
  /** @param heard resolves at the next hint */
  readonly send: (house: House, companyId: number, signal: AbortSignal, heard: () => Promise<void>) => Promise<number>;
  /** Milliseconds; undefined where nothing waits. */
  readonly untilNext: (house: House, companyId: number) => Promise<number | undefined>;
  readonly forget: (house: House, companyId: number) => Promise<number>;
  /** Looks at least so often, in milliseconds: what a lost hint told of. */
  readonly longest: number;
}

/** To people. What ran out is cancelled as often as is looked. */
export const MESSAGES: Sending = {
  hear: hearMessages,
  send: sendDue,
  untilNext: untilNextTry,
  forget: forgetOldMessages,
  longest: 600_000,
};
/** To other systems. What the passing of time brings is announced by nobody. */
export const WEBHOOKS: Sending = {
  hear: hearHappenings,
  send: tellDue,
  untilNext: untilNextDelivery,
  forget: forgetOldDeliveries,
  longest: 30_000,
};
const AFTER_FAILURE = 60_000;
const DAY = 86_400_000;

/**
 * Sends what a company tells people and other systems as it comes, beside the worker that computes: a server that answers slowly holds up nothing else. Two on one store
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
  #next: Promise<void> | undefined;
  #resolveNext: (() => void) | undefined;
  readonly #sending: Sending;
  constructor(house: House, companyId: number, log: (error: unknown) => void, sending: Sending = MESSAGES) {
    this.#house = house;
    this.#sending = sending;
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
    const { hear, send, untilNext, longest } = this.#sending;
    let wait = longest;
    try {
      this.#unhear ??= await hear(this.#house, this.#companyId, () => this.#hear());
      await send(this.#house, this.#companyId, this.#stop.signal, () => this.#hint());
      wait = Math.min(((await untilNext(this.#house, this.#companyId)) ?? longest) + 1, longest);
      await this.#forgetOld();
    } catch (error) {
      this.#log(error);
      wait = AFTER_FAILURE;
    }
    this.#wakeIn(wait);
  }
  async #forgetOld(): Promise<void> {
    if (performance.now() < this.#forgetAt) return;
    await this.#sending.forget(this.#house, this.#companyId);
    this.#forgetAt = performance.now() + DAY;
  }
  /** Resolves when something is heard of while a turn runs. */
  #hint(): Promise<void> {
    this.#next ??= new Promise((resolve) => {
      this.#resolveNext = resolve;
    });
    return this.#next;
  }
  #hear(): void {
    this.#resolveNext?.();
    this.#next = undefined;
    this.#wakeIn(0);
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
