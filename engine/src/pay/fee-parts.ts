// Clauses: S10
import type { DeadlineRule, EntitlementRule, Party, Version } from "../contract/model.ts";
import type { Fact } from "../facts/event.ts";
import { learnedAt } from "../facts/fold.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import { lesser, minus, NOTHING, plus, shareOut, total } from "../values/money.ts";
import { ONE } from "../values/rational.ts";
import type { PayBook } from "./book.ts";
import { statementOfPlan } from "./label.ts";
import type { FeePart, Statement } from "./types.ts";

const PARTIES = ["company", "agent", "intermediary"] as const;

/** The words under which a statement is owed: those in force when its period begins, after a plan was dropped its last. */
export const grantOn = (
  versions: readonly Version[],
  ref: string,
  day: Day,
): { readonly rule: EntitlementRule; readonly version: number } | undefined =>
  versions
    .filter((version, index) => index === 0 || version.effective <= day)
    .flatMap((version) => {
      const rule = version.rules.get(ref);
      return rule?.kind === "entitlement" ? [{ rule, version: version.number }] : [];
    })
    .at(-1);

/** Such an event is of this fee alone, so that a bare `2026-01` is this fee's month. */
export const feeStatementNamed = ({ context }: PayBook, { event }: Fact): string | undefined =>
  statementOfPlan(context.ref, true, event.fields.period);

type Owed = Pick<Statement, "label" | "period" | "payable">;
/**
 * What each party bears of a fee, to the last fen, and what it has paid of it; without shares the one party that owes the fee
 * bears it whole. Money that was paid fills the share of that party first. A party that says it has paid has paid its share, and
 * what a payment brought of it is the same money. Undefined where the statement is no fee's.
 * @param until what was said later does not count yet
 */
export const feeParts = (book: PayBook, owed: Owed, byPayments: Money, until?: Instant): FeePart[] | undefined => {
  const rule = grantOn(book.context.contract.versions, book.context.ref, owed.period.fromDay)?.rule;
  if (rule?.grant.kind !== "fee") return undefined;
  const { shares, paidBy } = rule.grant;
  const agreed = PARTIES.flatMap((party) => {
    const share = shares[party];
    return share ? [{ party, share }] : [];
  });
  const bearers = agreed.length > 0 ? agreed : [{ party: rule.from, share: ONE }];
  const amounts = shareOut(
    owed.payable,
    bearers.map(({ share }) => share),
  );
  const parts = bearers.map(({ party, share }, index) => ({
    party,
    share,
    amount: amounts[index]!,
    paid: NOTHING as Money,
  }));
  const payer = parts.find(({ party }) => party === rule.from) ?? parts[0]!;
  let left = byPayments;
  for (const part of [payer, ...parts.filter((one) => one !== payer)]) {
    if (left <= 0n || part.amount <= 0n) continue;
    part.paid = lesser(left, part.amount);
    left = minus(left, part.paid);
  }
  payer.paid = plus(payer.paid, left);
  const told = toldFor(book, owed.label, paidBy, until);
  for (const part of parts) if (told.has(part.party) && part.paid < part.amount) part.paid = part.amount;
  return parts;
};
const toldFor = (
  book: PayBook,
  label: string,
  paidBy: Readonly<Partial<Record<Party, string>>>,
  until: Instant | undefined,
): ReadonlySet<Party> => {
  const facts = [...book.feePaid.values()].filter(
    (fact) => feeStatementNamed(book, fact) === label && (until === undefined || learnedAt(fact.event) <= until),
  );
  return new Set(PARTIES.filter((party) => facts.some(({ event }) => event.kind === paidBy[party])));
};
/** What is paid of a statement: what payments brought and, of a fee, what parties say that they paid. */
export const paidOf = (book: PayBook, owed: Owed, byPayments: Money, until?: Instant): Money => {
  const parts = book.feePaid.size === 0 ? undefined : feeParts(book, owed, byPayments, until);
  return parts ? total(parts.map(({ paid }) => paid)) : byPayments;
};
/** Whether a clock waits for a party to pay its part of a fee that comes to nothing: then nothing is owed, and nobody is late. */
export const isEmptyShare = (
  pays: readonly PayBook[],
  statements: readonly Statement[],
  { rule, subject }: { readonly rule: DeadlineRule; readonly subject: string },
): boolean =>
  rule.match === "period" &&
  pays.some(({ context: { ref, contract } }) => {
    const label = statementOfPlan(ref, true, subject);
    const owed = statements.find((one) => one.rule === ref && one.label === label);
    const grant = owed && grantOn(contract.versions, ref, owed.period.fromDay)?.rule.grant;
    if (grant?.kind !== "fee") return false;
    const bearer = PARTIES.find((party) => grant.paidBy[party] === rule.ends);
    if (bearer === undefined) return false;
    return (owed?.payers?.find(({ party }) => party === bearer)?.amount ?? NOTHING) <= 0n;
  });
