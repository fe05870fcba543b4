// Clauses: C7.1
import { daysInMonth } from "@fealty/engine/values/date.ts";
import { RowFault } from "./fault.ts";
import { halfWidth, trimBlanks } from "./normal-text.ts";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = "10X98765432";

/** The check digit of GB 11643-1999 for the first 17 digits (ISO 7064, MOD 11-2). */
export const residentIdCheck = (seventeen: string): string => {
  let sum = 0;
  for (const [i, weight] of WEIGHTS.entries()) sum += weight * (seventeen.charCodeAt(i) - 48);
  return CHECKS[sum % 11]!;
};

/** A Chinese resident identity number in its stored form (upper-case X). Throws a RowFault with the right check digit. */
export const readResidentId = (written: string): string => {
  const text = halfWidth(trimBlanks(written)).toUpperCase();
  if (text === "") throw new RowFault("blank", written);
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) throw new RowFault("resident_id_form", written);
  const [year, month, day] = [+text.slice(6, 10), +text.slice(10, 12), +text.slice(12, 14)];
  if (year < 1850 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    throw new RowFault("resident_id_day", written);
  const check = residentIdCheck(text);
  if (check !== text[17]) throw new RowFault("resident_id_check", written, { check });
  return text;
};
