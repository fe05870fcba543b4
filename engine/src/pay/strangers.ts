// Clauses: C6.2, N2
import { isMemberOn } from "../contract/members.ts";
import type { Fact } from "../facts/event.ts";
import { type PayBook, periodOf } from "./book.ts";
import { unpaidRecipient } from "./components/override.ts";
import { periodIndexOf } from "./pay-periods.ts";
import type { Statement } from "./types.ts";

/** Facts that name a member who is none on their day: the team is credited or paid, and no member. */
export const strangersIn = (book: PayBook): { readonly event: string; readonly member: string }[] => {
  if (book.members.length === 0) return [];
  const strange = ({ event, day }: Fact): { event: string; member: string }[] => {
    const { member } = event.fields;
    if (typeof member !== "string" || isMemberOn(book.members, member, day)) return [];
    return [{ event: event.id, member }];
  };
  const sales = [...book.sales.values()].filter(
    ({ placed, fact }) => placed.length > 0 && fact.event.kind !== "credit_from",
  );
  const adjusted = [...book.adjustments.values()].flat().filter(({ takesBack }) => !takesBack);
  return [...sales, ...adjusted].flatMap(({ fact }) => strange(fact));
};

/** Overrides that paid nobody, for the one to be paid was no member at the period's end; each with all such statements. */
export const unpaidOverrides = (
  book: PayBook,
  statements: readonly Statement[],
): { readonly rule: string; readonly component: string; readonly member: string; readonly statements: string }[] => {
  const unpaid = new Map<
    string,
    { readonly component: string; readonly member: string; readonly labels: Set<string> }
  >();
  for (const { rule, status, period } of statements) {
    if (rule !== book.context.ref || status === "opening") continue;
    const at = periodOf(book, periodIndexOf(book.plan, period.fromDay));
    for (const component of at.inTerm ? at.slots.flatMap(({ plan }) => plan?.components ?? []) : []) {
      const member = component.kind === "override" ? unpaidRecipient(book, component, at.period) : undefined;
      if (member === undefined) continue;
      const key = `${component.id}/${member}`;
      const told = unpaid.get(key) ?? { component: component.id, member, labels: new Set() };
      unpaid.set(key, told);
      told.labels.add(at.period.label);
    }
  }
  return [...unpaid.values()].map(({ component, member, labels }) => ({
    rule: book.context.ref,
    component,
    member,
    statements: [...labels].join(", "),
  }));
};
