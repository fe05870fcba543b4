// Clauses: C6.2
import type { Member } from "../contract/model.ts";
import type { Day, Instant, Money } from "../values/brand.ts";
import { byCodeUnit } from "../values/text.ts";
import type { PayBook } from "./book.ts";
import { lackingFor } from "./licence.ts";
import { stretchOn } from "./pay-periods.ts";
import { moneyIn } from "./returned.ts";

/** A sale that is held from credit because nobody was shown to be licensed on its day (Insurance Law 122, 130). */
export interface HeldSale {
  /** Reference of the entitlement that would pay for it. */
  readonly rule: string;
  readonly event: string;
  readonly at: Instant;
  readonly day: Day;
  readonly amount?: Money;
  /** Ids of members who lack one; undefined is the agent itself. */
  readonly lacking: readonly (string | undefined)[];
}
/** A licence as the contract's facts have it now. */
export interface FiledLicence {
  readonly event: string;
  readonly licence: string;
  readonly member?: string;
  readonly from: Day;
  /** First day without it. */
  readonly before?: Day;
  readonly insurer?: string;
}
/** What plans that ask for a licence ask of whom, and what they hold now. */
export interface Licensing {
  /** Who is to hold one, with their days; none: the agent itself. */
  readonly members: readonly Member[];
  /** By moment, then event. */
  readonly held: readonly HeldSale[];
  /** By event. */
  readonly filed: readonly FiledLicence[];
}
/** Undefined where no plan of the agent asks for a licence. */
export const licensingOf = (pays: readonly PayBook[]): Licensing | undefined => {
  const asking = pays.filter(({ plan }) => plan.stretches.some((stretch) => stretch.plan?.licence !== undefined));
  const [first] = asking;
  if (first === undefined) return undefined;
  const held = new Map(asking.flatMap(heldIn).map((one) => [one.event, one]));
  const filed = new Map(asking.flatMap(filedIn).map((one) => [one.event, one]));
  return {
    members: first.members,
    held: [...held.values()].sort((a, b) => a.at - b.at || byCodeUnit(a.event, b.event)),
    filed: [...filed.values()].sort((a, b) => byCodeUnit(a.event, b.event)),
  };
};
const heldIn = (book: PayBook): HeldSale[] =>
  [...book.refusedSales.values()].flatMap(({ fact, reason }) => {
    const { plan } = stretchOn(book.plan, fact.day);
    if (reason !== "no_licence" || !plan) return [];
    const amount = moneyIn(fact, "amount");
    return [
      {
        rule: book.context.ref,
        event: fact.event.id,
        at: fact.event.at,
        day: fact.day,
        ...(amount === undefined ? {} : { amount }),
        lacking: lackingFor(book, plan, fact),
      },
    ];
  });
const filedIn = (book: PayBook): FiledLicence[] =>
  [...book.licences.values()].map(({ event: { id, fields } }) => ({
    event: id,
    licence: fields.licence as string,
    ...(fields.member === undefined ? {} : { member: fields.member as string }),
    from: fields.from as Day,
    ...(fields.before === undefined ? {} : { before: fields.before as Day }),
    ...(fields.insurer === undefined ? {} : { insurer: fields.insurer as string }),
  }));
