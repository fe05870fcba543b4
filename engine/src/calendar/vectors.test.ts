import { describe, expect, test } from "vitest";
import { china, day, duration, hours, instant, json, nineToSix, zone } from "../../test/calendars.ts";
import { addDays, dayText } from "../values/date.ts";
import { legalDue } from "./legal-time.ts";
import { dueAfterPeriodEnd } from "./recurrence-time.ts";
import { serviceDueWithPauses } from "./service-time.ts";
import { zonedText } from "./zone.ts";

interface Vector {
  readonly name: string;
  readonly from: string;
  readonly add: string;
  readonly due: string;
  readonly legal?: boolean;
  readonly hours?: string;
  readonly zone?: string;
  readonly pauses?: readonly { readonly from: string; readonly to: string }[];
  /** Last day of the period that the due date follows. */
  readonly after_end?: string;
}
const dueOf = (vector: Vector): string => {
  const add = duration(vector.add);
  if (vector.legal) return dayText(legalDue(china, day(vector.from), add, { extendOverWeekends: true }).due);
  const where = zone(vector.zone ?? "Asia/Shanghai");
  const open = vector.hours ? hours(vector.hours) : nineToSix;
  const pauses = (vector.pauses ?? []).map((it) => ({ from: instant(it.from), to: instant(it.to) }));
  return zonedText(where, serviceDueWithPauses(china, where, open, instant(vector.from), add, pauses).due);
};
for (const file of ["vectors/clocks.json", "vectors/clocks-more.json"]) {
  const vectors = json(file) as readonly Vector[];
  describe(`C8.1 ${file}`, () => {
    test.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_, vector) => {
      expect(dueOf(vector)).toBe(vector.due);
    });
    const recurring = vectors.filter((vector) => vector.after_end);
    test.each(recurring.map((vector) => [vector.name, vector] as const))("after the period's end, %s", (_, vector) => {
      const where = zone("Asia/Shanghai");
      const after = addDays(day(vector.after_end!), 1);
      const { due } = dueAfterPeriodEnd(china, where, nineToSix, after, duration(vector.add));
      expect(zonedText(where, due)).toBe(vector.due);
    });
  });
}
