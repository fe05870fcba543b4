// Clauses: C1.2
import { listBranches, lockOrganisation } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, listPeople, listRoleHoldings, type RoleHolding } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { checkedRole, type RoleContext, type RoleGiven } from "./role-rules.ts";

export interface NewPerson extends Keyed {
  /** Number in the company's own lists. */
  readonly code: string;
  readonly name: string;
  /** What the person is, at least one. */
  readonly roles: readonly RoleGiven[];
}
/** Refusals: `not_for_this_party`, `form_refused` with every fault, `key_reused`. */
export const addPerson = (house: House, caller: Caller, given: NewPerson): Promise<{ readonly code: string }> =>
  doOnce(house, caller, "add-person", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const context = await roleContext(tx);
    const faults = new FormFaults();
    const code = faults.text("code", given.code, 40);
    const name = faults.text("name", given.name, 100);
    const known = context.people.find((one) => one.code === code);
    if (known) faults.add("code", `工号 ${code} 已是${known.name}的。`, `The code ${code} is ${known.name}'s already.`);
    if (given.roles.length === 0) faults.add("roles", "请至少给一项职务。", "Give the person at least one role.");
    const personId = newUuid();
    const holdings: RoleHolding[] = [];
    for (const [index, role] of given.roles.entries()) {
      const own = { personId, roleHoldingId: newUuid() };
      const known: RoleContext = { ...context, holdings: [...context.holdings, ...holdings] };
      holdings.push(checkedRole(role, `roles.${index}.`, own, known, faults));
    }
    faults.refuse();
    await addPeople(tx, [{ personId, code, name }]);
    await addRoleHoldings(tx, holdings);
    await tell("person", personId, { after: { code, name, roles: given.roles } });
    return { code };
  });
/** All that a role is checked against. */
export const roleContext = async (
  tx: Tx,
): Promise<RoleContext & { readonly people: Awaited<ReturnType<typeof listPeople>> }> => {
  const people = await listPeople(tx);
  const ids = new Map(people.map(({ code, personId }) => [code, personId]));
  return {
    people,
    tree: new BranchTree(await listBranches(tx)),
    holdings: await listRoleHoldings(tx),
    personOf: (code) => ids.get(code),
  };
};
