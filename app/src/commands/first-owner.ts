// Clauses: C1.1, N1
import { madeUpAddress } from "../login/login.ts";
import { loginKeys } from "../store/login-key.ts";
import { takeLoginName } from "../store/login-names.ts";
import { addLoginUser } from "../store/login-users.ts";
import { addMembership } from "../store/memberships.ts";
import { addPeople, addRoleHoldings, listPeople, listRoleHoldings } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import type { Via } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { NameTry } from "./count-taken-names.ts";
import type { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { checkedLoginName } from "./login-name.ts";
import { checkPassword } from "./password-rules.ts";
import { atOwnLogin, tellOfLogin } from "./told-of-login.ts";

export interface FirstOwner {
  /** Number in the company's own lists. */
  readonly code: string;
  readonly name: string;
  readonly loginName: string;
  readonly password: string;
}
/** The same of somebody who has a login already. */
export type FurtherOwner = Pick<FirstOwner, "code" | "name">;
/** For whom a login is, in one company. */
/** How the call came in. */
interface Came {
  readonly via?: Via | undefined;
}
export interface Whose {
  readonly userId: string;
  readonly companyId: number;
  readonly personId: string;
}
/**
 * The first owner of a company, with a login, in the transaction that found out that there is none yet. Somebody of that code who is in the list of
 * people gets the login. Refusal: `form_refused` with every fault, those that the caller has found already among them.
 */
export const makeFirstOwner = (
  house: House,
  tx: Tx,
  given: FirstOwner & Came,
  passwordHash: string,
  faults: FormFaults,
  tried: NameTry,
): Promise<Whose> =>
  ownerWith(house, tx, given, faults, async (code, name) => {
    const userId = newUuid();
    await addFirstLogin(house, tx, given, [code, name], { userId, passwordHash }, faults, tried);
    return userId;
  });
/** The same with the login that the person has. */
export const joinFirstOwner = (
  house: House,
  tx: Tx,
  given: FurtherOwner & Came,
  userId: string,
  faults: FormFaults,
): Promise<Whose> => ownerWith(house, tx, given, faults, async () => userId);
const ownerWith = async (
  house: House,
  tx: Tx,
  given: FurtherOwner & Came,
  faults: FormFaults,
  loginOf: (code: string, name: string) => Promise<string>,
): Promise<Whose> => {
  const now = house.now();
  const code = faults.text("code", given.code, 40);
  const name = faults.text("name", given.name, 100);
  const known = (await listPeople(tx)).find((one) => one.code === code);
  if (known && known.name !== name)
    faults.add("code", `工号 ${code} 已是${known.name}的。`, `The code ${code} is ${known.name}'s already.`);
  const userId = await loginOf(code, name);
  faults.refuse();
  const personId = known?.personId ?? newUuid();
  if (!known) await addPeople(tx, [{ personId, code, name }]);
  await becomeOwner(house, tx, personId);
  await addMembership(tx, personId, userId, now);
  const after = { code, name, roles: [{ role: "owner" }] };
  const by = await atOwnLogin(house, tx, "set-up-owner", personId, given.via);
  await tellOfLogin(tx, undefined, "set-up-owner", personId, { after }, now, by);
  return { userId, companyId: tx.companyId, personId };
};
const addFirstLogin = async (
  house: House,
  tx: Tx,
  given: FirstOwner,
  person: readonly string[],
  { userId, passwordHash }: { readonly userId: string; readonly passwordHash: string },
  faults: FormFaults,
  tried: NameTry,
): Promise<void> => {
  const loginName = checkedLoginName("loginName", given.loginName, faults);
  await checkPassword("password", given.password, [loginName?.name ?? "", ...person], faults);
  await addLoginUser(tx, { userId, address: madeUpAddress(userId), passwordHash }, house.now());
  tried.taken = loginName !== undefined && !(await takeLoginName(tx, await loginKeys(tx), userId, loginName));
  if (tried.taken) faults.add(...NAME_TAKEN);
};
const NAME_TAKEN = [
  "loginName",
  "这个登录名已有人使用，请换一个。",
  "Somebody signs in with this name already; choose another.",
] as const;
const becomeOwner = async (house: House, tx: Tx, personId: string): Promise<void> => {
  const held = (await listRoleHoldings(tx, personId)).some(({ role, beforeOn }) => role === "owner" && !beforeOn);
  if (held) return;
  const fromOn = await companyDay(house, tx);
  await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, role: "owner", fromOn }]);
};
