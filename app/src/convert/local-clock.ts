// Clauses: C7.1
import { SHANGHAI, type Zone } from "@fealty/engine/calendar/zone.ts";
import { parseZones, zoneNamed as zoneInTable } from "@fealty/engine/calendar/zone-data.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import data from "../../../data/zones.json" with { type: "json" };

const { table } = parseZones(data);
/** The zone as contracts read it, so that a day of the file is the same day there; undefined for an unknown name. */
export const zoneNamed = (id: string): Zone | undefined => {
  assert(table, "the shipped table of zones reads");
  return id === SHANGHAI.id ? SHANGHAI : zoneInTable(table, id);
};

const SECONDS_A_DAY = 86_400;
const CACHE = 4096;
const SEVERAL = 0x7fffffff;

/**
 * Local wall-clock times of one zone. Finds the offset of a local time: none where the clock skips it, two where it shows it
 * twice. Most days have one offset, which is kept by day.
 */
export class LocalClock {
  readonly zone: Zone;
  private readonly cachedDay = new Int32Array(CACHE).fill(-0x80000000);
  private readonly cachedOffset = new Int32Array(CACHE);
  constructor(zone: Zone) {
    this.zone = zone;
  }
  /** Seconds east of UTC of that whole local day, or `undefined` where it changes on it or next to it. */
  private offsetOfDay(day: number): number | undefined {
    const slot = day & (CACHE - 1);
    if (this.cachedDay[slot] === day) {
      const offset = this.cachedOffset[slot]!;
      return offset === SEVERAL ? undefined : offset;
    }
    const start = this.offsets(day * SECONDS_A_DAY - SECONDS_A_DAY);
    const end = this.offsets(day * SECONDS_A_DAY + 2 * SECONDS_A_DAY);
    const one = start.length === 1 && end.length === 1 && start[0] === end[0] ? start[0]! : undefined;
    this.cachedDay[slot] = day;
    this.cachedOffset[slot] = one ?? SEVERAL;
    return one;
  }
  /** All offsets under which the clock showed this local time, earliest moment first. */
  offsets(localSeconds: number): number[] {
    const { untils, offsets } = this.zone;
    const found: number[] = [];
    let low = 0;
    let high = untils.length;
    const floor = (localSeconds - 2 * SECONDS_A_DAY) * 1e6;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (untils[middle]! <= floor) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < offsets.length; i++) {
      const from = i === 0 ? Number.NEGATIVE_INFINITY : untils[i - 1]!;
      const until = i < untils.length ? untils[i]! : Number.POSITIVE_INFINITY;
      const at = (localSeconds - offsets[i]!) * 1e6;
      if (from > at + 2 * SECONDS_A_DAY * 1e6) break;
      if (from <= at && at < until) found.push(offsets[i]!);
    }
    return found;
  }
  /** The one offset of a local time; NaN where the clock skipped it, Infinity where it showed it twice. */
  offsetOf(day: number, seconds: number): number {
    const whole = this.offsetOfDay(day);
    if (whole !== undefined) return whole;
    const found = this.offsets(day * SECONDS_A_DAY + seconds);
    return found.length === 1 ? found[0]! : found.length === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  }
}
