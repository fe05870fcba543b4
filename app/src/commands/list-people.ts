// Clauses: C1.2
import { listContracts } from "../store/contracts.ts";
import { listBranches } from "../store/organisation.ts";
import {
  listPeople as listFromStore,
  listRoleHoldings,
  type Person,
  type RoleHolding,
  type RoleName,
} from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { companyDay, covers, isEmpty } from "./company-day.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { nameMatches, nameOrder } from "./name-match.ts";

export interface PeopleFilter {
  /** Part of the code, or the name in characters, pinyin or initials. */
  readonly text?: string | undefined;
  readonly role?: RoleName | undefined;
  /** Code of a branch: there and in all below it. */
  readonly branch?: string | undefined;
  /** Whether they have a role now, will have one, or had one; default `now`. */
  readonly when?: When | undefined;
}
export type When = "now" | "later" | "ended";
export interface ListedRole {
  readonly role: RoleName;
  /** Code of the branch; absent: the whole company. */
  readonly branch?: string;
  readonly deputyFor?: { readonly code: string; readonly name: string };
  /** Number of the one contract that is read. */
  readonly contract?: string;
  readonly fromOn: string;
  readonly beforeOn?: string;
}
export interface ListedPerson {
  readonly code: string;
  readonly name: string;
  readonly when: When;
  /** Those that make the person be listed as this: of now, to come, or the last ones. */
  readonly roles: readonly ListedRole[];
}
export interface PeoplePage {
  readonly day: string;
  readonly total: number;
  readonly counts: Readonly<Record<When, number>>;
  readonly rows: readonly ListedPerson[];
}
/** In the order of their names' sound. Refusal: `not_for_this_party`. */
export const listPeople = (
  house: House,
  caller: Caller,
  filter: PeopleFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<PeoplePage> => {
  authorise(caller, "list-people");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-people"), snapshot: true },
    async (tx) => {
      const day = await companyDay(house, tx);
      const tree = new BranchTree(await listBranches(tx));
      const people = await listFromStore(tx);
      const names = new Map(people.map(({ personId, code, name }) => [personId, { code, name }]));
      const holdings = groupedBy(await listRoleHoldings(tx), ({ personId }) => personId);
      const scope = filter.branch === undefined ? undefined : tree.coded(filter.branch)?.branchId;
      const audited = await auditedContracts(tx, [...holdings.values()].flat());
      const told = (one: RoleHolding) => toldRole(one, tree, names, audited);
      const counts: Record<When, number> = { now: 0, later: 0, ended: 0 };
      const found: ListedPerson[] = [];
      const text = (filter.text ?? "").trim();
      const entries = groupedBy(people, ({ personId, mergedIntoId = personId }) => mergedIntoId);
      for (const { personId, code, name, mergedIntoId } of people) {
        // Whoever stood here twice is one row, found by what either entry says.
        if (mergedIntoId !== undefined || !entries.get(personId)!.some((one) => answersTo(one, text))) continue;
        const asked = (holdings.get(personId) ?? []).filter(
          ({ role, branchId }) =>
            (filter.role === undefined || role === filter.role) &&
            (filter.branch === undefined || (scope !== undefined && tree.isWithin(branchId, scope))),
        );
        if (asked.length === 0 && (filter.role !== undefined || filter.branch !== undefined)) continue;
        const when = whenOf(asked, day);
        counts[when] += 1;
        if (when !== (filter.when ?? "now")) continue;
        found.push({ code, name, when, roles: asked.filter((one) => whenOf([one], day) === when).map(told) });
      }
      found.sort((a, b) => compare(nameOrder(a.name), nameOrder(b.name)) || compare(a.code, b.code));
      return { day, total: found.length, counts, rows: found.slice(offset, offset + limit) };
    },
  );
};
const answersTo = ({ code, name }: Person, text: string): boolean =>
  text === "" || code.toLowerCase().includes(text.toLowerCase()) || nameMatches(name, text);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
/** Of several roles the one that says most: now before later before ended. */
const whenOf = (holdings: readonly RoleHolding[], day: string): When => {
  if (holdings.some((one) => covers(one, day))) return "now";
  return holdings.some((one) => one.fromOn > day && !isEmpty(one)) ? "later" : "ended";
};
/** Numbers of the contracts that some auditors read alone, by id. */
export const auditedContracts = async (
  tx: Tx,
  holdings: readonly RoleHolding[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = new Set(holdings.flatMap(({ contractId }) => contractId ?? []));
  if (ids.size === 0) return new Map();
  // Whoever has a role in a branch sees the people of the whole company, and of contracts those of the branch.
  const seen = (await listContracts(tx)).filter(({ contractId }) => ids.has(contractId));
  return new Map(seen.map(({ contractId, number }) => [contractId, number]));
};
export const toldRole = (
  { role, branchId, deputyForPersonId, contractId, fromOn, beforeOn }: RoleHolding,
  tree: BranchTree,
  names: ReadonlyMap<string, { readonly code: string; readonly name: string }>,
  /** Numbers of the contracts that are read alone, by id. */
  contracts: ReadonlyMap<string, string>,
): ListedRole => {
  const branch = tree.get(branchId ?? "")?.code;
  const deputyFor = names.get(deputyForPersonId ?? "");
  const contract = contracts.get(contractId ?? "");
  return {
    role,
    ...(contract === undefined ? {} : { contract }),
    ...(branch === undefined ? {} : { branch }),
    ...(deputyFor === undefined ? {} : { deputyFor }),
    fromOn,
    ...(beforeOn === undefined ? {} : { beforeOn }),
  };
};
