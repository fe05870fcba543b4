// Clauses: C1.1
import type { ContractHead } from "../store/contracts.ts";
import { addBranches, listBranches } from "../store/organisation.ts";
import { addPeople, addRoleHoldings, findPerson } from "../store/people.ts";
import { listTeamCompositions, listTeams } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { Refusal } from "./refusal.ts";
import { compositionOn } from "./team-days.ts";

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
  if (known?.mergedIntoId !== undefined) {
    // Under whichever of the two names a list has the person.
    const kept = await findPerson(tx, { personId: known.mergedIntoId });
    if (kept && (kept.name === name || known.name === name)) return kept.personId;
  }
  if (known?.name === name) return known.personId;
  if (known !== undefined) throw codeOfAnother(code, known.name, name);
  const personId = newUuid();
  const place = branch === "" ? {} : { branchId: await branchNamed(tx, branch) };
  await addPeople(tx, [{ personId, code, name }]);
  await addRoleHoldings(tx, [{ roleHoldingId: newUuid(), personId, role: "agent", fromOn, ...place }]);
  return personId;
};
/**
 * The team that has the code as the agent of a contract, held by whoever leads it on the day, or when the contract begins. Refusal: `team_refused`.
 */
export const teamOfCode = async (
  tx: Tx,
  code: string,
  {
    number,
    agentIsTeam,
    term,
  }: { readonly number: string; readonly agentIsTeam: boolean; readonly term: ContractHead["term"] },
  day: string,
): Promise<{ readonly agentTeamId: string; readonly agentPersonId: string }> => {
  const team = (await listTeams(tx)).find((one) => one.code === code);
  const say = (zh: string, en: string): Refusal => new Refusal("team_refused", { zh, en }, { team: code, number });
  if (team === undefined)
    throw say(
      `没有编号为 ${code} 的团队，合同 ${number} 没有写入。请先在“组织”里登记团队。`,
      `There is no team ${code}; the contract ${number} was not written. Record the team under Organisation first.`,
    );
  if (!agentIsTeam)
    throw say(
      `合同 ${number} 写的乙方不是团队（parties.agent.kind），没有写入。请改正合同，或者不用团队编号。`,
      `The agent of the contract ${number} is no team by its file (parties.agent.kind); it was not written. Mend the contract, or leave the team out.`,
    );
  const compositions = await listTeamCompositions(tx, team.teamId);
  const held = compositionOn(compositions, day < term.from ? term.from : day) ?? compositions[0];
  const lead = held?.members.find(({ isLead }) => isLead);
  if (lead === undefined || (team.closedOn !== undefined && team.closedOn <= term.until))
    throw say(
      `团队 ${code} 在合同期内${lead === undefined ? "没有成员" : "会撤销"}，合同 ${number} 没有写入。`,
      `The team ${code} ${lead === undefined ? "has nobody in it" : "is closed before the term ends"}; the contract ${number} was not written.`,
    );
  return { agentTeamId: team.teamId, agentPersonId: lead.personId };
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
