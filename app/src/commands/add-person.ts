// Clauses: C1.2
import { lockOrganisation } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, type RoleHolding } from "../store/people.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import type { House } from "./house.ts";
import { roleContext } from "./role-context.ts";
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
    const context = await roleContext(
      tx,
      caller,
      "add-person",
      given.roles.map(({ contract }) => contract),
    );
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
    await tell({ subjectKind: "person", subjectId: personId, detail: { after: { code, name, roles: given.roles } } });
    return { code };
  });
