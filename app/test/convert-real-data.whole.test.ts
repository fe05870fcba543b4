import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addDays, addMonths, parseDay } from "@fealty/engine/values/date.ts";
import { describe, expect, test } from "vitest";
import { convertFile } from "../src/convert/convert.ts";
import { room } from "./convert-room.ts";

/** Real files beside the clone, or where FEALTY_DATA says; without them the same code reads small files of our own. */
const place = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = process.env.FEALTY_DATA ?? place("../../../shared/data");
const dataOf = (real: string, own: string): { path: string; real: boolean } => {
  const path = join(folder, real);
  return existsSync(path) ? { path, real: true } : { path: place(`convert-sample/${own}`), real: false };
};
type Event = Readonly<Record<string, unknown>>;
const run = async (path: string, mapping: string, name: string) => {
  const out = join(room, name);
  const report = await convertFile({ file: path, mapping: place(`../../mappings/${mapping}`), out, lang: "en" });
  const events = readFileSync(out, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Event);
  return { report, events };
};
const dayOfText = (at: unknown): number => parseDay(String(at).slice(0, 10))!;

/** Customers with purchases on two days, all customers, months' sums in pence, refunds, unmatched. */
const shop = (events: readonly Event[]) => {
  const sales = events.filter(({ kind }) => kind === "sale");
  const days = new Map<unknown, Set<number>>();
  const months: Record<string, bigint> = {};
  for (const { customer, at, amount } of sales) {
    days.set(customer, (days.get(customer) ?? new Set()).add(dayOfText(at)));
    const month = String(at).slice(0, 7);
    months[month] = (months[month] ?? 0n) + BigInt(String(amount).replace(".", ""));
  }
  const repeat = [...days.values()].filter((set) => set.size > 1).length;
  return { sales: sales.length, customers: days.size, repeat, months };
};
const RETAIL = [
  {
    ...dataOf("online-retail-2010-12_2011-05.csv.gz", "retail.csv"),
    expected: {
      sales: 145_450,
      customers: 2718,
      repeat: 1336,
      // April is 469,200.361 before its one amount finer than a penny is rounded.
      months: {
        "2010-12": 57271389n,
        "2011-01": 56944504n,
        "2011-02": 44713735n,
        "2011-03": 59550076n,
        "2011-04": 46920036n,
        "2011-05": 67859456n,
      },
    },
    refunds: 2679,
    unmatched: 911,
  },
  {
    path: place("convert-sample/retail.csv"),
    real: false,
    expected: {
      sales: 8,
      customers: 3,
      repeat: 2,
      months: { "2010-12": 4758n, "2011-03": 339n, "2011-04": 36n, "2011-05": 678n },
    },
    refunds: 2,
    unmatched: 2,
  },
].filter(({ real }, i, all) => real || all[i]!.expected.sales < 100);

describe.each(RETAIL)("domain-F1 retail, $path", ({ path, expected, refunds, unmatched }) => {
  test("sales with a customer, not cancelled, above zero; repeat purchase on distinct days in London", async () => {
    const { report, events } = await run(path, "online-retail.yaml", `retail-${expected.sales}.ndjson`);
    expect(shop(events)).toEqual(expected);
    expect([report.events.refund, report.rows.unmatched, report.rows.refused]).toEqual([refunds, unmatched, 0]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const orders = new Set(events.filter(({ kind }) => kind === "sale").map(({ order }) => order));
    expect(orders.size).toBe(expected.sales);
    expect(events.filter(({ kind, order }) => kind === "refund" && !orders.has(order))).toEqual([]);
    expect(events.filter(({ customer }) => !/^\d{5}$/.test(String(customer)))).toEqual([]);
  });
});
test("the small retail file in detail: occurrence, rounding, summer time, match", async () => {
  const { events } = await run(place("convert-sample/retail.csv"), "online-retail.yaml", "retail-detail.ndjson");
  expect(events.map(({ id, at, order }) => [id, at, order])).toEqual([
    ["sale/700001/A1/6/15.30", "2010-12-01T08:26:00+00:00", "sale/700001/A1/6/15.30"],
    ["sale/700001/A1/6/15.30#2", "2010-12-01T08:26:00+00:00", "sale/700001/A1/6/15.30#2"],
    ["sale/700001/B2/2/6.78", "2010-12-01T08:26:00+00:00", "sale/700001/B2/2/6.78"],
    ["sale/700002/A1/4/10.20", "2010-12-09T12:00:00+00:00", "sale/700002/A1/4/10.20"],
    ["sale/700003/C3/360/0.36", "2011-04-18T12:00:00+01:00", "sale/700003/C3/360/0.36"],
    ["sale/700004/B2/1/3.39", "2011-03-27T02:10:00+01:00", "sale/700004/B2/1/3.39"],
    ["sale/700005/B2/1/3.39", "2011-05-01T10:00:00+01:00", "sale/700005/B2/1/3.39"],
    ["sale/700006/B2/1/3.39", "2011-05-01T23:30:00+01:00", "sale/700006/B2/1/3.39"],
    ["refund/C70007/A1/-4/10.20", "2010-12-10T09:41:00+00:00", "sale/700002/A1/4/10.20"],
    ["refund/C70009/B2/-1/3.39", "2011-05-02T00:10:00+01:00", "sale/700006/B2/1/3.39"],
  ]);
});

const CUT = parseDay("2008-12-31")!;
/** Kept and observed policies by the events, over all causes and with death and other exits left out. */
const lapse = (events: readonly Event[], policyYear: number, months: number) => {
  const issued = new Map(
    events.filter(({ kind }) => kind === "policy_issued").map(({ policy, at }) => [policy, dayOfText(at)]),
  );
  const ended = new Map(events.filter(({ kind }) => kind === "policy_ended").map((event) => [event.policy, event]));
  const paid = new Set(events.filter((event) => event.policy_year === policyYear).map(({ policy }) => policy));
  let [observed, kept, leftOut] = [0, 0, 0];
  for (const [policy, day] of issued) {
    const graceEnd = addDays(addMonths(day as never, months), 91);
    if (graceEnd > CUT) continue;
    observed++;
    if (paid.has(policy)) kept++;
    else if (ended.get(policy)?.reason !== "surrender" && ended.has(policy)) leftOut++;
  }
  return { kept, all: observed, lapsesOnly: observed - leftOut };
};
const LAPSE = [
  {
    ...dataOf("uslapseagent-even.csv.gz", "lapse.csv"),
    five: { kept: 12_867, all: 14_478, lapsesOnly: 14_231 },
    nine: { kept: 11_800, all: 14_308, lapsesOnly: 13_881 },
  },
  {
    path: place("convert-sample/lapse.csv"),
    real: false,
    five: { kept: 5, all: 8, lapsesOnly: 7 },
    nine: { kept: 2, all: 6, lapsesOnly: 4 },
  },
].filter(({ real }, i, all) => real || all[i]!.five.all < 100);
describe.each(LAPSE)("domain-F1 lapse, $path", ({ path, five, nine }) => {
  test("policies kept 5 and 9 quarters among those observed so long, over all causes and lapses only", async () => {
    const { report, events } = await run(path, "us-lapse.yaml", `lapse-${five.all}.ndjson`);
    expect(report.rows.refused).toBe(0);
    expect(lapse(events, 2, 12)).toEqual(five);
    expect(lapse(events, 3, 24)).toEqual(nine);
  });
});
