// Clauses: C1.2
import { searchForm } from "../store/customers.ts";
import { listLicences } from "../store/licences.ts";
import { knownLoginKeys } from "../store/login-key.ts";
import { reachableNamesOf } from "../store/login-names.ts";
import { listMemberships } from "../store/memberships.ts";
import { addressesOfPeople } from "../store/outbox.ts";
import { listPeople, listRoleHoldings, type Person, type RoleName } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { companyDay, covers, isEmpty } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { foldedName, soundOf } from "./name-match.ts";

/** Why two entries may be one person; the surest first. */
export const ALIKE_BY = ["licence", "phone", "address", "name", "sound"] as const;
export type AlikeBy = (typeof ALIKE_BY)[number];
/** Entries of the register that may be one person. */
export interface AlikePeople {
  readonly by: AlikeBy;
  readonly people: readonly { readonly code: string; readonly name: string; readonly roles: readonly RoleName[] }[];
}
const MOST_GROUPS = 100;
/**
 * Entries that share the number of a licence, a phone or an address that messages went to or somebody signs in with, a name, or its sound within a
 * branch. Of those that share several the surest is told. Only what whoever asks may see is compared; no number and no address is told.
 * Refusals: `not_for_this_party`, `not_permitted`.
 */
export const findDuplicatePeople = (
  house: House,
  caller: Caller,
): Promise<{ readonly total: number; readonly groups: readonly AlikePeople[] }> => {
  authorise(caller, "find-duplicate-people");
  const options = { ...relationOf(caller, "find-duplicate-people"), snapshot: true };
  return house.store.withCompany(caller.companyId, options, async (tx) => {
    const people = (await listPeople(tx)).filter(({ mergedIntoId }) => mergedIntoId === undefined);
    const byId = new Map(people.map((one) => [one.personId, one]));
    const day = await companyDay(house, tx);
    const roles = groupedBy(await listRoleHoldings(tx), ({ personId }) => personId);
    const told = new Set<string>();
    const groups: AlikePeople[] = [];
    for (const by of ALIKE_BY)
      for (const ids of (await KEYS[by](tx, people)).values()) {
        const same = [...new Set(ids)].filter((id) => byId.has(id)).sort();
        // Everybody of it stands together above already, and for a better reason.
        if (same.length < 2 || pairsOf(same).every((pair) => told.has(pair))) continue;
        for (const pair of pairsOf(same)) told.add(pair);
        groups.push({
          by,
          people: same.map((id) => {
            const { code, name } = byId.get(id)!;
            const own = (roles.get(id) ?? []).filter((one) => !isEmpty(one) && covers(one, day));
            return { code, name, roles: [...new Set(own.map(({ role }) => role))] };
          }),
        });
      }
    return { total: groups.length, groups: groups.slice(0, MOST_GROUPS) };
  });
};
const pairsOf = (ids: readonly string[]): string[] =>
  ids.flatMap((one, index) => ids.slice(index + 1).map((other) => `${one} ${other}`));
type Keyed = ReadonlyMap<string, readonly string[]>;
const gathered = (pairs: readonly (readonly [key: string, personId: string])[]): Keyed =>
  new Map(
    [...groupedBy(pairs, ([key]) => key)].map(([key, own]) => [key, own.map(([, personId]) => personId)] as const),
  );
/** The ids of people by what they share. */
const KEYS: Readonly<Record<AlikeBy, (tx: Tx, people: readonly Person[]) => Promise<Keyed>>> = {
  licence: async (tx) =>
    gathered(
      (await listLicences(tx))
        .filter(({ takenBack }) => !takenBack)
        .map(({ number, personId }) => [foldedName(number), personId] as const),
    ),
  phone: async (tx) => gathered(await reached(tx, "phone")),
  address: async (tx) => gathered(await reached(tx, "address")),
  name: async (_, people) => gathered(people.map(({ name, personId }) => [foldedName(name), personId] as const)),
  // In a large company many names sound alike: within one branch it says something.
  sound: async (tx, people) => {
    const branches = groupedBy(await listRoleHoldings(tx), ({ personId }) => personId);
    return gathered(
      people.flatMap(({ name, personId }) => {
        const own = new Set((branches.get(personId) ?? []).map(({ branchId = "" }) => branchId));
        return [...own].map((branch) => [`${soundOf(name)} ${branch}`, personId] as const);
      }),
    );
  },
};
/** Where people were reached or sign in from: phone numbers, or addresses of mail. */
const reached = async (tx: Tx, kind: "phone" | "address"): Promise<[string, string][]> => {
  const keys = await knownLoginKeys(tx);
  // Nobody signs in and nothing was ever sent.
  if (keys === undefined) return [];
  const logins = new Map((await listMemberships(tx)).map(({ userId, personId }) => [userId, personId]));
  const names = await reachableNamesOf(tx, keys, [...logins.keys()]);
  return [
    ...(await addressesOfPeople(tx, keys)).map(({ personId, address }) => [address, personId] as const),
    ...names.map(({ userId, name }) => [name, logins.get(userId)!] as const),
  ]
    .filter(([address]) => address.includes("@") === (kind === "address"))
    .map(([address, personId]) => [kind === "phone" ? searchForm("phone", address) : address.toLowerCase(), personId]);
};
