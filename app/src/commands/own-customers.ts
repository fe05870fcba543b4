// Clauses: C1.3, C7.1, N7
import { listActivities } from "../store/activity.ts";
import { listConsents, listNotices } from "../store/consents.ts";
import { listServedBy, type ServedUnder } from "../store/customer-service.ts";
import { findCustomers, type KeptCustomer, searchForm } from "../store/customers.ts";
import { seeCustomersOf, type Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf, type Verb } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay, covers } from "./company-day.ts";
import { consentStandings } from "./consent-state.ts";
import { CUSTOMER_FIELDS, type ShownCustomer, shownCustomer } from "./customer-mask.ts";
import { noSuchThing } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { nameMatches, nameOrder } from "./name-match.ts";
import { toldActivity } from "./read-person.ts";
import { sensitiveFields } from "./sensitive-use.ts";

/** Under which of the own contracts a customer is or was served. */
export interface OwnServing {
  readonly number: string;
  readonly title: ServedUnder["title"];
  readonly fromOn: string;
  readonly beforeOn: string;
  readonly toEnd: boolean;
}
export interface OwnCustomer {
  readonly code: string;
  /** Absent of whom the register does not know, and of whom no own contract serves today: nothing of them is kept (PIPL 21). */
  readonly shown?: Omit<ShownCustomer, "branch">;
  readonly serving: readonly OwnServing[];
}
export interface OwnCustomersPage {
  readonly day: string;
  readonly total: number;
  readonly rows: readonly OwnCustomer[];
}
export interface OwnCustomersFilter {
  /** A part of a name in characters or its sound, the beginning of a code, or a whole phone number. */
  readonly text?: string | undefined;
  /** Those whom the contracts serve today, or served before; default `now`. */
  readonly when?: "now" | "before" | undefined;
}
/**
 * The customers of whoever asks as an agent, by name: the name in full as in the contract's own views, the rest masked. Those served before
 * are told by code and days alone. Refusals: `not_for_this_party`, those of the master key.
 */
export const listOwnCustomers = (
  house: House,
  caller: Caller,
  { text = "", when = "now" }: OwnCustomersFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<OwnCustomersPage> =>
  lookingAsAgent(house, caller, "list-own-customers", async (tx, { day, served, isOwn }) => {
    const now = when === "now";
    const codes = [...served.keys()].filter(
      (code) => served.get(code)!.some((one) => isOwn && covers(one, day)) === now,
    );
    const kept = new Map((now ? await findCustomers(tx, { codes }) : []).map((one) => [one.code, one]));
    const typed = text.trim();
    const found = codes
      .filter((code) => answersTo(code, kept.get(code), typed))
      .map((code) => ({ code, order: nameOrder(kept.get(code)?.data?.name ?? code) }))
      .sort((a, b) => (a.order === b.order ? compare(a.code, b.code) : compare(a.order, b.order)));
    const rows = found.slice(offset, offset + limit).map(({ code }) => ({
      code,
      ...shownOf(kept.get(code)),
      serving: servingOf(served.get(code)!),
    }));
    return { day, total: found.length, rows };
  });
/**
 * One of them: since when and until when it is served, which consents stand, and what the one who asks looked at in clear. Nothing is told
 * of other contracts and agents, nor whether the register knows somebody alike. Refusals: `not_for_this_party`, `no_such_thing`.
 */
export const readOwnCustomer = (house: House, caller: Caller, code: string) =>
  lookingAsAgent(house, caller, "read-own-customer", async (tx, { day, served }) => {
    const [customer] = served.has(code) ? await findCustomers(tx, { codes: [code] }) : [];
    if (customer === undefined) throw noSuchThing("customer", code);
    const consents = await listConsents(tx, customer.customerId);
    const looks = await listActivities(tx, { subjectId: customer.customerId });
    return {
      day,
      code,
      ...shownOf(customer),
      serving: servingOf(served.get(code)!),
      consents: consentStandings(await listNotices(tx), consents),
      /** Fields that need the separate consent of sensitive data. */
      sensitive: sensitiveFields(customer, CUSTOMER_FIELDS, day),
      /** Own looks in clear, the latest first. */
      looks: looks.map((one) => toldActivity(one, new Map())),
    };
  });
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const answersTo = (code: string, customer: KeptCustomer | undefined, typed: string): boolean =>
  typed === "" ||
  code.startsWith(typed) ||
  (customer?.data !== undefined &&
    (nameMatches(customer.data.name, typed) ||
      (/\d/.test(typed) &&
        customer.data.phone !== undefined &&
        searchForm("phone", customer.data.phone) === searchForm("phone", typed))));
const NO_BRANCHES = new BranchTree([]);
const shownOf = (customer: KeptCustomer | undefined): Pick<OwnCustomer, "shown"> =>
  customer === undefined ? {} : { shown: shownCustomer(customer, NO_BRANCHES, { clear: ["name"] }) };
const servingOf = (stretches: readonly ServedUnder[]): OwnServing[] =>
  stretches.map(({ number, title, fromOn, beforeOn, toEnd }) => ({ number, title, fromOn, beforeOn, toEnd }));
interface Own {
  readonly day: string;
  /** Holds a role today: whoever was an agent served everybody before. */
  readonly isOwn: boolean;
  /** By the customer's code, the latest stretch first. */
  readonly served: ReadonlyMap<string, readonly ServedUnder[]>;
}
/** Whoever holds no role any more sees codes and days, and nobody's data. */
const lookingAsAgent = <Result>(
  house: House,
  caller: Caller,
  verb: Verb,
  look: (tx: Tx, own: Own) => Promise<Result>,
): Promise<Result> => {
  authorise(caller, verb);
  const { companyId, personId, actor } = caller;
  return house.store.withCompany(companyId, { ...relationOf(caller, verb), snapshot: true }, async (tx) => {
    const day = await companyDay(house, tx);
    const isOwn = actor?.former !== true;
    if (isOwn) await seeCustomersOf(tx, day);
    const stretches = personId === undefined ? [] : await listServedBy(tx, personId, actor?.teamIds);
    const begun = stretches.filter(({ fromOn }) => fromOn <= day);
    return look(tx, { day, isOwn, served: groupedBy(begun, ({ customer }) => customer) });
  });
};
