// Clauses: C1.2
import { addBranches, addPeople, listBranches, listPeople } from "../store/companies.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";
import { Refusal } from "./refusal.ts";

export interface NewAgent {
  /** Number in the company's own lists. */
  readonly code: string;
  readonly name: string;
  /** Name of the branch; it comes in where there is none of that name. */
  readonly branch?: string;
}
/**
 * The person of a code, who comes in where nobody has it yet. Gives the person's id.
 * Refusals: `not_for_this_party`, `code_of_another` where somebody of another name has the code.
 */
export const takeAgent = (house: House, caller: Caller, { code, name, branch }: NewAgent): Promise<string> => {
  authorise(caller, "add-contract");
  return house.store.withCompany(caller.companyId, {}, async (tx) => {
    const known = (await listPeople(tx)).find((person) => person.code === code);
    if (known?.name === name) return known.personId;
    if (known !== undefined)
      throw new Refusal(
        "code_of_another",
        {
          zh: `工号 ${code} 是 ${known.name} 的，不是 ${name} 的；没有写入。请核对表中的工号与姓名。`,
          en: `The code ${code} is ${known.name}'s, not ${name}'s; nothing was written. Check code and name in the sheet.`,
        },
        { code, name },
      );
    const personId = newUuid();
    let branchId: string | undefined;
    if (branch !== undefined && branch !== "") {
      branchId = (await listBranches(tx)).find((one) => one.name.zh === branch || one.code === branch)?.branchId;
      if (branchId === undefined) {
        branchId = newUuid();
        await addBranches(tx, [{ branchId, code: branch, name: { zh: branch, en: branch } }]);
      }
    }
    await addPeople(tx, [{ personId, code, name, role: "agent", ...(branchId === undefined ? {} : { branchId }) }]);
    return personId;
  });
};
