import { hash } from "node:crypto";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import { loadContract } from "@fealty/engine/contract/load.ts";
import type { Contract, Plan } from "@fealty/engine/contract/model.ts";
import { evaluate } from "@fealty/engine/evaluate.ts";
import { parseFacts } from "@fealty/engine/facts/parse.ts";
import { closeMany } from "@fealty/engine/pay/close-many.ts";
import { type CompiledShape, compilePlan } from "@fealty/engine/pay/compile-plan.ts";
import { addCredits, type CreditCells, largestOf, openCells } from "@fealty/engine/pay/credit-cells.ts";
import { explainPacked, type PackedLines } from "@fealty/engine/pay/packed-lines.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseDecimal } from "@fealty/engine/values/rational.ts";
import { ANSWERS, type Month, yuanText } from "./month-data.ts";
import { type Block, contractOf, MEMBERS, PRODUCTS } from "./plan-shapes.ts";

export const loadShapes = (shapes: readonly (readonly Block[])[]): Contract[] =>
  shapes.map((shape, index) => {
    const text = contractOf(shape, index);
    const { contract, diagnostics } = loadContract("plan.json", (file) => (file === "plan.json" ? text : undefined));
    if (!contract) throw new Error(JSON.stringify(diagnostics[0]));
    return contract;
  });
const planOf = (contract: Contract): Plan => {
  const rule = contract.versions[0]!.rules.get("C6.2/pay");
  if (rule?.kind !== "entitlement" || rule.grant.kind !== "plan") throw new Error("the contract has no plan");
  return rule.grant.plan;
};
const members = MEMBERS.map(({ id, share }) => ({ id, share: parseDecimal(share)! }));
const groups = PRODUCTS.map((product) => ({ event: { kind: "sale", product }, customer: {}, agent: {} }));

export interface Closed {
  readonly lines: PackedLines;
  readonly shapes: readonly CompiledShape[];
}
export const sumCredits = (month: Month): CreditCells => {
  const cells = openCells(month.shapeOf.length, PRODUCTS.length, MEMBERS.length);
  addCredits(cells, month.credits);
  return cells;
};
/** From the sums to the lines: plans compiled, every agent's statement computed. */
export const closeCells = (contracts: readonly Contract[], cells: CreditCells, month: Month): Closed => {
  const bounds = largestOf(cells);
  const shapes = contracts.map((contract) => {
    const shape = compilePlan(planOf(contract), {
      groups,
      event: "sale",
      members,
      lead: MEMBERS[0].id,
      currency: contract.currency,
      ...bounds,
    });
    if (!shape) throw new Error(`${contract.number} does not compile`);
    return shape;
  });
  const satisfied = (_metric: string, agent: number): number => month.satisfied[agent]! / ANSWERS;
  return { shapes, lines: closeMany(cells, shapes, month.shapeOf, satisfied) };
};
/** Every line told with its formula, as a statement shows it; gives the number of characters. */
export const explainAll = ({ lines, shapes }: Closed, month: Month, contracts: readonly Contract[]): number => {
  const names = MEMBERS.map(({ id }) => id);
  const { currency } = contracts[0]!;
  let characters = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const { words } = shapes[month.shapeOf[lines.agent[at]!]!]!;
    characters += explainPacked(lines, at, words, names, currency).formula.length;
  }
  return characters;
};
/** `agent,component,member,basis,amount`, the last two in fen. */
export const lineText = (
  shape: CompiledShape,
  agent: number,
  component: number,
  member: number,
  [basis, amount]: readonly [number, number],
): string => `${agent},${shape.words[component]!.id},${member < 0 ? "" : MEMBERS[member]!.id},${basis},${amount}`;
/** Every line. */
export const fealtyLines = ({ lines, shapes }: Closed, month: Month): string[] =>
  Array.from({ length: lines.length }, (_, at) => {
    const agent = lines.agent[at]!;
    const figures = [lines.basis[at]!, lines.amount[at]!] as const;
    return lineText(shapes[month.shapeOf[agent]!]!, agent, lines.component[at]!, lines.member[at]!, figures);
  });

const JUNE_10 = "2026-06-10T10:00:00+08:00";
export const JULY_5 = (Date.parse("2026-07-05T00:00:00+08:00") * 1000) as Instant;
type Fact = Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string; readonly at: string };
/** One agent's month as lines of a facts file. */
export const factsOf = (month: Month, agent: number): readonly Fact[] => {
  const facts: Fact[] = [];
  const { credits } = month;
  credits.agent.forEach((owner, row) => {
    if (owner !== agent) return;
    facts.push({
      id: `s${row}`,
      kind: "sale",
      at: JUNE_10,
      order: `o${row}`,
      product: PRODUCTS[credits.group[row]!],
      member: MEMBERS[credits.member[row]!]!.id,
      amount: yuanText(credits.amount[row]!),
    });
  });
  for (let answer = 0; answer < ANSWERS; answer += 1)
    facts.push({
      id: `a${answer}`,
      kind: "survey_answered",
      at: JUNE_10,
      survey: "s",
      invitation: `i${answer}`,
      customer: `k${answer}`,
      satisfaction: answer < month.satisfied[agent]! ? 5 : 1,
    });
  return facts;
};
/** The same agent the ordinary way, from a facts file to the statement; parsing is not timed. */
export const ordinaryLines = (
  contracts: readonly Contract[],
  month: Month,
  agent: number,
): { readonly lines: readonly string[]; readonly milliseconds: number; readonly events: number } => {
  const contract = contracts[month.shapeOf[agent]!]!;
  const text = factsOf(month, agent)
    .map((fact) => JSON.stringify(fact))
    .join("\n");
  const { events, diagnostics } = parseFacts(contract, "facts.ndjson", text);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics[0]));
  const begun = performance.now();
  const { statements } = evaluate(contract, events, {
    asOf: JULY_5,
    calendars: [],
    zones: [SHANGHAI],
    sha256: (text) => hash("sha256", text, "hex"),
  });
  const milliseconds = performance.now() - begun;
  const june = statements.find(({ label }) => label === "2026-06");
  if (!june) throw new Error("no statement of June");
  const lines = june.lines.map(({ component, member = "", basis = "", amount }) =>
    [agent, component, member, basis, amount].join(","),
  );
  return { lines, milliseconds, events: events.length };
};
