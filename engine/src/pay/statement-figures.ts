// Clauses: C6.3, S10, N2
import type { Contract, Party } from "../contract/model.ts";
import type { Money } from "../values/brand.ts";
import { moneyText, opposite, total } from "../values/money.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import { amountText, percentText, sumText } from "./figures.ts";
import { LABELS } from "./labels.ts";
import type { FeePart, Statement, StatementLine } from "./types.ts";

/** Figures of a statement beside its lines, by the names under which `explain` knows them: `statement/2026-06/earned`. */
export const STATEMENT_FIGURES = ["earned", "held", "paid", "withheld", "open", "balances/holdback"] as const;
type Figure = (typeof STATEMENT_FIGURES)[number];
export interface ExplainedAmount {
  readonly amount: Money;
  readonly trace: () => Trace;
}
const PARTIES: Readonly<Record<Party, Text>> = {
  company: { zh: "甲方负担", en: "Borne by the company" },
  agent: { zh: "乙方负担", en: "Borne by the agent" },
  intermediary: { zh: "第三方中介负担", en: "Borne by the intermediary" },
};

/** A figure of a statement down to its lines, and to the payments behind it; undefined where it has none of that name. */
export const statementFigure = (
  statement: Statement,
  name: string,
  contract: Contract,
): ExplainedAmount | undefined => {
  const { currency } = contract;
  const clause = statement.rule.split("/")[0]!;
  const version = statement.lines[0]?.version ?? contract.versions.at(-1)!.number;
  const text = (amount: Money): string => amountText(amount, currency);
  const sum = (amounts: readonly Money[]): string => sumText(amounts.map(text));
  const node = (what: Text, amount: Money, formula: string, more: Partial<Trace> = {}): ExplainedAmount => ({
    amount,
    trace: () => ({ what, formula, value: moneyText(amount, currency), inputs: [], clause, version, ...more }),
  });
  /** A closed line rests on what was known at its close. */
  const opened = (lines: readonly StatementLine[]): Trace[] =>
    lines.map((line) => (statement.status === "open" ? line.trace() : { ...line.trace(), closed: true }));
  const ofLines = (what: Text, lines: readonly StatementLine[], sign: (amount: Money) => Money): ExplainedAmount => {
    const amounts = lines.map(({ amount }) => sign(amount));
    return node(what, total(amounts), sum(amounts), { inputs: opened(lines) });
  };
  const isOf = ({ kind, ofKind }: StatementLine, ...kinds: readonly string[]): boolean =>
    kinds.includes(ofKind ?? kind);
  const ofEvents = (what: Text, amount: Money, ids: readonly string[]): ExplainedAmount =>
    node(what, amount, "", { evidence: { count: ids.length, hash: "", ids } });
  const { lines, payable, paid, withheld, setOff } = statement;
  const whole = ofLines(LABELS.payable, lines, (amount) => amount);
  const settled = statement.settledBy?.() ?? { paid: [], withheld: [] };
  const figures: Readonly<Record<Figure, () => ExplainedAmount>> = {
    earned: () =>
      ofLines(
        LABELS.earnedNow,
        lines.filter((line) => !isOf(line, "draw", "holdback")),
        (amount) => amount,
      ),
    held: () =>
      ofLines(
        LABELS.heldNow,
        lines.filter((line) => isOf(line, "holdback")),
        opposite,
      ),
    paid: () => ofEvents(LABELS.paid, paid, settled.paid),
    withheld: () => ofEvents(LABELS.withheld, withheld, settled.withheld),
    open: () => {
      const taken = [figures.paid(), figures.withheld(), node(LABELS.setOff, setOff, "")].filter(
        ({ amount }) => amount !== 0n,
      );
      return node(LABELS.open, statement.open, sum([payable, ...taken.map(({ amount }) => opposite(amount))]), {
        inputs: [whole, ...taken].map(({ trace }) => trace()),
      });
    },
    "balances/holdback": () => {
      const holds = statement.holds?.() ?? [];
      const amounts = holds.map(({ amount }) => amount);
      return node(LABELS.holdbackNow, statement.balances.holdback, sum(amounts), {
        inputs: holds.map(({ trace }) => trace()),
      });
    },
  };
  const part = statement.payers?.find(({ party }) => party === name);
  if (part) return node(PARTIES[part.party], part.amount, shareText(part, text(payable)), { inputs: [whole.trace()] });
  return Object.hasOwn(figures, name) ? figures[name as Figure]() : undefined;
};
const shareText = ({ share }: FeePart, payable: string): string => `${payable} × ${percentText(share)}`;
