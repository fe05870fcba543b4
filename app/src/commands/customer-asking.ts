// Clauses: C7.1, N7
import { randomBytes } from "node:crypto";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { findEntrySession, type KeptEntry, useEntry } from "../store/customer-entries.ts";
import { findCustomers, type KeptCustomer } from "../store/customers.ts";
import { type LoginKeys, loginKeys } from "../store/login-key.ts";
import type { CompanyId, Tx } from "../store/transaction.ts";
import { searchHash } from "../store/vault/seal.ts";
import type { Caller, Via } from "./access.ts";
import type { House } from "./house.ts";
import { Refusal } from "./refusal.ts";

/** The cookie of a customer's session; one of somebody who signs in stands beside it and is another. */
const COOKIE = "fealty.customer";
const MINUTE = 60_000_000;
/** How long a customer who came in stays, used or not. */
export const SESSION_MINUTES = 30;

/** A customer at its own page. */
export interface CustomerAsking {
  readonly companyId: CompanyId;
  readonly entry: KeptEntry;
  /** Who came in. */
  readonly by: KeptCustomer;
  /** Whose data is shown: the same, or somebody for whom that one is the guardian. */
  readonly shown: KeptCustomer;
}
/** How evidence and history call a way in: `LINK-3f2a91b0`, `SMS-3f2a91b0`. */
export const entryNumber = ({ entryId, way }: Pick<KeptEntry, "entryId" | "way">): string =>
  // The end is drawn at random; the beginning is the time.
  `${way === "link" ? "LINK" : "SMS"}-${entryId.slice(-8)}`;
/**
 * Who enters for a customer: it itself, or its guardian as long as the register names one (CC 23, 28; PIPL 31). Undefined where nobody can: erased, or
 * merged into another.
 */
export const entrantOf = async (tx: Tx, customer: KeptCustomer): Promise<KeptCustomer | undefined> => {
  const guardianId = customer.guardianId;
  const [entrant] = guardianId === undefined ? [customer] : await findCustomers(tx, { ids: [guardianId] });
  const isThere = (one: KeptCustomer | undefined): boolean => one?.data !== undefined && one.mergedIntoId === undefined;
  return isThere(customer) && isThere(entrant) ? entrant : undefined;
};
/**
 * The customer whose session the cookie of a request is. Everything that a session rests on is read anew: who was erased, merged or given a guardian
 * meanwhile is in no more. Undefined where nobody is.
 */
export const customerAsking = async (house: House, headers: Headers): Promise<CustomerAsking | undefined> => {
  const token = tokenIn(headers);
  const companyId = Number(/^(\d{1,15})\./.exec(token ?? "")?.[1] ?? 0);
  if (token === undefined || companyId < 1) return undefined;
  return house.store.withCompany(companyId, { snapshot: true }, async (tx) => {
    const entry = await findEntrySession(tx, tokenHash(await loginKeys(tx), token), house.now());
    if (entry === undefined) return undefined;
    const known = await findCustomers(tx, { ids: [entry.customerId, entry.shownId] });
    const [by, shown] = [entry.customerId, entry.shownId].map((id) => known.find((one) => one.customerId === id));
    if (by === undefined || shown === undefined) return undefined;
    // A guardian who looks at its own page is nobody's ward.
    const entrant = await entrantOf(tx, shown);
    return entrant?.customerId === by.customerId ? { companyId, entry, by, shown } : undefined;
  });
};
/** Refusal: `not_entered`. */
export const customerCaller = async (
  house: House,
  headers: Headers,
  via: Via | undefined,
): Promise<{ readonly asking: CustomerAsking; readonly caller: Caller }> => {
  const asking = await customerAsking(house, headers);
  if (asking === undefined) throw notEntered();
  const { companyId, entry, by, shown } = asking;
  const self = {
    customerId: shown.customerId,
    way: entry.way,
    byGuardian: by.customerId !== shown.customerId,
    entry: entryNumber(entry),
  };
  return { asking, caller: { companyId, party: "company", via, self } };
};
export const notEntered = (): Refusal =>
  new Refusal("not_entered", {
    zh: "您还没有进入，或者时间已到。请用新的一次性链接，或者手机验证码进入。",
    en: "You have not come in, or your time is over. Come in with a new one-time link or a code to your phone.",
  });
/** Makes a session of a way in that is locked. Gives its cookie. */
export const openCustomerSession = async (
  house: House,
  tx: Tx,
  keys: LoginKeys,
  { entryId }: KeptEntry,
): Promise<readonly string[]> => {
  const token = `${tx.companyId}.${randomBytes(32).toString("base64url")}`;
  const at = house.now();
  const until = (at + SESSION_MINUTES * MINUTE) as Instant;
  await useEntry(tx, entryId, { tokenHash: tokenHash(keys, token), at, until });
  return [`${COOKIE}=${token}; Max-Age=${SESSION_MINUTES * 60}; Path=/; HttpOnly; SameSite=Lax`];
};
export const goneCookie = (): readonly string[] => [`${COOKIE}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`];
const tokenHash = ({ search }: LoginKeys, token: string): Buffer => searchHash(search, "customer token", token);
const tokenIn = (headers: Headers): string | undefined => {
  const found = (headers.get("cookie") ?? "").split(/;\s*/).find((part) => part.startsWith(`${COOKIE}=`));
  const token = found?.slice(COOKIE.length + 1);
  return token !== undefined && /^\d{1,15}\.[\w-]{43}$/.test(token) ? token : undefined;
};
