// Clauses: C1.1, N6
import { type House, hearFoundings } from "../commands/house.ts";
import { companiesOf } from "../commands/open-house.ts";
import { ClockWorker } from "./clock.ts";
import { OutboxWorker, WEBHOOKS } from "./outbox.ts";

/** Milliseconds: a company whose founding was not heard is found so often. */
const LOOKED_AT = 600_000;
const AFTER_FAILURE = 60_000;

/** The workers of every company of the house, also of one that is founded while it runs, here or by another process. */
export class CompanyWorkers {
  readonly #house: House;
  readonly #log: (error: unknown) => void;
  readonly #workers = new Map<number, readonly (ClockWorker | OutboxWorker)[]>();
  readonly #stop = new AbortController();
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #unhear: (() => Promise<void>) | undefined;
  constructor(house: House, log: (error: unknown) => void) {
    this.#house = house;
    this.#log = log;
  }
  start(): void {
    this.#again();
  }
  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#unhear?.();
    await Promise.all([...this.#workers.values()].flat().map((worker) => worker.stop()));
  }
  #again(): void {
    if (this.#stop.signal.aborted) return;
    this.#looking = this.#looking.then(() => this.#look());
  }
  async #look(): Promise<void> {
    if (this.#stop.signal.aborted) return;
    clearTimeout(this.#timer);
    let wait = LOOKED_AT;
    try {
      this.#unhear ??= await hearFoundings(this.#house, () => this.#again());
      for (const { companyId } of await companiesOf(this.#house)) this.#serve(companyId);
    } catch (error) {
      this.#log(error);
      wait = AFTER_FAILURE;
    }
    this.#timer = setTimeout(() => this.#again(), wait);
    this.#timer.unref();
  }
  #serve(companyId: number): void {
    if (this.#workers.has(companyId) || this.#stop.signal.aborted) return;
    const workers = [
      new ClockWorker(this.#house, companyId, this.#log),
      new OutboxWorker(this.#house, companyId, this.#log),
      new OutboxWorker(this.#house, companyId, this.#log, WEBHOOKS),
    ];
    this.#workers.set(companyId, workers);
    for (const worker of workers) worker.start();
  }
}
