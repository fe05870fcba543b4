// Clauses: C6.2, N2
import { isMemberOn } from "../contract/members.ts";
import type { Fact } from "../facts/event.ts";
import type { PayBook } from "./book.ts";

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
