// Clauses: C6.3, N2

import { memberName } from "../contract/members.ts";
import { evidenceOfFact } from "../facts/event.ts";
import type { Money } from "../values/brand.ts";
import { minus, moneyText } from "../values/money.ts";
import type { Text } from "../values/text.ts";
import type { Evidence, Trace } from "../values/trace.ts";
import type { PayBook } from "./book.ts";
import { amountText, lessText, sumText } from "./figures.ts";
import type { Adjustment, TrueUp } from "./frozen.ts";
import { COMPONENT_LABELS, LABELS } from "./labels.ts";
import { type ComputedLine, type Hold, type LineInput, numbered, sumOf, withMember } from "./line.ts";
import { openingIds } from "./opening-facts.ts";
import { stretchOn } from "./pay-periods.ts";
import { namedTrueUps, setRightTheSame, trueUpsBefore } from "./true-up.ts";
import type { StatementLine } from "./types.ts";

/** The ids are whole; the hash over their payloads is filled in by the caller, who alone can hash. */
const evidenceOf = (ids: readonly string[]): Evidence => ({ count: ids.length, hash: "", ids });

const labelOf = (book: PayBook, line: ComputedLine): Text => {
  if (line.label) return line.label;
  const version = book.plan.stretches.find(({ version }) => version === line.version);
  const component = version?.plan?.components.find(({ id }) => id === line.component);
  return component?.label ?? COMPONENT_LABELS[line.kind];
};
/** Lines of several members have one label: in a trace the member's name tells them apart. */
const titleOf = (book: PayBook, line: ComputedLine): Text => {
  const label = labelOf(book, line);
  if (line.member === undefined) return label;
  const name = memberName(book.plan.contract.parties, line.member);
  return Object.fromEntries(Object.entries(label).map(([language, words]) => [language, `${words} · ${name}`])) as Text;
};
/** Traces of lines by whether they stand as closed: a line that many others rest on is explained once. */
export interface LineTraces {
  readonly open: Map<ComputedLine, Trace>;
  readonly closed: Map<ComputedLine, Trace>;
}
/** A computed line as the statement shows it, with the trace built only when it is asked for. */
export const shownLine = (book: PayBook, line: ComputedLine, known: LineTraces): StatementLine => {
  const { formula: _f, inputs: _i, evidence: _e, reverses, slot: _s, row: _r, label: _l, ...rest } = line;
  return {
    ...rest,
    label: labelOf(book, line),
    reverses: reverses.map(({ id }) => id),
    trace: () => traceLine(book, line, known),
  };
};
const traceLine = (book: PayBook, line: ComputedLine, known: LineTraces): Trace => {
  const had = known.open.get(line);
  if (had) return had;
  const trace: Trace = {
    what: titleOf(book, line),
    formula: line.formula(),
    value: moneyText(line.amount, book.plan.contract.currency),
    inputs: line.inputs().map((input) => traceInput(book, line, input, known)),
    clause: line.clause,
    version: line.version,
    evidence: evidenceOf(line.evidence()),
    line: `${book.context.ref}/${line.id}`,
  };
  known.open.set(line, trace);
  return trace;
};
const traceClosed = (book: PayBook, line: ComputedLine, known: LineTraces): Trace => {
  const trace = known.closed.get(line) ?? { ...traceLine(book, line, known), closed: true };
  known.closed.set(line, trace);
  return trace;
};
const traceInput = (book: PayBook, { clause, version }: ComputedLine, input: LineInput, known: LineTraces): Trace => ({
  what: input.what,
  formula: input.formula ?? input.value,
  value: input.value,
  inputs: [...(input.lines ?? []).map((line) => traceLine(book, line, known)), ...(input.traces ?? [])],
  clause,
  version,
  ...(input.metric === undefined ? {} : { metric: input.metric }),
  ...(input.evidence === undefined ? {} : { evidence: evidenceOf(input.evidence) }),
});
/** What is left of a hold, with the line that held it; what was handed over at the start has none. */
export const shownHold = (
  book: PayBook,
  { amount, label, line, component }: Hold,
  known: LineTraces,
): { readonly amount: Money; readonly trace: () => Trace } => ({
  amount,
  trace: () => ({
    what: LABELS.held,
    formula: label,
    value: moneyText(amount, book.plan.contract.currency),
    inputs: line === undefined ? [] : [traceLine(book, line, known)],
    clause: book.context.ref.split("/")[0]!,
    version: line?.version ?? book.plan.stretches[0]!.version,
    ...(line === undefined ? { evidence: evidenceOf(openingIds(book, "holdback", component.id)) } : {}),
  }),
});

/** @param home the period in whose statement they stand */
export const trueUpLines = (
  book: PayBook,
  home: number,
  label: string,
  trueUps: readonly TrueUp[],
  known: LineTraces,
): StatementLine[] => {
  const before = trueUps.length === 0 ? [] : trueUpsBefore(book, home);
  return namedTrueUps(label, trueUps).map(({ item, id }) => {
    const { currency } = book.plan.contract;
    const amount = minus(item.now, item.stated);
    const { clause, version } = item;
    const recomputed = (one: TrueUp): Trace => ({
      what: LABELS.recomputed,
      formula: one.lines.map((line) => line.id).join(" + "),
      value: moneyText(one.now, currency),
      inputs: one.lines.map((line) => traceLine(book, line, known)),
      clause,
      version,
      ...(one.lines.length > 0 ? {} : { evidence: evidenceOf(one.evidence()) }),
    });
    const closed = book.closed.get(item.index)?.lines.filter(({ id }) => item.reverses.includes(id)) ?? [];
    const change = (one: TrueUp): string =>
      `${one.ofPeriod}/${one.component}: ${lessText(amountText(one.now, currency), amountText(one.stated, currency))}`;
    const earlier = before.filter((one) => setRightTheSame(one.item, item));
    /** As the closed statement had it, and what earlier statements than this one had set right since. */
    const stated = (): Trace => ({
      what: LABELS.stated,
      formula:
        earlier.length === 0
          ? item.reverses.join(" + ")
          : sumText(
              [sumOf(closed), ...earlier.map(({ item: one }) => minus(one.now, one.stated))].map((part) =>
                amountText(part, currency),
              ),
            ),
      value: moneyText(item.stated, currency),
      inputs: [
        ...closed.map((line) => traceClosed(book, line, known)),
        ...earlier.map(({ item: one }) => ({
          what: LABELS.trueUp,
          formula: change(one),
          value: moneyText(minus(one.now, one.stated), currency),
          inputs: [recomputed(one)],
          clause,
          version,
          closed: true as const,
        })),
      ],
      clause,
      version,
    });
    return {
      id,
      component: "true_up",
      kind: "true_up",
      ...(item.member === undefined ? {} : { member: item.member }),
      label: LABELS.trueUp,
      amount,
      reverses: [...item.reverses, ...earlier.map((one) => one.id)],
      ofPeriod: item.ofPeriod,
      ofComponent: item.component,
      ...(item.kind === undefined ? {} : { ofKind: item.kind }),
      clause: item.clause,
      version: item.version,
      trace: () => ({
        what: LABELS.trueUp,
        formula: change(item),
        value: moneyText(amount, currency),
        inputs: [recomputed(item), stated()],
        clause,
        version,
      }),
    };
  });
};

export const adjustmentLines = (book: PayBook, label: string, list: readonly Adjustment[]): StatementLine[] =>
  numbered(list, ({ fact }) => withMember(`${label}/adjustment`, memberOf(fact.event.fields))).map(({ item, id }) => {
    const { fields } = item.fact.event;
    const member = memberOf(fields);
    const { version, rule } = item.stretch ?? stretchOn(book.plan, item.fact.day);
    const what = item.takesBack ? LABELS.reversal : LABELS.adjustment;
    const clause = rule?.clause ?? "";
    const reason = typeof fields.reason === "string" ? fields.reason : "";
    return {
      id,
      component: "adjustment",
      kind: "adjustment",
      ...(member === undefined ? {} : { member }),
      label: what,
      amount: item.amount,
      reverses: typeof fields.reverses === "string" && !item.takesBack ? [fields.reverses] : [],
      ...(item.of === undefined ? {} : { ofPeriod: item.of }),
      clause,
      version,
      trace: () => ({
        what,
        formula: reason,
        value: moneyText(item.amount, book.plan.contract.currency),
        inputs: [],
        clause,
        version,
        evidence: evidenceOf(evidenceOfFact(item.fact)),
      }),
    };
  });
const memberOf = (fields: Adjustment["fact"]["event"]["fields"]): string | undefined =>
  typeof fields.member === "string" ? fields.member : undefined;
