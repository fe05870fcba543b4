// Clauses: C8.1
import type { Hours } from "./types.ts";

const SPAN = /^(\d{2}):(\d{2})\s*[-–]\s*(\d{2}):(\d{2})$/;
const MIDNIGHT = 24 * 60;
/**
 * Reads `09:00-12:00, 13:30-18:00`: rising spans that do not overlap; 24:00 may end the last one. Undefined for anything else,
 * also for an empty list.
 */
export const parseHours = (text: string): Hours | undefined => {
  const spans: { from: number; to: number }[] = [];
  for (const part of text.split(",")) {
    const match = SPAN.exec(part.trim());
    if (!match || +match[2]! > 59 || +match[4]! > 59) return undefined;
    const from = +match[1]! * 60 + +match[2]!;
    const to = +match[3]! * 60 + +match[4]!;
    if (to > MIDNIGHT || from >= to || from < (spans.at(-1)?.to ?? 0)) return undefined;
    spans.push({ from, to });
  }
  return spans;
};
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
export const hoursText = (hours: Hours): string =>
  hours.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(", ");
