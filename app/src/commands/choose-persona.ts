// Clauses: N1
import { signerOf } from "../demo/contract-file.ts";
import { TOURS } from "../demo/people.ts";
import { loginOf, madeUpAddress } from "../login/login.ts";
import { listCompanies } from "../store/companies.ts";
import { listContracts } from "../store/contracts.ts";
import { bindLoginSession } from "../store/login-sessions.ts";
import { addLoginUser } from "../store/login-users.ts";
import { addMembership, findMembership, signsInByName } from "../store/memberships.ts";
import { listBranches } from "../store/organisation.ts";
import { findPerson, listPeople, listRoleHoldings, type RoleName } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { companyDay, covers } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { isStaff } from "./permissions.ts";
import { Refusal } from "./refusal.ts";
import type { Device, Entered } from "./sign-in.ts";
import { memberAs } from "./who-asks.ts";

/** Somebody of the demonstration company, whom a visitor can be with one click. */
export interface Persona {
  readonly code: string;
  readonly name: string;
  readonly roles: readonly RoleName[];
  /** Where those roles are; none: in the whole company. */
  readonly branches: readonly { readonly zh: string; readonly en: string }[];
  /** Of an agent or an intermediary: a contract to begin with. */
  readonly contract?: string;
}
const demonstrationOf = async (house: House) =>
  (await listCompanies(house.store)).find(({ demonstration }) => demonstration);

/**
 * Whether a demonstration comes with people to be. One that was founded for a trial on data of one's own has none: its door asks
 * for the owner, and who then signs in by name is not passed by with one click.
 */
export const offersPersonas = async (tx: Tx): Promise<boolean> => {
  const staff = (await listRoleHoldings(tx)).filter(({ role, beforeOn }) => isStaff(role) && !beforeOn);
  const owners = staff.filter(({ role }) => role === "owner").map(({ personId }) => personId);
  return staff.length > 0 && !(await signsInByName(tx, owners));
};
/** Everybody who works in the company, and the parties of the contracts that are told in full; none where the company is a real one. */
export const listPersonas = async (house: House): Promise<readonly Persona[]> => {
  const company = await demonstrationOf(house);
  return company === undefined
    ? []
    : house.store.withCompany(company.companyId, { snapshot: true }, (tx) => personasIn(house, tx));
};
const personasIn = async (house: House, tx: Tx): Promise<Persona[]> => {
  if (!(await offersPersonas(tx))) return [];
  const day = await companyDay(house, tx);
  const holdings = (await listRoleHoldings(tx)).filter((one) => covers(one, day));
  const rolesOf = groupedBy(holdings, ({ personId }) => personId);
  const people = await listPeople(tx);
  const places = await listBranches(tx);
  const of = (personId: string | undefined, contract?: string): Persona[] => {
    const person = people.find((one) => one.personId === personId);
    const roles = [...new Set((rolesOf.get(personId ?? "") ?? []).map(({ role }) => role))];
    if (person === undefined || roles.length === 0) return [];
    const own = rolesOf.get(person.personId) ?? [];
    const branches = places
      .filter(({ branchId }) => own.some((one) => one.branchId === branchId))
      .map(({ name }) => name);
    return [{ code: person.code, name: person.name, roles, branches, ...(contract === undefined ? {} : { contract }) }];
  };
  const staff = people.filter(({ personId }) => rolesOf.get(personId)?.some(({ role }) => isStaff(role)));
  const contracts = await listContracts(tx);
  const first = TOURS.flatMap((told) => contracts.find(({ agentName }) => agentName === signerOf(told)) ?? []);
  return [
    ...staff.flatMap(({ personId }) => of(personId)),
    ...first.flatMap(({ agentPersonId, number }) => of(agentPersonId, number)),
    ...first.flatMap(({ intermediaryPersonId, number }) => of(intermediaryPersonId, number)),
  ];
};
/** Signs a visitor in as somebody of the demonstration company. Refusal: `no_persona`. */
export const choosePersona = async (house: House, code: string, device: Device): Promise<Entered> => {
  const company = await demonstrationOf(house);
  const { companyId } = company ?? {};
  if (companyId === undefined) throw noPersona(code);
  const made = await house.store.withCompany(companyId, {}, async (tx) => {
    const person = (await offersPersonas(tx)) ? await findPerson(tx, { code }) : undefined;
    if (person === undefined) throw noPersona(code);
    const { personId } = person;
    const known = await findMembership(tx, personId);
    const userId = known?.userId ?? newUuid();
    if (!known) {
      await addLoginUser(tx, { userId, address: madeUpAddress(userId) }, house.now());
      await addMembership(tx, personId, userId, house.now());
    }
    // Nobody on the day that the clock shows: nothing would open.
    if ((await memberAs(house, tx, personId)) === undefined) throw noPersona(code);
    return { userId, personId };
  });
  const login = await loginOf(house.store);
  const { token, cookies } = await login.open(made.userId, device.headers);
  await house.store.withLogins((tx) =>
    bindLoginSession(tx, token, { companyId, personId: made.personId, persona: true }),
  );
  return { outcome: "in", cookies };
};
const noPersona = (code: string): Refusal =>
  new Refusal(
    "no_persona",
    {
      zh: `演示公司此刻没有工号为 ${code} 的人，或这里不是演示公司。`,
      en: `Nobody of the demonstration company has the code ${code} at its present moment, or this is no demonstration.`,
    },
    { code },
  );
