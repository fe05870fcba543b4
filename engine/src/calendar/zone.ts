import type { Day, Instant } from "../values/brand.ts";
import { instantText, MICROS_PER_DAY, MICROS_PER_SECOND } from "../values/date.ts";

/** A time zone as data passed in: offset `offsets[i]` (seconds east of UTC) holds until `untils[i]`, the last one for ever. */
export interface Zone {
  readonly id: string;
  /** UTC microseconds, rising; one shorter than `offsets`. */
  readonly untils: readonly number[];
  readonly offsets: readonly number[];
}
export const fixedZone = (id: string, offsetSeconds: number): Zone => ({ id, untils: [], offsets: [offsetSeconds] });
export const SHANGHAI: Zone = fixedZone("Asia/Shanghai", 8 * 3600);

/** Offset in seconds east of UTC at a moment. */
export const offsetAt = (zone: Zone, at: Instant): number => {
  let low = 0;
  let high = zone.untils.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < zone.untils[middle]!) high = middle;
    else low = middle + 1;
  }
  return zone.offsets[low]!;
};
export const localDay = (zone: Zone, at: Instant): Day =>
  Math.floor((at + offsetAt(zone, at) * MICROS_PER_SECOND) / MICROS_PER_DAY) as Day;
/** Microseconds since local midnight. */
export const localTime = (zone: Zone, at: Instant): number =>
  at + offsetAt(zone, at) * MICROS_PER_SECOND - localDay(zone, at) * MICROS_PER_DAY;
/**
 * The instant of a local wall-clock time. A time that a zone skips is read with the offset before the jump; one that happens
 * twice is the first of the two.
 * @param time microseconds since local midnight, 0…24 h
 */
export const instantOf = (zone: Zone, day: Day, time = 0): Instant => {
  const local = day * MICROS_PER_DAY + time;
  if (zone.untils.length === 0) return (local - zone.offsets[0]! * MICROS_PER_SECOND) as Instant;
  // No offset reaches a day, and no zone changes twice within two: one of the offsets on either side is the right one.
  const before = offsetAt(zone, (local - MICROS_PER_DAY) as Instant);
  const after = offsetAt(zone, (local + MICROS_PER_DAY) as Instant);
  const exact = [before, after]
    .map((offset) => (local - offset * MICROS_PER_SECOND) as Instant)
    .filter((instant) => instant + offsetAt(zone, instant) * MICROS_PER_SECOND === local);
  return exact.length > 0 ? (Math.min(...exact) as Instant) : ((local - before * MICROS_PER_SECOND) as Instant);
};
export const zonedText = (zone: Zone, at: Instant): string => instantText(at, offsetAt(zone, at));
