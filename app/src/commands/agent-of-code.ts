// Clauses: C1.1
import { addBranches, listBranches } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, findPerson } from "../store/people.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { Refusal } from "./refusal.ts";

export interface AgentOfCode {
  /** Number in the company's own lists. */
  readonly code: string;
  readonly name: string;
  /** Name or code of the branch; it comes in where there is none. */
  readonly branch?: string;
}
/**
 * The id of the person who has the code, and who comes in as an agent from a day on where nobody has it yet. Refusal: `code_of_another`.
 */
export const agentOfCode = async (
  tx: Tx,
  { code, name, branch = "" }: AgentOfCode,
  fromOn: string,
): Promise<string> => {
  const known = await findPerson(tx, { code });
  if (known?.name === name) return known.personId;
  if (known !== undefined) throw codeOfAnother(code, known.name, name);
  const personId = newUuid();
  const place = branch === "" ? {} : { branchId: await branchNamed(tx, branch) };
  await addPeople(tx, [{ personId, code, name }]);
  await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, role: "agent", fromOn, ...place }]);
  return personId;
};
const branchNamed = async (tx: Tx, branch: string): Promise<string> => {
  const known = (await listBranches(tx)).find(({ name, code }) => name.zh === branch || code === branch);
  if (known !== undefined) return known.branchId;
  const branchId = newUuid();
  await addBranches(tx, [{ branchId, code: branch, name: { zh: branch, en: branch } }]);
  return branchId;
};
const codeOfAnother = (code: string, owner: string, name: string): Refusal =>
  new Refusal(
    "code_of_another",
    {
      zh: `工号 ${code} 是 ${owner} 的，不是 ${name} 的；这份合同没有写入。请核对工号与姓名。`,
      en: `The code ${code} is ${owner}'s, not ${name}'s; this contract was not written. Check code and name.`,
    },
    { code, name },
  );
