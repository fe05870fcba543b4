// Clauses: C6.2, C6.3

import type { ComponentKind } from "../../contract/model.ts";
import { evidenceOfFact, type Fact } from "../../facts/event.ts";
import type { Day } from "../../values/brand.ts";
import { opposite } from "../../values/money.ts";
import {
  add,
  compare,
  divide,
  fromInteger,
  multiply,
  ONE,
  type Rational,
  rational,
  toDecimalText,
  ZERO,
} from "../../values/rational.ts";
import { round } from "../../values/round.ts";
import { byTime, type KeyBox, keyIn, keysOf, type SaleRecord } from "../book.ts";
import { endReasonOf } from "../end-reason.ts";
import { amountText, exactAmountText } from "../figures.ts";
import type { OpeningCredit } from "../frozen.ts";
import { LABELS } from "../labels.ts";
import type { ComputedLine } from "../line.ts";
import { stretchOn } from "../pay-periods.ts";
import { allocateReturns } from "../returned.ts";
import type { Part, PeriodRun } from "../run.ts";
import { type Earned, earnedBy } from "./earned-share.ts";
import type { ComponentHandler, ComponentOf } from "./handler.ts";
import { releaseAfterClawback } from "./holdback.ts";
import { unearnedShare, unearnedText } from "./unearned.ts";

type Clawback = ComponentOf<"clawback">;
/** What `on` means when it is left out: what a sale can have earned. */
const EARNING: readonly ComponentKind[] = [
  "rate",
  "tiers",
  "lookup",
  "per_unit",
  "multiplier",
  "bonus",
  "override",
  "cap",
  "floor",
];
const isExcused = (component: Clawback, end: Fact): boolean => {
  if (component.when !== undefined) return component.when.evaluate(end.view) !== true;
  return endReasonOf(end.event.fields.reason) === "excused";
};

/**
 * Takes back what was not earned yet when a cover ends, in the period of the end event: from the amount after returns, as the
 * sale's period is known now. Only the first end of a sale counts.
 */
export const payClawback: ComponentHandler<"clawback"> = (run, parts) => {
  for (const part of parts) {
    const ends = [...(run.book.ends.get(run.at.index)?.values() ?? [])]
      .filter((end) => end.event.kind === part.component.event && isOfPart(run, part, end.day))
      .sort(byTime);
    for (const end of ends) if (!isExcused(part.component, end)) takeBack(run, part, end);
  }
  const { id } = parts[0]!.component;
  releaseAfterClawback(run, id);
};
const isOfPart = (run: PeriodRun, { slot }: Part, day: Day): boolean =>
  (slot.index === 0 || day >= slot.fromDay) && (slot === run.endSlot || day < slot.toDay);

interface Taken {
  amount: Rational;
  earned: Rational;
  share: Rational;
  readonly lines: ComputedLine[];
  /** `10,250.00 ÷ 228,800.00 × 9,728.00`, one for each line that a sale earned in. */
  readonly factors: string[];
  /** Why that part, by sale. */
  readonly parts: { readonly formula: string; readonly share: Rational; readonly evidence: readonly string[] }[];
  readonly sales: string[];
}
const takeBack = (run: PeriodRun, { slot, component }: Part<Clawback>, end: Fact): void => {
  const key = keyIn(end, component.match);
  const box = key === undefined ? undefined : run.book.boxes.get(key);
  if (!box || box.sales.size + box.openings.size === 0) {
    run.excluded.push({ reason: "no_matching_sale", event: end.event.id, component: component.id });
    return;
  }
  const soldOn = [...box.sales.values()].map(({ fact }) => fact.day);
  if (box.openings.size === 0 && soldOn.every((day) => day > end.day)) {
    run.excluded.push({ reason: "ended_before_sale", event: end.event.id, component: component.id });
    return;
  }
  const { currency } = run.book.plan.contract;
  const taken = new Map<string, Taken>();
  const take = (
    member: string,
    earned: Rational,
    soldOn: Day,
    { lines, shares }: Pick<Earned, "lines" | "shares">,
    sale: Fact,
  ): void => {
    const delivered = component.coolingFrom === "policy_delivered" ? deliveryOf(run, sale, end) : NO_POLICY;
    const since = delivered === NO_POLICY ? soldOn : delivered?.day;
    const share = unearnedShare(component, soldOn, end.day, since);
    const known = taken.get(member) ?? {
      amount: ZERO,
      earned: ZERO,
      share,
      lines: [],
      factors: [],
      parts: [],
      sales: [],
    };
    const size = (value: Rational, pieces: boolean | undefined): string =>
      pieces ? toDecimalText(value) : exactAmountText(value, currency);
    for (const { part, whole, pieces, of, label, component: earnedIn } of shares) {
      known.factors.push(`${size(part, pieces)} ÷ ${size(whole, pieces)} × ${amountText(of, currency)}`);
      const amount = multiply(multiply(fromInteger(of), divide(part, whole)), share);
      run.takenBack.push({ label, component: earnedIn, clawback: component.id, amount });
    }
    known.parts.push({
      formula: unearnedText(component, soldOn, end.day, since),
      share,
      evidence: [...evidenceOfFact(end), ...(typeof delivered === "object" ? evidenceOfFact(delivered) : [])],
    });
    known.amount = add(known.amount, multiply(earned, share));
    known.earned = add(known.earned, earned);
    known.lines.push(...lines);
    known.sales.push(...evidenceOfFact(sale));
    taken.set(member, known);
  };
  const counts = (line: ComputedLine): boolean =>
    component.on === undefined ? EARNING.includes(line.kind) : component.on.includes(line.component);
  for (const record of [...box.sales.values()].sort((a, b) => byTime(a.fact, b.fact))) {
    if (record.fact.day > end.day || firstEnd(run, record) !== end) continue;
    for (const [member, earned] of earnedBy(run, record, counts)) {
      take(member, earned.amount, record.fact.day, earned, record.fact);
    }
  }
  for (const opening of box.openings.values()) {
    if (firstOf([...box.ends.values()].filter(({ event }) => event.kind === component.event)) !== end) continue;
    take("", openingEarned(run, opening, box, component), opening.soldOn, { lines: [], shares: [] }, opening.fact);
  }
  for (const [member, { amount, earned, share: part, lines, factors, parts, sales }] of taken) {
    run.emit(slot, {
      component: component.id,
      kind: component.kind,
      ...(member === "" ? {} : { member }),
      basis: round(earned, "half_up"),
      rate: part,
      amount: opposite(round(amount, "half_up")),
      reverses: lines,
      formula: () => `−${exactAmountText(earned, currency)} × ${part.n}/${part.d}`,
      inputs: () => [
        {
          what: LABELS.earned,
          ...(factors.length === 0 ? {} : { formula: factors.join(" + ") }),
          value: exactAmountText(earned, currency),
          evidence: sales,
          lines,
        },
        ...parts.map(({ formula, share, evidence }) => ({
          what: LABELS.unearned,
          formula,
          value: `${share.n}/${share.d}`,
          evidence,
        })),
      ],
      evidence: () => [...evidenceOfFact(end), ...sales],
    });
  }
};
const firstOf = (facts: readonly Fact[]): Fact | undefined => [...facts].sort(byTime)[0];

/** Of all events that end a sale under any claw-back of its plan, the first. */
const firstEnd = (run: PeriodRun, { fact }: SaleRecord): Fact | undefined => {
  const plan = stretchOn(run.book.plan, run.at.period.toDay).plan;
  const ends = (plan?.components ?? []).flatMap((component) => {
    if (component.kind !== "clawback") return [];
    const key = keyIn(fact, component.match);
    const box = key === undefined ? undefined : run.book.boxes.get(key);
    return [...(box?.ends.values() ?? [])].filter(
      ({ event, day }) => event.kind === component.event && day >= fact.day,
    );
  });
  return firstOf(ends);
};
const NO_POLICY = "no policy";
/**
 * The delivery that cooling-off runs from; undefined while there is none, and it has not begun. What names no policy is none that could be delivered:
 * there it runs from the sale.
 */
const deliveryOf = (run: PeriodRun, sale: Fact, end: Fact): Fact | typeof NO_POLICY | undefined => {
  if (![sale, end].some(({ event }) => typeof event.fields.policy === "string")) return NO_POLICY;
  const keys = new Set([...keysOf(sale), ...keysOf(end)]);
  const delivered = [...keys].flatMap((key) => [...(run.book.boxes.get(key)?.delivered.values() ?? [])]);
  return firstOf(delivered.filter(({ day }) => day <= end.day));
};
/** What a sale from before go-live had earned in the named components, less its returns since. */
const openingEarned = (run: PeriodRun, opening: OpeningCredit, box: KeyBox, component: Clawback): Rational => {
  const plan = run.endSlot.plan;
  const returned = (plan && allocateReturns(box, plan).bySale.get(opening.fact.event.id)?.amount) ?? 0n;
  const kept = opening.amount > 0n ? rational(opening.amount - returned, opening.amount) : ONE;
  const earned = [...opening.earned]
    .filter(([id]) => component.on === undefined || component.on.includes(id))
    .reduce((total, [, amount]) => total + amount, 0n);
  return compare(kept, ZERO) > 0 ? multiply(fromInteger(earned), kept) : ZERO;
};
