// Clauses: C1.1, N1
import { loginOf, madeUpAddress } from "../login/login.ts";
import { listCompanies } from "../store/companies.ts";
import { loginKeys } from "../store/login-key.ts";
import { takeLoginName } from "../store/login-names.ts";
import { bindLoginSession } from "../store/login-sessions.ts";
import { addLoginUser } from "../store/login-users.ts";
import { addMembership, listMemberships } from "../store/memberships.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, listPeople, listRoleHoldings } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { offersPersonas } from "./choose-persona.ts";
import { companyDay } from "./company-day.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { tellOfLogin } from "./invite-person.ts";
import { checkedLoginName } from "./login-name.ts";
import { checkPassword } from "./password-rules.ts";
import { Refusal } from "./refusal.ts";
import type { Device, Entered } from "./sign-in.ts";

export interface FirstOwner {
  /** Number in the company's own lists. */
  readonly code: string;
  readonly name: string;
  readonly loginName: string;
  readonly password: string;
}
/** The company that nobody can sign in to yet, whose first start asks for the owner; none where there is no such. */
export const companyWithoutOwner = async (house: House) => {
  for (const company of await listCompanies(house.store)) {
    const open = await house.store.withCompany(
      company.companyId,
      {},
      async (tx) => (await nobodySignsIn(tx)) && !(company.demonstration && (await offersPersonas(tx))),
    );
    if (open) return company;
  }
  return undefined;
};
const nobodySignsIn = async (tx: Tx): Promise<boolean> => (await listMemberships(tx)).length === 0;

/**
 * The owner of a company that nobody can sign in to; two at once make one. Somebody of that code who is in the list of people gets the login.
 * Refusals: `owner_there`, `form_refused`.
 */
export const setUpOwner = async (house: House, given: FirstOwner, device: Device): Promise<Entered> => {
  const company = await companyWithoutOwner(house);
  if (company === undefined) throw ownerThere();
  const login = await loginOf(house.store);
  const passwordHash = await login.hashPassword(given.password);
  const made = await house.store.withCompany(company.companyId, {}, async (tx) => {
    await lockOrganisation(tx);
    if (!(await nobodySignsIn(tx))) throw ownerThere();
    const now = house.now();
    const faults = new FormFaults();
    const code = faults.text("code", given.code, 40);
    const name = faults.text("name", given.name, 100);
    const loginName = checkedLoginName("loginName", given.loginName, faults);
    await checkPassword("password", given.password, [loginName?.name ?? "", code, name], faults);
    const known = (await listPeople(tx)).find((one) => one.code === code);
    if (known && known.name !== name)
      faults.add("code", `工号 ${code} 已是${known.name}的。`, `The code ${code} is ${known.name}'s already.`);
    const userId = newUuid();
    const keys = await loginKeys(tx);
    await addLoginUser(tx, { userId, address: madeUpAddress(userId), passwordHash }, now);
    if (loginName && !(await takeLoginName(tx, keys, userId, loginName)))
      faults.add(
        "loginName",
        "这个登录名已有人使用，请换一个。",
        "Somebody signs in with this name already; choose another.",
      );
    faults.refuse();
    const personId = known?.personId ?? newUuid();
    if (!known) await addPeople(tx, [{ personId, code, name }]);
    await becomeOwner(house, tx, personId);
    await addMembership(tx, personId, userId, now);
    await tellOfLogin(
      tx,
      undefined,
      "set-up-owner",
      personId,
      { after: { code, name, roles: [{ role: "owner" }] } },
      now,
    );
    return { userId, companyId: tx.companyId, personId };
  });
  const { token, cookies } = await login.open(made.userId, device.headers);
  await house.store.withLogins((tx) => bindLoginSession(tx, token, { ...made, persona: false }));
  return { outcome: "in", cookies };
};
const becomeOwner = async (house: House, tx: Tx, personId: string): Promise<void> => {
  const held = (await listRoleHoldings(tx, personId)).some(({ role, beforeOn }) => role === "owner" && !beforeOn);
  if (held) return;
  const fromOn = await companyDay(house, tx);
  await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, role: "owner", fromOn }]);
};
const ownerThere = (): Refusal =>
  new Refusal("owner_there", {
    zh: "公司已经有人可以登录。请向负责人或运营领取登录凭条。",
    en: "Somebody can sign in to the company already. Ask its owner or operations for a slip.",
  });
