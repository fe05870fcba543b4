// Clauses: C6.3
import { periodAt } from "../calendar/period.ts";
import type { Money } from "../values/brand.ts";
import { dayOf } from "../values/date.ts";
import { minus, NOTHING, plus } from "../values/money.ts";
import { byCodeUnit } from "../values/text.ts";
import { type PayBook, periodOf } from "./book.ts";
import type { TrueUp } from "./frozen.ts";
import { type ComputedLine, keptIds, numbered, withMember } from "./line.ts";
import { openingReturns, takenBack } from "./opening.ts";
import type { PeriodPlan } from "./pay-periods.ts";

/** Sums by component and member; `part` tells periods before go-live apart. */
const keyOf = (component: string, member = "", part = ""): string => `${part}\n${component}\n${member}`;
export const amountsOf = (lines: readonly ComputedLine[]): Map<string, Money> => {
  const amounts = new Map<string, Money>();
  for (const line of lines) {
    const key = keyOf(line.component, line.member);
    amounts.set(key, plus(amounts.get(key) ?? NOTHING, line.amount));
  }
  return amounts;
};

/** All true-ups that are due on top of those already waiting for a close; `book.computed` must be up to date. */
export const dueTrueUps = (book: PayBook): TrueUp[] => {
  const due: TrueUp[] = [...dueOnOpening(book)];
  for (const index of [...book.closed.keys()].sort((a, b) => a - b)) {
    const closed = book.closed.get(index)!;
    const known = book.known.get(index) ?? new Map<string, Money>();
    const now = amountsOf(book.computed[index]?.lines ?? []);
    const at = periodOf(book, index);
    const slot = at.slots.at(-1)!;
    for (const key of new Set([...known.keys(), ...now.keys()])) {
      const [stated, current] = [known.get(key) ?? NOTHING, now.get(key) ?? NOTHING];
      if (stated === current) continue;
      const [, component = "", member = ""] = key.split("\n");
      const isOf = (line: ComputedLine): boolean => line.component === component && (line.member ?? "") === member;
      const [changed, lines] = [closed.lines.filter(isOf), (book.computed[index]?.lines ?? []).filter(isOf)];
      const kind =
        (lines[0] ?? changed[0])?.kind ??
        at.slots.flatMap(({ plan }) => plan?.components ?? []).find(({ id }) => id === component)?.kind;
      due.push({
        index,
        ofPeriod: at.period.label,
        component,
        ...(kind === undefined ? {} : { kind }),
        ...(member === "" ? {} : { member }),
        stated,
        now: current,
        lines,
        evidence: keptIds(...at.slots.map(({ cells }) => cells.components.get(component)?.ids)),
        reverses: changed.map(({ id }) => id),
        version: slot.version,
        clause: slot.clause,
      });
    }
  }
  return due;
};
/** Returns on sales from before go-live take back the part of what those had earned. */
const dueOnOpening = (book: PayBook): TrueUp[] => {
  const now = new Map<string, Money>();
  const ids = new Map<string, string[]>();
  for (const one of openingReturns(book)) {
    const { fact, soldOn, earned } = one.credit;
    const label = labelBefore(book.plan, soldOn);
    for (const component of earned.keys()) {
      const name = keyOf(component, "", label);
      now.set(name, minus(now.get(name) ?? NOTHING, takenBack(one, component)));
      ids.set(name, [...(ids.get(name) ?? []), fact.event.id, ...one.returned.by]);
    }
  }
  const known = book.known.get(-1) ?? new Map<string, Money>();
  const slot = periodOf(book, 0).slots[0]!;
  return [...new Set([...known.keys(), ...now.keys()])].flatMap((key) => {
    const [stated, current] = [known.get(key) ?? NOTHING, now.get(key) ?? NOTHING];
    if (stated === current) return [];
    const [ofPeriod = "", component = ""] = key.split("\n");
    const { version, clause } = slot;
    const evidence = () => ids.get(key) ?? [];
    return [
      { index: -1, ofPeriod, component, stated, now: current, lines: [], evidence, reverses: [], version, clause },
    ];
  });
};
const FIRST = dayOf({ year: 1, month: 1, day: 1 });
const LAST = dayOf({ year: 9999, month: 12, day: 31 });
const labelBefore = (plan: PeriodPlan, day: Parameters<typeof periodAt>[3]): string =>
  periodAt(plan.zone, { from: FIRST, until: LAST }, plan.window, day).label;

/** Joins true-ups of one statement: the same period, component and member is one line; what cancels out is none. */
export const joinTrueUps = (waiting: readonly TrueUp[], due: readonly TrueUp[]): TrueUp[] => {
  const joined = new Map<string, TrueUp>();
  for (const one of [...waiting, ...due]) {
    const key = `${one.index}\n${keyOf(one.component, one.member, one.ofPeriod)}`;
    const known = joined.get(key);
    joined.set(key, known ? { ...one, stated: known.stated } : one);
  }
  return [...joined.values()]
    .filter(({ stated, now }) => stated !== now)
    .sort(
      (a, b) =>
        a.index - b.index ||
        byCodeUnit(a.ofPeriod, b.ofPeriod) ||
        byCodeUnit(a.component, b.component) ||
        byCodeUnit(a.member ?? "", b.member ?? ""),
    );
};
/** True-ups of one statement with the ids of their lines. */
export const namedTrueUps = (label: string, trueUps: readonly TrueUp[]): { item: TrueUp; id: string }[] =>
  numbered(trueUps, ({ member }) => withMember(`${label}/true_up`, member));
/** True-ups in earlier statements than a period's own. */
export const trueUpsBefore = (book: PayBook, home: number): { item: TrueUp; id: string }[] =>
  book.periods
    .slice(0, Math.max(home, 0))
    .flatMap(({ index, period }) =>
      namedTrueUps(period.label, book.closed.get(index)?.trueUps ?? book.pending.get(index) ?? []),
    );
/** Whether both set right the same period, component and member. */
export const setRightTheSame = (a: TrueUp, b: TrueUp): boolean =>
  a.index === b.index && a.ofPeriod === b.ofPeriod && a.component === b.component && a.member === b.member;
/** Hands the due true-ups to the period that will show them, and takes what is known now as stated. */
export const commitTrueUps = (book: PayBook, home: number): void => {
  const due = dueTrueUps(book);
  book.pending.set(home, joinTrueUps(book.pending.get(home) ?? [], due));
  for (const one of due) {
    for (const line of one.lines) line.evidence();
    one.evidence();
    const known = book.known.get(one.index) ?? new Map<string, Money>();
    known.set(keyOf(one.component, one.member, one.index < 0 ? one.ofPeriod : ""), one.now);
    book.known.set(one.index, known);
  }
};
