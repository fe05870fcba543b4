import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { readCompany } from "../store/companies.ts";
import type { Tx } from "../store/transaction.ts";
import { zoneNamed } from "../world.ts";
import type { House } from "./house.ts";

/** The company's day at a moment, `2026-07-01`; without one the present day: of a demonstration the one that its clock shows. */
export const companyDay = async (house: House, tx: Tx, at?: Instant): Promise<string> => {
  const { clock, timeZone } = await readCompany(tx);
  const zone = await zoneNamed(timeZone);
  assert(zone, `the company's time zone ${timeZone} is known`);
  return zonedText(zone, at ?? clock ?? house.now()).slice(0, 10);
};
/** Half-open days. */
export interface DaySpan {
  readonly fromOn: string;
  readonly beforeOn?: string;
}
export const covers = ({ fromOn, beforeOn }: DaySpan, day: string): boolean =>
  fromOn <= day && (beforeOn === undefined || day < beforeOn);
/** Whether it holds on no day: recorded by mistake, and taken back. */
export const isEmpty = ({ fromOn, beforeOn }: DaySpan): boolean => beforeOn !== undefined && beforeOn <= fromOn;
export const overlap = (a: DaySpan, b: DaySpan): boolean =>
  !isEmpty(a) &&
  !isEmpty(b) &&
  (b.beforeOn === undefined || a.fromOn < b.beforeOn) &&
  (a.beforeOn === undefined || b.fromOn < a.beforeOn);
/** Whether all days of the second lie within the first. */
export const contains = (outer: DaySpan, inner: DaySpan): boolean =>
  outer.fromOn <= inner.fromOn &&
  (outer.beforeOn === undefined || (inner.beforeOn !== undefined && inner.beforeOn <= outer.beforeOn));
