// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { readCompany } from "../store/companies.ts";
import { type KeptEntry, lockLink } from "../store/customer-entries.ts";
import { findCustomers } from "../store/customers.ts";
import { countFailure } from "../store/login-attempts.ts";
import { type LoginKeys, loginKeys } from "../store/login-key.ts";
import type { Tx } from "../store/transaction.ts";
import type { Via } from "./access.ts";
import { entrantOf } from "./customer-asking.ts";
import { beginSession, type EnteredCustomer } from "./enter-customer.ts";
import type { House } from "./house.ts";
import { readLoginCode } from "./login-codes.ts";
import { Refusal } from "./refusal.ts";
import type { Device } from "./sign-in.ts";
import { FORGOTTEN_AFTER, refuseTooEarly } from "./wait-after-failures.ts";

/** What a link is for, before it is used; nobody is named. */
export interface ReadLink {
  readonly company: { readonly zh: string; readonly en: string };
  readonly demonstration: boolean;
  /** The one who enters answers for somebody else. */
  readonly byGuardian: boolean;
  readonly expiresAt: Instant;
}
/** Looks at a link and leaves it as it is: whoever opens it in advance, as messengers do, spends nothing. Refusals: `code_unknown`, `too_many_tries`. */
export const readCustomerLink = (house: House, code: string, device: Device): Promise<ReadLink> =>
  withLink(house, code, device, undefined, async (tx, entry) => {
    const { name, demonstration } = await readCompany(tx);
    const byGuardian = entry.customerId !== entry.shownId;
    return { company: name, demonstration, byGuardian, expiresAt: entry.expiresAt };
  });
/** Enters with a link, once: of two at the same time one. Refusals: as above. */
export const enterByLink = (
  house: House,
  code: string,
  device: Device,
  via: Via | undefined,
): Promise<EnteredCustomer> =>
  withLink(house, code, device, via, (tx, entry, keys) => beginSession(house, tx, keys, entry));

const withLink = async <Result>(
  house: House,
  code: string,
  device: Device,
  via: Via | undefined,
  work: (tx: Tx, entry: KeptEntry, keys: LoginKeys) => Promise<Result>,
): Promise<Result> => {
  const now = house.now();
  const address = [{ of: "address", value: `customer link ${device.address}` }] as const;
  const { keys, read } = await house.store.withLogins(async (tx) => {
    const known = await loginKeys(tx);
    await refuseTooEarly(tx, known, address, now);
    return { keys: known, read: readLoginCode(known, code) };
  });
  const by = {
    did: "enter-own-page",
    party: "customer",
    method: via?.method ?? "page",
    from: via?.from,
    power: "link",
    at: now,
  } as const;
  const found =
    read &&
    (await house.store.withCompany(read.companyId, { by }, async (tx) => {
      const entry = await lockLink(tx, read.hash);
      if (entry === undefined || entry.expiresAt <= now) return undefined;
      const [shown] = await findCustomers(tx, { ids: [entry.shownId] });
      const entrant = shown && (await entrantOf(tx, shown));
      // Erased, merged, or with another guardian since the link was made.
      if (entrant?.customerId !== entry.customerId) return undefined;
      return { result: await work(tx, entry, keys) };
    }));
  if (found) return found.result;
  await house.store.withLogins((tx) => countFailure(tx, keys, address[0], now, (now - FORGOTTEN_AFTER) as Instant));
  throw new Refusal("code_unknown", {
    zh: "这个链接不对、已经用过，或已过期。请向您的代理人或机构要一个新的，或者用手机验证码进入。",
    en: "This link is wrong, was used, or has run out. Ask your agent or the branch for a new one, or come in with a code to your phone.",
  });
};
