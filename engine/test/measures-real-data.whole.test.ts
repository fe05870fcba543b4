import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fixedZone, localDay } from "../src/calendar/zone.ts";
import type { Event, Fact } from "../src/facts/event.ts";
import type { Instant, Money } from "../src/values/brand.ts";
import { addDays, addMonths, dayText, parseDay, parseInstant } from "../src/values/date.ts";
import { fromInteger } from "../src/values/rational.ts";
import { contractWith, measured } from "./measured.ts";

/** Real files beside the clone; the tests pass without them. */
const pathOf = (name: string): string => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
const linesOf = (name: string): string[] =>
  gunzipSync(readFileSync(pathOf(name)))
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .slice(1);
const ZONE = fixedZone("shop", 0);
const factOf = (
  id: string,
  kind: string,
  at: Instant,
  customer: string | undefined,
  fields: Event["fields"],
): Fact => ({
  event: { id, kind, at, recordedAt: at, ...(customer === undefined ? {} : { customer }), fields, raw: {} },
  day: localDay(ZONE, at),
  view: { event: fields, customer: {}, agent: {} },
  returned: 0n as Money,
  returnedInFull: false,
  shapedBy: [],
});

const RETAIL = "online-retail-2010-12_2011-05.csv.gz";
describe.skipIf(!existsSync(pathOf(RETAIL)))("domain-F1 Online Retail", () => {
  const contract = contractWith(
    [{ id: "m", kind: "definition", metric: { measure: "repeat_purchase_rate", window: "term" } }],
    { term: { from: "2010-12-01", until: "2011-05-31" } },
  );
  test("domain-F1 repeat purchase on distinct days 1336 ÷ 2718 = .491538 [.472769, .510331]", () => {
    const facts = linesOf(RETAIL).flatMap((line, index): Fact[] => {
      const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ""));
      const [invoice, , , quantity, at, price, customer] = cells;
      if (!customer || invoice!.startsWith("C") || +quantity! <= 0 || +price! <= 0) return [];
      return [factOf(`l${index}`, "sale", parseInstant(`${at!.replace(" ", "T")}Z`)!, customer, {})];
    });
    const metric = measured(contract, "C3.2/m", []);
    for (const fact of facts) metric.feed({ fact, weight: 1 });
    const result = metric.result("term", "2011-06-02T00:00:00Z");
    expect([result.numerator, result.denominator]).toEqual([1336, 2718]);
    expect([result.value, result.low, result.high].map((one) => one!.toFixed(6))).toEqual([
      "0.491538",
      "0.472769",
      "0.510331",
    ]);
  });
});

const LAPSES = "uslapseagent-even.csv.gz";
describe.skipIf(!existsSync(pathOf(LAPSES)))("domain-F1 policies of tied agents 1995-2008", () => {
  // Kept at 5 (9) quarters among those observed so long = next premium due after 12 (24) months with 91 days of grace.
  const rule = (months: number, more: object) => ({
    id: `m${months}`,
    kind: "definition",
    metric: { measure: "persistency", months, grace: "91 days", window: "term", ...more },
  });
  const term = { term: { from: "1995-01-01", until: "2008-12-31" } };
  const all = contractWith(
    [13, 25].map((months) => rule(months, { event: "policy_ended", when: "event.reason != ''" })),
    term,
  );
  const lapses = contractWith(
    [13, 25].map((months) => rule(months, {})),
    term,
  );
  test.each([
    [13, 12867, 14478, all],
    [25, 11800, 14308, all],
    [13, 12867, 14231, lapses],
    [25, 11800, 13881, lapses],
  ])("domain-F1 persistency, case %#: month %d, %d of %d", (months, kept, policies, contract) => {
    const metric = measured(contract, `C3.2/m${months}`, []);
    linesOf(LAPSES).forEach((line, index) => {
      const cells = line.split(",");
      const issued = parseDay(cells[0]!)!;
      const quarters = +cells[1]!;
      const policy = `P${index}`;
      const at = (day: number): Instant => parseInstant(`${dayText(day as typeof issued)}T00:00:00Z`)!;
      const feed = (kind: string, day: number, fields: Event["fields"]): void => {
        const fact = factOf(`${kind}${index}`, kind, at(day), undefined, { policy, ...fields });
        metric.feed({ fact, weight: 1 });
      };
      feed("policy_issued", issued, {});
      const reason =
        cells[12] === "1.0"
          ? "death"
          : cells[13] === "1.0"
            ? "transfer"
            : cells[11] === "1.0"
              ? "surrender"
              : undefined;
      if (reason !== undefined) feed("policy_ended", addDays(issued, Math.floor(quarters * 91.3125)), { reason });
      if (quarters >= (months - 1) / 3 + 1)
        feed("premium_paid", addMonths(issued, months - 1), { policy_year: fromInteger((months - 1) / 12 + 1) });
    });
    const result = metric.result("term", "2009-01-01T00:00:00+08:00");
    expect([result.extra!.kept_policies, result.n]).toEqual([kept, policies]);
  });
});
