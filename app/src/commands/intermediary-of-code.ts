// Clauses: C1.1
import { listActivities } from "../store/activity.ts";
import type { ContractHead } from "../store/contracts.ts";
import { type IntermediaryFirm, listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { findPerson, keptEntry, listRoleHoldings, type Person } from "../store/people.ts";
import { listTeamCompositions } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { isAgentOf } from "./both-parties.ts";
import { covers, isEmpty } from "./company-day.ts";
import { creditCodeFault } from "./credit-code.ts";
import { firstUncovered, termDays } from "./firm-days.ts";
import { groupedBy } from "./grouped.ts";
import { isSameName } from "./name-match.ts";
import { Refusal } from "./refusal.ts";

/** What of a contract decides who may be its intermediary. */
export type Led = Pick<ContractHead, "number" | "term" | "intermediaryName" | "agentPersonId" | "agentTeamId"> & {
  /** Whatever the files call the intermediary by, the name first. */
  readonly calledBy: { readonly intermediary: readonly string[] };
};
type Bound = { readonly intermediaryFirmId: string } | { readonly intermediaryPersonId: string };
/**
 * The firm that has the code as the intermediary of a contract, or the person: whichever is called as the contract's files say, and is there when it
 * runs. Refusal: `intermediary_refused`.
 */
export const intermediaryOfCode = async (tx: Tx, code: string, contract: Led, day: string): Promise<Bound> => {
  const { number, intermediaryName } = contract;
  const refuse: Refuse = (zh, en) =>
    new Refusal(
      "intermediary_refused",
      { zh: `${zh}合同 ${number} 没有写入。`, en: `${en} The contract ${number} was not written.` },
      { intermediary: code, number },
    );
  const firm = (await listFirms(tx)).find((one) => one.code === code);
  const known = await findPerson(tx, { code });
  const person = known && ((await keptEntry(tx, known)) ?? known);
  if (firm && person)
    throw refuse(
      `编号 ${code} 既是中介机构${firm.name.zh}，又是人员${person.name}，不知道指哪一个。请先在“机构”里给中介机构换一个编号。`,
      `The code ${code} stands for the firm ${firm.name.en || firm.name.zh} and for ${person.name}: it is not clear which is meant. Give the firm another code under Organisation first.`,
    );
  if (intermediaryName === undefined)
    throw refuse(
      "合同文件里没有中介人（parties.intermediary）。请改正合同，或者不用 --intermediary。",
      "Its files name no intermediary (parties.intermediary). Mend the contract, or leave --intermediary out.",
    );
  if (firm) return boundToFirm(tx, firm, contract, day, refuse);
  if (person) return boundToPerson(tx, person, contract, day, refuse);
  throw refuse(
    `没有编号为 ${code} 的中介机构或人员。请先在“机构”里登记中介机构。`,
    `There is no firm and no person ${code}. Record the intermediary under Organisation first.`,
  );
};
type Refuse = (zh: string, en: string) => Refusal;
const boundToFirm = async (
  tx: Tx,
  firm: IntermediaryFirm,
  contract: Led,
  day: string,
  refuse: Refuse,
): Promise<Bound> => {
  const { firmId, code, name, closedOn } = firm;
  const { term, intermediaryName, calledBy } = contract;
  if (!isCalled(await firmNames(tx, firm), firm.creditCode, calledBy.intermediary))
    throw refuse(
      `合同写的中介人是“${intermediaryName}”，与中介机构 ${code}“${name.zh}”不符。请核对编号；机构改过名的，先在“机构”里更改名称，合同写错的，改正合同。`,
      `The contract calls its intermediary “${intermediaryName}”, and the firm ${code} is “${name.zh}”. Check the code; where the firm has another name now, change it under Organisation first, and where the contract is wrong, mend it.`,
    );
  if (closedOn !== undefined && closedOn <= term.until)
    throw refuse(
      `中介机构 ${code} 自 ${closedOn} 起撤销，早于合同期满。`,
      `The firm ${code} is closed from ${closedOn}, before the term ends.`,
    );
  const coordinations = (await listCoordinations(tx, firmId)).filter((one) => !isEmpty(one));
  const days = termDays(term);
  // What is over needs nobody; of a term that is over whoever settles the rest.
  const fromOn = [day, days.fromOn].sort().at(-1)!;
  const gap =
    fromOn < days.beforeOn
      ? firstUncovered(coordinations, { fromOn, beforeOn: days.beforeOn })
      : coordinations.some((one) => covers(one, day))
        ? undefined
        : day;
  if (gap !== undefined)
    throw refuse(
      `中介机构 ${code} 在 ${gap} 没有协调人，没有人代表中介人。请先在“机构”里登记协调人。`,
      `On ${gap} nobody coordinates for the firm ${code}, so nobody would act for the intermediary. Add a coordinator under Organisation first.`,
    );
  const compositions = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
  if (coordinations.some(({ personId }) => isAgentOf(contract, personId, { compositions })))
    throw refuse(
      `中介机构 ${code} 的一名协调人就是这份合同的代理人，不能代表两方。请先结束其协调。`,
      `One who coordinates for the firm ${code} is the agent of this contract and cannot act for both. End that coordination first.`,
    );
  return { intermediaryFirmId: firmId };
};
const boundToPerson = async (
  tx: Tx,
  { personId, code, name }: Person,
  contract: Led,
  day: string,
  refuse: Refuse,
): Promise<Bound> => {
  const { term, intermediaryName, calledBy } = contract;
  if (!isCalled([name], undefined, calledBy.intermediary))
    throw refuse(
      `合同写的中介人是“${intermediaryName}”，没有写到 ${name}（${code}）。中介人是公司的，请先在“机构”里登记中介机构和协调人，再用它的编号。`,
      `The contract calls its intermediary “${intermediaryName}” and does not name ${name} (${code}). Where the intermediary is a firm, record it with its coordinators under Organisation and use its code.`,
    );
  const on = day < term.from ? term.from : day;
  const holdings = await listRoleHoldings(tx, personId);
  if (!holdings.some((one) => one.role === "intermediary" && covers(one, on)))
    throw refuse(
      `${name}（${code}）在 ${on} 不是中介人。请先在其页面授予“中介人”职务。`,
      `${name} (${code}) is no intermediary on ${on}. Give the role Intermediary on that person's page first.`,
    );
  const compositions = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
  if (isAgentOf(contract, personId, { compositions }))
    throw refuse(
      `${name}（${code}）是这份合同的代理人，不能同时是中介人。`,
      `${name} (${code}) is the agent of this contract and cannot be its intermediary too.`,
    );
  return { intermediaryPersonId: personId };
};
/** Names that a firm has and had: a contract keeps the one that it was signed with. */
export const firmNames = async (tx: Tx, { firmId, name }: IntermediaryFirm): Promise<string[]> => {
  const before = (await listActivities(tx, { subjectId: firmId })).map(
    ({ detail }) => (detail.before as { readonly name?: unknown } | undefined)?.name,
  );
  return [name, ...before]
    .flatMap((one) => Object.values((one ?? {}) as Readonly<Record<string, unknown>>))
    .flatMap((one) => (typeof one === "string" && one !== "" ? [one] : []));
};
/** Whether files call somebody so, by a name or by the credit code; another credit code in them is another firm's. */
export const isCalled = (
  names: readonly string[],
  creditCode: string | undefined,
  written: readonly string[],
): boolean => {
  const codes = written.map((one) => one.trim().toUpperCase()).filter((one) => creditCodeFault(one) === undefined);
  if (creditCode !== undefined && codes.length > 0) return codes.includes(creditCode);
  return written.some((one) => names.some((name) => isSameName(name, one)));
};
