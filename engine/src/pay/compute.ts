// Clauses: C6.2, C6.3

import type { Component, ComponentKind } from "../contract/model.ts";
import { type PayBook, periodOf } from "./book.ts";
import type { ComponentHandler } from "./components/handler.ts";
import { releaseHolds } from "./components/holdback.ts";
import { COMPONENT_HANDLERS } from "./components/table.ts";
import type { Carried, ComputedLine, ComputedPeriod, DraftLine } from "./line.ts";
import { firstLive, openingCarried } from "./opening.ts";
import type { PayPeriod, Slot } from "./pay-periods.ts";
import type { Part, PeriodRun, Readings } from "./run.ts";

/** What runs on after the term, and what gives that to the members. */
const AFTER_TERM: readonly ComponentKind[] = ["clawback", "holdback", "split"];
const NOTHING_COMPUTED: Omit<ComputedPeriod, "after"> = { lines: [], excluded: [] };

/**
 * Periods 0…`last` as they are known now. Those that rest on unchanged cells and frozen readings are taken as they are; the rest
 * is computed from the cells, each period once, in order.
 * @param readingsOf what a period reads: frozen ones for a closed period, the figures so far for an open one
 */
export const computeThrough = (
  book: PayBook,
  last: number,
  readingsOf: (at: PayPeriod) => Readings,
): readonly ComputedPeriod[] => {
  const live = firstLive(book).index;
  let stable = true;
  for (let index = 0; index <= last; index += 1) {
    const at = periodOf(book, index);
    stable &&= book.closed.has(index) || at.opening;
    if (index < book.cleanUntil && stable) continue;
    const before = index <= live ? openingCarried(book) : book.computed[index - 1]!.after;
    book.computed[index] = at.opening
      ? { ...NOTHING_COMPUTED, after: before }
      : computePeriod(book, at, before, readingsOf(at));
    if (stable) book.cleanUntil = index + 1;
  }
  return book.computed;
};

const computePeriod = (book: PayBook, at: PayPeriod, before: Carried, readings: Readings): ComputedPeriod => {
  const lines: ComputedLine[] = [];
  const run: PeriodRun = {
    book,
    at,
    readings,
    endSlot: at.slots.at(-1)!,
    lines,
    excluded: [],
    draw: new Map(before.draw),
    carry: new Map(before.carry),
    holds: [...before.holds],
    takenBack: [...before.takenBack],
    estimated: false,
    earlier: (index) => (index < at.index ? book.computed[index] : undefined),
    emit: (slot, draft) => {
      if (draft.amount !== 0n) lines.push(lineOf(slot, draft));
    },
  };
  for (const { kind, parts } of componentsOf(at)) {
    if (!at.inTerm && !AFTER_TERM.includes(kind)) continue;
    const pay = COMPONENT_HANDLERS[kind] as ComponentHandler<ComponentKind>;
    pay(run, parts);
  }
  releaseHolds(run);
  nameLines(at.period.label, lines);
  const { excluded, draw, carry, holds, takenBack, estimated } = run;
  return { lines, excluded, after: { draw, carry, holds, takenBack }, ...(estimated ? { estimated } : {}) };
};
const lineOf = (slot: Slot, draft: DraftLine): ComputedLine => {
  // A line keeps the label of its own wording: versions that come to be known later may number it otherwise.
  const label = slot.plan?.components.find(({ id }) => id === draft.component)?.label;
  return {
    version: slot.version,
    clause: slot.clause,
    ...(label === undefined ? {} : { label }),
    reverses: [],
    inputs: () => [],
    evidence: () => [],
    ...draft,
    id: "",
  };
};
/** `PERIOD/component[/member][/n]`: numbered where several lines share the name. */
const nameLines = (label: string, lines: ComputedLine[]): void => {
  const nameOf = ({ component, member }: ComputedLine): string =>
    `${label}/${component}${member === undefined ? "" : `/${member}`}`;
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(nameOf(line), (counts.get(nameOf(line)) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const line of lines) {
    const name = nameOf(line);
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    (line as { id: string }).id = counts.get(name) === 1 ? name : `${name}/${number}`;
  }
};

interface OrderedComponent {
  readonly kind: ComponentKind;
  readonly parts: Part[];
}
/**
 * The period's components in the order of the wording at its end; one that an earlier wording had and the last has not stands
 * after the one it followed. Under one id, only stretches with the same kind go together.
 */
const componentsOf = ({ slots }: PayPeriod): OrderedComponent[] => {
  const order: string[] = (slots.at(-1)?.plan?.components ?? []).map(({ id }) => id);
  for (const { plan } of slots.slice(0, -1)) {
    let after = -1;
    for (const { id } of plan?.components ?? []) {
      const known = order.indexOf(id);
      if (known < 0) order.splice(after + 1, 0, id);
      after = known < 0 ? after + 1 : known;
    }
  }
  return order.flatMap((id) => {
    const groups: OrderedComponent[] = [];
    for (const slot of slots) {
      const component: Component | undefined = slot.plan?.components.find((one) => one.id === id);
      if (!component) continue;
      const group = groups.find(({ kind }) => kind === component.kind);
      if (group) group.parts.push({ slot, component });
      else groups.push({ kind: component.kind, parts: [{ slot, component }] });
    }
    return groups;
  });
};
