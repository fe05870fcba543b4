/**
 * How well forecasts of running thresholds hold on real sales (UCI Online Retail, 2010-12 to 2011-05): at five moments of each month
 * the probability is taken by the engine's own measures and forecast, and compared with what the month then brought. Writes
 * docs/calibration.md. Usage: npx tsx bench/calibration.ts [FILE.csv.gz]
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Period, periodAt, type Term } from "../engine/src/calendar/period.ts";
import { fixedZone, localDay } from "../engine/src/calendar/zone.ts";
import type { MetricDefinition } from "../engine/src/contract/model.ts";
import type { Event, Fact } from "../engine/src/facts/event.ts";
import { forecastThreshold } from "../engine/src/metrics/forecast.ts";
import { MEASURE_TABLE } from "../engine/src/metrics/table.ts";
import type { MeasureResult, MetricResult } from "../engine/src/metrics/types.ts";
import type { Day, Instant, Money } from "../engine/src/values/brand.ts";
import { MICROS_PER_DAY, parseDay, parseInstant } from "../engine/src/values/date.ts";
import { currencyOf } from "../engine/src/values/money.ts";
import { fromFloat6, parseRate, type Rational } from "../engine/src/values/rational.ts";

const file = process.argv[2] ?? "../shared/data/online-retail-2010-12_2011-05.csv.gz";
if (!existsSync(file)) {
  console.log(`no ${file}: nothing to calibrate on`);
  process.exit(0);
}
const ZONE = fixedZone("shop", 0);
const TERM: Term = { from: parseDay("2010-12-01")!, until: parseDay("2011-05-31")! };
const CURRENCY = currencyOf("GBP")!;
const CHECKPOINTS = [0.15, 0.3, 0.5, 0.7, 0.85];
const TARGETS = [0.6, 0.8, 0.9, 1, 1.1, 1.25, 1.5];

interface Sale {
  readonly fact: Fact;
  readonly customer: string;
  readonly country: string;
}
/** Purchases with a customer, not cancelled, of positive quantity and price. */
const readSales = (): Sale[] => {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  return lines.flatMap((line, index): Sale[] => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "")) ?? [];
    const [invoice = "", , , quantity = "0", at = "", price = "0", customer = "", country = ""] = cells;
    if (!customer || invoice.startsWith("C") || !(+quantity > 0) || !(+price > 0)) return [];
    const instant = parseInstant(`${at.replace(" ", "T")}Z`)!;
    const amount = BigInt(Math.round(+quantity * +price * 100)) as Money;
    const event: Event = {
      id: `l${index}`,
      kind: "sale",
      at: instant,
      recordedAt: instant,
      customer,
      fields: { amount },
      raw: {},
    };
    const fact: Fact = {
      event,
      day: localDay(ZONE, instant),
      view: { event: { amount }, customer: {}, agent: {} },
      returned: 0n as Money,
      returnedInFull: false,
      shapedBy: [],
    };
    return [{ fact, customer: customer.replace(/\.0$/, ""), country: country.replaceAll('"', "").trim() }];
  });
};
const months: Period[] = [];
for (let day = TERM.from; day <= TERM.until; ) {
  const month = periodAt(ZONE, TERM, "month", day);
  months.push(month);
  day = month.toDay;
}
const DEFINITIONS = {
  revenue: {
    measure: "sum",
    event: "sale",
    value: { written: "amount", type: "money", reads: ["event.amount"], evaluate: (view) => view.event.amount },
    window: "month",
    confidence: parseRate("95%")!,
  },
  lines: { measure: "count", event: "sale", window: "month", confidence: parseRate("95%")! },
  repeat: { measure: "repeat_purchase_rate", window: "month", confidence: parseRate("95%")! },
} satisfies Record<string, MetricDefinition>;

interface Point {
  readonly month: string;
  /** What the pace so far, drawn on in a straight line, would say. */
  readonly straight: boolean;
  readonly predicted: number;
  readonly met: boolean;
}
const asMetric = (result: MeasureResult, period: Period, closed: boolean): MetricResult => ({
  ...result,
  id: "m",
  ref: "C/m",
  clause: "C",
  version: 1,
  period,
  closed,
  status: "ok",
  evidence: () => [],
});
/** Forecasts at every checkpoint of every month after the first, against what the month brought. */
const pointsOf = (definition: MetricDefinition, sales: readonly Sale[]): Point[] => {
  const measure = MEASURE_TABLE[definition.measure];
  const context = { zone: ZONE, currency: CURRENCY, definition };
  const state = measure.empty(context);
  let fed = 0;
  const feedUntil = (asOf: number): void => {
    for (; fed < sales.length && sales[fed]!.fact.event.at < asOf; fed += 1)
      measure.add(state, sales[fed]!.fact, 1, context);
  };
  const resultAt = (month: Period, asOf: Instant): MeasureResult =>
    measure.result(state, month, { ...context, asOf, today: localDay(ZONE, asOf) as Day });
  const history: MetricResult[] = [];
  const points: Point[] = [];
  for (const month of months) {
    const last = history.at(-1);
    const asked: { target: Rational; chance: number; straight: boolean }[] = [];
    for (const part of CHECKPOINTS) {
      const asOf = (month.from +
        Math.floor(((month.to - month.from) * part) / MICROS_PER_DAY) * MICROS_PER_DAY) as Instant;
      feedUntil(asOf);
      if (!last?.value) continue;
      const running = asMetric(resultAt(month, asOf), month, false);
      for (const times of TARGETS) {
        const target = fromFloat6(
          definition.measure === "repeat_purchase_rate" ? Math.min(0.999, last.value * times) : last.value * times,
        );
        const rule = { atLeast: target, decide: "point", strict: false } as const;
        const chance = forecastThreshold(rule, running, history, asOf, definition)?.chance;
        const elapsed =
          definition.measure === "repeat_purchase_rate" ? 1 : (asOf - month.from) / (month.to - month.from);
        const straight = (running.value ?? 0) / elapsed >= last.value * times;
        if (chance !== undefined) asked.push({ target, chance, straight });
      }
    }
    feedUntil(month.to);
    const final = asMetric(resultAt(month, month.to), month, true);
    for (const { target, chance, straight } of asked) {
      const value = fromFloat6(final.value ?? 0);
      points.push({ month: month.label, straight, predicted: chance, met: value.n * target.d >= target.n * value.d });
    }
    history.push(final);
  }
  return points;
};
const grouping = (sales: readonly Sale[], key: (sale: Sale) => string): Sale[][] => {
  const groups = new Map<string, Sale[]>();
  for (const sale of sales) {
    const name = key(sale);
    const group = groups.get(name);
    if (group) group.push(sale);
    else groups.set(name, [sale]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
};

const BINS = [0, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0000001];
interface Table {
  readonly title: string;
  readonly text: string;
}
const mean = (points: readonly Point[], pick: (point: Point) => number): number =>
  points.reduce((sum, point) => sum + pick(point), 0) / points.length;
const hit = (point: Point): number => (point.met ? 1 : 0);
const predicted = (point: Point): number => point.predicted;
const tableOf = (title: string, points: readonly Point[]): Table => {
  let error = 0;
  const bins = BINS.slice(0, -1).map((low, index) => {
    const high = BINS[index + 1]!;
    const inside = points.filter((point) => point.predicted >= low && point.predicted < high);
    const label = `${low.toFixed(2)} – ${Math.min(1, high).toFixed(2)}`;
    if (inside.length === 0) return `| ${label} | 0 | – | – |`;
    error += (inside.length / points.length) * Math.abs(mean(inside, predicted) - mean(inside, hit));
    return `| ${label} | ${inside.length} | ${mean(inside, predicted).toFixed(3)} | ${mean(inside, hit).toFixed(3)} |`;
  });
  const rate = mean(points, hit);
  const brier = mean(points, (point) => (point.predicted - hit(point)) ** 2);
  const line = mean(points, (point) => (point.straight === point.met ? 0 : 1));
  const missed = points.filter(({ met }) => !met);
  const warned = points.filter((point) => point.predicted < 0.5);
  const right = warned.filter(({ met }) => !met).length;
  const byMonth = months.slice(1).map(({ label }) => {
    const inside = points.filter(({ month }) => month === label);
    return `${label}: ${mean(inside, predicted).toFixed(3)} / ${mean(inside, hit).toFixed(3)}`;
  });
  return {
    title,
    text: [
      `## ${title}`,
      "",
      `${points.length} forecasts. Brier score ${brier.toFixed(4)} (always saying the base rate: ${(rate * (1 - rate)).toFixed(4)}; the pace so far as a straight yes or no: ${line.toFixed(4)}); mean gap between said and realised over the bins ${error.toFixed(3)}. At the 50 % line ${right} of ${missed.length} misses are warned of, and ${warned.length - right} of ${points.length - missed.length} that were met are warned of in vain.`,
      "",
      "| said | forecasts | mean said | realised |",
      "|---|---|---|---|",
      ...bins,
      "",
      `Mean said / realised by month: ${byMonth.join(" · ")}.`,
      "",
    ].join("\n"),
  };
};

const sales = readSales().sort((a, b) => a.fact.event.at - b.fact.event.at);
const cohort = (sale: Sale): string => `cohort ${+sale.customer % 40}`;
const all = (definition: MetricDefinition, key: (sale: Sale) => string): Point[] =>
  grouping(sales, key).flatMap((group) => pointsOf(definition, group));
const tables = [
  tableOf(
    "Monthly revenue by country",
    all(DEFINITIONS.revenue, ({ country }) => country),
  ),
  tableOf("Monthly revenue by customer cohort", all(DEFINITIONS.revenue, cohort)),
  tableOf("Monthly number of invoice lines by customer cohort", all(DEFINITIONS.lines, cohort)),
  tableOf("Monthly repeat purchase rate by customer cohort", all(DEFINITIONS.repeat, cohort)),
];
const page = `# How well the forecasts hold

Written by \`npx tsx bench/calibration.ts\` from the UCI Online Retail file (${sales.length} lines with a customer, 2010-12 to 2011-05), through the engine's own measures and
[forecast](forecast.md). At five moments of each month (${CHECKPOINTS.map((part) => `${part * 100} %`).join(", ")} of it over) it is asked how likely the month will reach ${TARGETS.join(", ")} times the month before; then
the month is played to its end. A forecast knows nothing but the running month so far and the closed ones. Cohorts are the customers by number modulo 40.

Forecasts of one month are not independent of each other: all groups share the shop's season (March and May were strong, April weak after Easter), which no group's own past foretells. The last line
under each table shows it. What was said under 5 % and over 95 % is what warnings and assurances rest on.

${tables.map(({ text }) => text).join("\n")}`;
writeFileSync("docs/calibration.md", page);
console.log(page);
