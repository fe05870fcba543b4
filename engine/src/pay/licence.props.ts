import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, labelled, record, sale, statementsAt, type Terms, yuan } from "../../test/pay-world.ts";
import { addDays, dayText, parseDay } from "../values/date.ts";
import type { Trace } from "../values/trace.ts";

const FREE: Terms = { components: [{ id: "base", kind: "rate", rate: "10%" }] };
const GATED: Terms = { ...FREE, licence: "insurance" };
const FIRST = parseDay("2026-01-01")!;
const dayAt = (offset: number): string => dayText(addDays(FIRST, offset));
/** Tens of yuan, so that a tenth of each is exact: no line rounds. */
const sales = fc.array(fc.tuple(fc.nat({ max: 119 }), fc.integer({ min: 1, max: 9000 })), { maxLength: 12 });
/** First day, length in days or none, and how many days after its first day it was filed. */
const licences = fc.array(
  fc.tuple(fc.nat({ max: 119 }), fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }), fc.nat({ max: 100 })),
  { maxLength: 5 },
);
const filed = (held: readonly (readonly [number, number | undefined, number])[]): Json[] =>
  held.map(([first, days, later]) =>
    record("licence_recorded", dayAt(first + later), {
      licence: "Z1",
      from: dayAt(first),
      ...(days === undefined ? {} : { before: dayAt(first + days) }),
    }),
  );
const totalOf = (terms: Terms, records: readonly Json[]): bigint =>
  statementsAt(terms, records, "2026-12-01").reduce((sum, { payable }) => sum + payable, 0n);
const leaves = (trace: Trace): string[] => [...(trace.evidence?.ids ?? []), ...trace.inputs.flatMap(leaves)];

describe("licences as properties", () => {
  it("law-A10, C6.2: in the end exactly those sales are paid that a licence covers on their day, however late it was filed", () => {
    fc.assert(
      fc.property(sales, licences, (sold, held) => {
        const records = sold.map(([day, tens]) => ({ day, sold: sale(dayAt(day), `${tens * 10}.00`) }));
        const isCovered = (day: number): boolean =>
          held.some(([first, days]) => first <= day && (days === undefined || day < first + days));
        const all = records.map((one) => one.sold);
        const covered = records.filter(({ day }) => isCovered(day)).map((one) => one.sold);
        expect(totalOf(GATED, [...all, ...filed(held)])).toBe(totalOf(FREE, covered));
        expect(totalOf(FREE, [...all, ...filed(held)])).toBe(totalOf(FREE, all));
      }),
      { numRuns: 40 },
    );
  });
  it("law-A10, C6.2: a statement that closed while a sale was held keeps every line, and each sale without a licence is named with its reason", () => {
    fc.assert(
      fc.property(sales, licences, (sold, held) => {
        const all = sold.map(([day, tens]) => sale(dayAt(day), `${tens * 10}.00`));
        const records = [...all, ...filed(held)];
        const shown = (asOf: string): string =>
          labelledLines(statementsAt(GATED, records, asOf).filter(({ label }) => label === "2026-01"));
        // What was stated at the close of January is what is stated of it ever after.
        expect(shown("2026-12-01")).toBe(shown("2026-02-01"));
        const now = statementsAt(GATED, all, "2026-12-01").flatMap(({ excluded }) => excluded);
        expect(now.map(({ event, reason }) => `${event} ${reason}`).sort()).toEqual(
          all.map(({ id }) => `${String(id)} no_licence`).sort(),
        );
      }),
      { numRuns: 25 },
    );
  });
  it("law-A10, N2: a released sale is a new line that rests on sale and licence alike", () => {
    const sold = sale("2026-01-10", "5000.00", { id: "sold" });
    const held = record("licence_recorded", "2026-03-03", {
      id: "lic",
      licence: "Z1",
      from: "2026-01-10",
      before: "2026-01-11",
    });
    const statements = statementsAt(GATED, [sold, held], "2026-04-02");
    const january = labelled(statements, "2026-01");
    expect([yuan(january.payable), january.lines.length]).toEqual(["0.00", 0]);
    const march = labelled(statements, "2026-03");
    expect(march.lines.map(({ component, amount, ofPeriod }) => [component, yuan(amount), ofPeriod])).toEqual([
      ["true_up", "500.00", "2026-01"],
    ]);
    expect(leaves(march.lines[0]!.trace())).toEqual(expect.arrayContaining(["sold", "lic"]));
  });
});
const labelledLines = (statements: ReturnType<typeof statementsAt>): string =>
  JSON.stringify(statements.flatMap(({ lines }) => lines.map(({ id, amount }) => [id, String(amount)])));
