// Random lives of a contract: sales, returns, ends of cover, payments, corrections and retractions, late and across months.
import fc from "fast-check";
import type { Statement } from "../src/pay/types.ts";
import type { Day } from "../src/values/brand.ts";
import { dayText, parseDay } from "../src/values/date.ts";
import type { Trace } from "../src/values/trace.ts";
import { type Json, RETURNS, TABLE, type Terms, team } from "./pay-world.ts";

const START = parseDay("2026-01-01")!;
const date = (offset: number): string => dayText((START + offset) as Day);
const base = { id: "base", kind: "rate", rate: "6.35%" };
const CLAW = {
  id: "claw",
  kind: "clawback",
  event: "sale_cancelled",
  match: "order",
  earn_over: "12 months",
  unit: "day",
  cooling_off: "15 days",
};
const two = [
  { from: "0%", rate: "4%" },
  { from: "100%", rate: "7.5%" },
];
const cap = { id: "cap", kind: "cap", at: "300.00", excess: "carry" };
const draw = { id: "draw", kind: "draw", amount: "150.00", recoverable: true, at_end: "forgive" };
const hold = { id: "hold", kind: "holdback", on: ["base"], rate: "15%", release: { after: "2 months" } };
const amended = {
  params: { q: { type: "money", value: "2000.00" }, r: { type: "rate", value: "5%" } },
  amendments: [
    { number: 1, effective: "2026-02-11", set: { q: "2500.00" }, applies: "by_event_date" },
    { number: 2, effective: "2026-03-11", set: { r: "6%" } },
  ],
};
/** Plans of every make; the term ends inside the schedule, so that what runs after it is seen too. */
export const SHAPES: readonly Terms[] = [
  { components: [base] },
  {
    components: [
      {
        id: "base",
        kind: "tiers",
        quota: "2000.00",
        method: "marginal",
        accumulate: "period",
        prorate: "calendar_days",
        table: TABLE,
      },
      { ...CLAW, on: ["base"] },
    ],
  },
  {
    components: [
      {
        id: "base",
        kind: "tiers",
        quota: "5000.00",
        method: "retroactive",
        accumulate: "quarter",
        prorate: "none",
        table: two,
      },
      cap,
    ],
  },
  {
    components: [
      {
        id: "base",
        kind: "tiers",
        quota: "5000.00",
        method: "marginal",
        accumulate: "year",
        prorate: "calendar_days",
        table: two,
      },
      draw,
    ],
  },
  {
    components: [
      base,
      { id: "unit", kind: "per_unit", event: "sale", each: "3.33" },
      { ...CLAW, on: ["base", "unit"] },
      hold,
    ],
  },
  {
    components: [
      {
        id: "base",
        kind: "lookup",
        keys: ["product"],
        table: [
          { product: "a", rate: "10%" },
          { product: "b", rate: "15%" },
        ],
      },
      { ...CLAW, on: ["base"], unit: "month" },
      { id: "floor", kind: "floor", at: "50.00" },
    ],
  },
  {
    components: [
      base,
      { id: "lead", kind: "override", rate: "2%", of: "members" },
      { ...CLAW, on: ["base", "lead"] },
      { id: "split", kind: "split", on: ["base"] },
      cap,
    ],
    agent: team("50%", "30%", "20%"),
  },
  {
    components: [
      {
        id: "base",
        kind: "tiers",
        quota: "{{q}}",
        method: "marginal",
        accumulate: "period",
        prorate: "calendar_days",
        table: TABLE,
      },
      { id: "extra", kind: "rate", rate: "{{r}}", when: "event.product == 'a'" },
      { ...CLAW, on: ["base", "extra"] },
      draw,
    ],
    head: amended,
  },
  { components: [base, { ...CLAW, on: ["base"] }], credit: [{ event: "sale", amount: "amount", on: "paid" }] },
].map((shape) => ({ term: { from: "2026-01-01", until: "2026-05-20" }, returns: RETURNS, ...shape }));

interface Move {
  readonly what:
    | "sale"
    | "refund"
    | "sale_cancelled"
    | "premium_paid"
    | "corrected"
    | "retracted"
    | "payment_made"
    | "ended";
  readonly on: number;
  readonly late: number;
  readonly order: number;
  readonly fen: number;
  readonly pick: number;
}
const move: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(
    { weight: 9, arbitrary: fc.constant("sale" as const) },
    { weight: 4, arbitrary: fc.constantFrom("refund" as const, "sale_cancelled" as const, "premium_paid" as const) },
    { weight: 2, arbitrary: fc.constantFrom("corrected" as const, "retracted" as const, "payment_made" as const) },
  ),
  on: fc.integer({ min: -3, max: 190 }),
  late: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 70 })),
  order: fc.integer({ min: 0, max: 9 }),
  fen: fc.integer({ min: 1, max: 250_000 }),
  pick: fc.nat(),
});
const money = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;
const recordOf = (one: Move, index: number, all: readonly Move[]): Json => {
  const id = `e${String(index).padStart(3, "0")}`;
  const time = (day: number): string => `${date(day)}T${String(8 + (index % 12)).padStart(2, "0")}:00:00+08:00`;
  const common = { id, kind: one.what, at: time(one.on), recorded_at: time(one.on + one.late) };
  const target = `e${String(one.pick % all.length).padStart(3, "0")}`;
  const keys = { order: `o${one.order}`, policy: `o${one.order}` };
  switch (one.what) {
    case "sale":
      return {
        ...common,
        ...keys,
        amount: money(one.fen),
        product: one.pick % 3 === 0 ? "a" : "b",
        member: `m${one.pick % 4}`,
        customer: "c",
      };
    case "refund":
      return { ...common, order: keys.order, amount: money(one.fen) };
    case "sale_cancelled":
      return { ...common, order: keys.order };
    case "premium_paid":
      return { ...common, policy: keys.policy, amount: money(one.fen) };
    case "payment_made":
      return { ...common, amount: money(one.fen) };
    case "ended":
      return common;
    case "retracted":
      return { ...common, target };
    case "corrected":
      // Another day as well as another amount: a correction may move a sale to another month.
      return {
        ...common,
        target,
        fields: { amount: money(one.fen), ...(one.pick % 2 === 0 ? { at: time(one.order * 15) } : {}) },
      };
  }
};
/** A schedule as records of a facts file. A correction may meet an event without an amount: then it is refused, like anywhere. */
export const schedule: fc.Arbitrary<readonly Json[]> = fc
  .array(move, { minLength: 1, maxLength: 40 })
  .map((moves) => moves.map(recordOf));
export const END = "2026-10-01T00:00:00";

const traceText = (trace: Trace): unknown => [
  trace.formula,
  trace.value,
  trace.evidence?.ids,
  trace.inputs.map(traceText),
];
/** Everything that a statement shows, as text. */
export const shown = (statements: readonly Statement[], traces = true): string =>
  JSON.stringify(
    statements.map((one) => ({
      ...one,
      lines: one.lines.map((line) => ({ ...line, trace: traces ? traceText(line.trace()) : [] })),
    })),
    (_, value) => (typeof value === "bigint" ? `${value}n` : value),
    1,
  );
