// Clauses: C1.1, N1
import { loginOf } from "../login/login.ts";
import { listCompanies } from "../store/companies.ts";
import { bindLoginSession } from "../store/login-sessions.ts";
import { listMemberships } from "../store/memberships.ts";
import { lockOrganisation } from "../store/organisation.ts";
import type { Tx } from "../store/transaction.ts";
import { offersPersonas } from "./choose-persona.ts";
import { countingTaken } from "./count-taken-names.ts";
import { type FirstOwner, makeFirstOwner } from "./first-owner.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { Refusal } from "./refusal.ts";
import type { Device, Entered } from "./sign-in.ts";

export type { FirstOwner } from "./first-owner.ts";

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
  const made = await countingTaken(house, device, (tried) =>
    house.store.withCompany(company.companyId, {}, async (tx) => {
      await lockOrganisation(tx);
      if (!(await nobodySignsIn(tx))) throw ownerThere();
      return makeFirstOwner(house, tx, { ...given, via: device.via }, passwordHash, new FormFaults(), tried);
    }),
  );
  const { token, cookies } = await login.open(made.userId, device.headers);
  await house.store.withLogins((tx) => bindLoginSession(tx, token, { ...made, persona: false }));
  return { outcome: "in", cookies };
};
export const ownerThere = (): Refusal =>
  new Refusal("owner_there", {
    zh: "公司已经有人可以登录。请向负责人或运营领取登录凭条。",
    en: "Somebody can sign in to the company already. Ask its owner or operations for a slip.",
  });
