// The kept calendar and zones, and readers that stop a test on a misspelt value.
import { readFileSync } from "node:fs";
import { parseCalendar } from "../src/calendar/calendar-data.ts";
import { parseHours } from "../src/calendar/hours.ts";
import type { CalendarData, Hours } from "../src/calendar/types.ts";
import type { Zone } from "../src/calendar/zone.ts";
import { parseZones, zoneNamed } from "../src/calendar/zone-data.ts";
import { assert } from "../src/values/assert.ts";
import type { Day, Instant } from "../src/values/brand.ts";
import { parseDay, parseInstant } from "../src/values/date.ts";
import { type Duration, parseDuration } from "../src/values/duration.ts";

/** A file of the clone, parsed as JSON. */
export const json = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));
const found = <T>(value: T | undefined, what: string): T => {
  assert(value !== undefined, `no ${what}`);
  return value;
};
export const china: CalendarData = found(parseCalendar(json("data/calendars/cn.json")).calendar, "calendar");
const table = found(parseZones(json("data/zones.json")).table, "zones");
export const zone = (id: string): Zone => found(zoneNamed(table, id), id);
export const shanghai = zone("Asia/Shanghai");
export const london = zone("Europe/London");
export const hours = (text: string): Hours => found(parseHours(text), text);
export const nineToSix = hours("09:00-18:00");
export const day = (text: string): Day => found(parseDay(text), text);
export const instant = (text: string): Instant => found(parseInstant(text), text);
/** `2026-03-11T10:00` in Shanghai. */
export const cn = (text: string): Instant => instant(`${text}+08:00`);
export const duration = (text: string): Duration => found(parseDuration(text), text);
/** Monday to Friday without holidays, any year of the 2020s known. */
export const plainWeek: CalendarData = {
  id: "XX",
  source: "test",
  years: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [String(2020 + index), { off: {}, work: {} }])),
};
