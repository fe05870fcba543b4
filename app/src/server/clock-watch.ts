// Clauses: N1
import { uptime } from "node:os";
import type { House } from "../commands/house.ts";
import { databaseSeconds, latestMoment } from "../commands/other-clocks.ts";

/** Seconds: what two clocks may differ by (threat T23). */
export const CLOCK_TOLERANCE = 2;
const EVERY = 30_000;
const DAY = 86_400_000;

/** The machine's own clocks, in milliseconds: the one that can be set, and the one that only runs, also while the machine sleeps. */
export interface MachineClocks {
  readonly wall: () => number;
  readonly running: () => number;
}
/** What is wrong with the machine's clock, in seconds that it is ahead. */
export type ClockFault =
  | { readonly against: "database"; readonly seconds: number }
  /** What was written down last lies in the future: the clock was set back, or was ahead before. */
  | { readonly against: "record"; readonly seconds: number }
  /** Set forward or back while the house ran; told for a day, unless it is set right again before. */
  | { readonly against: "itself"; readonly seconds: number };

/**
 * Days and deadlines run by the machine's clock, so one that is off is told: to whoever keeps the house running (`/healthz`, `/metrics`, the log)
 * and to the company on its pages. It is held against the database's, against what was written down last, and against the machine's own
 * clock that cannot be set.
 */
export class ClockWatch {
  readonly #house: Pick<House, "store">;
  readonly #clocks: MachineClocks;
  readonly #told: (faults: readonly ClockFault[]) => void;
  /** Where the clock that can be set began, by the one that only runs. */
  #began: number;
  /** When it was first found elsewhere, by the one that only runs. */
  #jumpedAt: number | undefined;
  #faults: readonly ClockFault[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    house: Pick<House, "store">,
    told: (faults: readonly ClockFault[]) => void,
    clocks: MachineClocks = MACHINE,
  ) {
    this.#house = house;
    this.#told = told;
    this.#clocks = clocks;
    this.#began = clocks.wall() - clocks.running();
  }
  get faults(): readonly ClockFault[] {
    return this.#faults;
  }
  start(): void {
    const look = (): void => void this.look();
    look();
    this.#timer = setInterval(look, EVERY);
    this.#timer.unref();
  }
  stop(): void {
    clearInterval(this.#timer);
  }
  /** A database that does not answer tells nothing of clocks; that it does not is told elsewhere. */
  async look(): Promise<void> {
    const found = await this.#find().catch(() => undefined);
    if (found === undefined) return;
    const isNew = found.some(({ against }) => !this.#faults.some((known) => known.against === against));
    this.#faults = found;
    if (isNew) this.#told(found);
  }
  async #find(): Promise<ClockFault[]> {
    const { wall, running } = this.#clocks;
    const before = running();
    const database = await databaseSeconds(this.#house);
    const now = wall();
    // The answer is from somewhere between question and answer: as far as that goes nothing can be said.
    const unsure = (running() - before) / 1000;
    const faults: ClockFault[] = [];
    const ahead = now / 1000 - database;
    if (ahead < -CLOCK_TOLERANCE || ahead > CLOCK_TOLERANCE + unsure) faults.push(fault("database", ahead));
    const latest = await latestMoment(this.#house);
    const behind = latest === undefined ? 0 : now / 1000 - latest / 1_000_000;
    if (behind < -CLOCK_TOLERANCE) faults.push(fault("record", behind));
    const jumped = this.#jump();
    if (jumped !== 0) faults.push(fault("itself", jumped));
    return faults;
  }
  /** Seconds. One that was meant, a wrong clock set right, is told of no more after a day. */
  #jump(): number {
    const { wall, running } = this.#clocks;
    const began = wall() - running();
    const jumped = (began - this.#began) / 1000;
    if (Math.abs(jumped) <= CLOCK_TOLERANCE) {
      this.#jumpedAt = undefined;
      return 0;
    }
    this.#jumpedAt ??= running();
    if (running() - this.#jumpedAt < DAY) return jumped;
    [this.#began, this.#jumpedAt] = [began, undefined];
    return 0;
  }
}
const fault = (against: ClockFault["against"], seconds: number): ClockFault => ({
  against,
  seconds: Math.round(seconds),
});
// Time since the machine started goes on while it sleeps; that of the process does not, and each sleep would look like a clock set forward.
const MACHINE: MachineClocks = { wall: Date.now, running: () => uptime() * 1000 };
