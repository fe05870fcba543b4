import type { RuleProperties } from "json-rules-engine";

/** One condition twice: as a contract writes it, and as json-rules-engine takes it. */
export interface RuleCase {
  readonly id: string;
  readonly cel: string;
  readonly peer: RuleProperties["conditions"];
}
const micros = (text: string): number => Date.parse(text) * 1000;
const JUNE = "2026-06-01T00:00:00+08:00";
const JULY = "2026-07-01T00:00:00+08:00";
const fact = (name: string, operator: string, value: unknown) => ({ fact: name, operator, value });
const other = (name: string): { readonly fact: string } => ({ fact: name });

/** Twenty thresholds and deadlines. Money is in minor units for the peer, instants in microseconds. */
export const RULE_CASES: readonly RuleCase[] = [
  {
    id: "t01",
    cel: "event.amount >= money('10000.00')",
    peer: { all: [fact("amount", "greaterThanInclusive", 1_000_000)] },
  },
  {
    id: "t02",
    cel: "event.amount > money('50000.00') && event.product == 'term'",
    peer: { all: [fact("amount", "greaterThan", 5_000_000), fact("product", "equal", "term")] },
  },
  { id: "t03", cel: "event.quantity >= 3", peer: { all: [fact("quantity", "greaterThanInclusive", 3)] } },
  { id: "t04", cel: "event.score >= 9", peer: { all: [fact("score", "greaterThanInclusive", 9)] } },
  { id: "t05", cel: "event.score < 6.5", peer: { all: [fact("score", "lessThan", 6.5)] } },
  {
    id: "t06",
    cel: "event.product in ['term', 'whole', 'annuity']",
    peer: { all: [fact("product", "in", ["term", "whole", "annuity"])] },
  },
  { id: "t07", cel: "event.channel != 'web'", peer: { all: [fact("channel", "notEqual", "web")] } },
  {
    id: "t08",
    cel: "event.first_year && event.amount >= money('2000.00')",
    peer: { all: [fact("first_year", "equal", true), fact("amount", "greaterThanInclusive", 200_000)] },
  },
  {
    id: "t09",
    cel: "event.amount < money('100.00') || event.quantity == 0",
    peer: { any: [fact("amount", "lessThan", 10_000), fact("quantity", "equal", 0)] },
  },
  {
    id: "t10",
    cel: "event.premium <= event.amount",
    peer: { all: [fact("premium", "lessThanInclusive", other("amount"))] },
  },
  {
    id: "d01",
    cel: "event.done_at <= event.due_at",
    peer: { all: [fact("done_at", "lessThanInclusive", other("due_at"))] },
  },
  { id: "d02", cel: "event.done_at > event.due_at", peer: { all: [fact("done_at", "greaterThan", other("due_at"))] } },
  {
    id: "d03",
    cel: "event.done_at > event.due_at && event.severity == 'major'",
    peer: { all: [fact("done_at", "greaterThan", other("due_at")), fact("severity", "equal", "major")] },
  },
  {
    id: "d04",
    cel: `event.opened_at >= instant('${JUNE}')`,
    peer: { all: [fact("opened_at", "greaterThanInclusive", micros(JUNE))] },
  },
  { id: "d05", cel: `event.done_at < instant('${JULY}')`, peer: { all: [fact("done_at", "lessThan", micros(JULY))] } },
  {
    id: "d06",
    cel: `event.opened_at >= instant('${JUNE}') && event.opened_at < instant('${JULY}')`,
    peer: {
      all: [fact("opened_at", "greaterThanInclusive", micros(JUNE)), fact("opened_at", "lessThan", micros(JULY))],
    },
  },
  {
    id: "d07",
    cel: `event.due_at < instant('${JULY}') && event.channel == 'web'`,
    peer: { all: [fact("due_at", "lessThan", micros(JULY)), fact("channel", "equal", "web")] },
  },
  {
    id: "d08",
    cel: "event.done_at > event.due_at && event.amount >= money('5000.00')",
    peer: { all: [fact("done_at", "greaterThan", other("due_at")), fact("amount", "greaterThanInclusive", 500_000)] },
  },
  {
    id: "d09",
    cel: "event.severity in ['major', 'grave'] && event.score <= 6",
    peer: { all: [fact("severity", "in", ["major", "grave"]), fact("score", "lessThanInclusive", 6)] },
  },
  {
    id: "d10",
    cel: "event.opened_at > event.due_at || event.quantity >= 5",
    peer: { any: [fact("opened_at", "greaterThan", other("due_at")), fact("quantity", "greaterThanInclusive", 5)] },
  },
];
