// Clauses: N6

import { beginRecords } from "../commands/begin-records.ts";
import { forgetOldAnswers } from "../commands/forget-answers.ts";
import { type House, hearChanges } from "../commands/house.ts";
import { moveNames } from "../commands/move-names.ts";
import { settleLeads } from "../commands/own-teams.ts";
import { purgeDaily } from "../commands/purge-due.ts";
import { refreshDue, refreshStale, untilNextDue } from "../commands/refresh-contracts.ts";

/** A timer holds at most so long; and a company whose changes are not heard is looked at once an hour. */
const LONGEST = 3_600_000;
/** Changes come in crowds; what the last one of them asks for is what all of them ask for. */
const GATHERED = 200;
const AFTER_FAILURE = 60_000;
const DAY = 86_400_000;

/**
 * Sleeps until the earliest moment at which a state can change without an event, and computes what has come due; a change that
 * is heard may bring that moment forward. Two workers on one store share the work: each passes over what the other holds.
 */
export class ClockWorker {
  readonly #house: House;
  readonly #companyId: number;
  readonly #log: (error: unknown) => void;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Ends the hearing of changes. */
  #unhear: (() => Promise<void>) | undefined;
  /** What an earlier process left half done, or another engine computed, has been computed. */
  #settled = false;
  /** A change was heard after the last turn began. */
  #heard = false;
  /** By `performance.now`: after a failure it is not tried again at once. */
  #notBefore = 0;
  #forgetAt = 0;
  /** The company's day on which data whose period was over was last taken away. */
  #purgedOn: string | undefined;
  constructor(house: House, companyId: number, log: (error: unknown) => void) {
    this.#house = house;
    this.#companyId = companyId;
    this.#log = log;
  }
  start(): void {
    this.#running = this.#turn();
  }
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
    await this.#unhear?.();
  }
  async #turn(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    this.#heard = false;
    let wait = LONGEST;
    // Before anything is computed anew, or recorded for good: events of a former house may still say who customers are.
    const named =
      this.#settled || (await this.#tried(() => moveNames(this.#house, this.#companyId, this.#stop.signal)));
    const done = [
      named,
      await this.#tried(async () => {
        this.#unhear ??= await hearChanges(this.#house, this.#companyId, () => this.#hear());
      }),
      this.#settled ||
        (await this.#tried(async () => {
          if (named) await beginRecords(this.#house, this.#companyId, this.#stop.signal);
          await refreshStale(this.#house, this.#companyId, undefined, this.#stop.signal);
        })),
      await this.#tried(() => settleLeads(this.#house, this.#companyId)),
      await this.#tried(() => refreshDue(this.#house, this.#companyId, this.#stop.signal)),
      await this.#tried(async () => {
        wait = Math.min(((await untilNextDue(this.#house, this.#companyId)) ?? LONGEST) + 1, LONGEST);
      }),
      await this.#tried(() => this.#forgetOld()),
      await this.#tried(async () => {
        this.#purgedOn = await purgeDaily(this.#house, this.#companyId, this.#purgedOn, this.#stop.signal);
      }),
    ];
    this.#settled = done[0]! && done[2]!;
    if (done.includes(false)) {
      wait = AFTER_FAILURE;
      this.#notBefore = performance.now() + AFTER_FAILURE;
    }
    if (!this.#heard) this.#wakeIn(wait);
  }
  /** What fails is told, and holds up nothing else. */
  async #tried(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#stop.signal.aborted) return true;
    try {
      await work();
      return true;
    } catch (error) {
      this.#log(error);
      return false;
    }
  }
  #hear(): void {
    if (this.#heard) return;
    this.#heard = true;
    this.#wakeIn(Math.max(GATHERED, this.#notBefore - performance.now()));
  }
  #wakeIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#turn());
    }, milliseconds);
    this.#timer.unref();
  }
  async #forgetOld(): Promise<void> {
    if (performance.now() < this.#forgetAt) return;
    await forgetOldAnswers(this.#house, this.#companyId);
    this.#forgetAt = performance.now() + DAY;
  }
}
