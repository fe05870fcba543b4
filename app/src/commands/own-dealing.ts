// Clauses: C1.2, A2
import { problemView } from "@fealty/engine/views/sentences.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import { addOwnDealing, listOwnDealings, type OwnDealing } from "../store/act-checks.ts";
import { type ContractHead, findContract, lockContractNumbered } from "../store/contracts.ts";
import { customerIds, customersOfNames } from "../store/customers.ts";
import { listPeople, type Person } from "../store/people.ts";
import { addToRecord } from "../store/record-begin.ts";
import { listTeamCompositions } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { type Caller, doerOf } from "./access.ts";
import { DEALING_KINDS } from "./customer-acts.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import { companyNow, contractNumbered, type House } from "./house.ts";

type Agent = Pick<ContractHead, "contractId" | "agentName" | "agentPersonId" | "agentTeamId">;
/** Of each contract the codes of customers who are its agent, by code or whole name, and to whom the company has consented to nothing. */
export type OwnCustomers = ReadonlyMap<string, ReadonlySet<string>>;
/** Looks at the whole register, so that an agent's own call is held against it too. @param codes of the customers concerned; absent: all */
export const ownCustomers = async (
  tx: Tx,
  contracts: readonly Agent[],
  codes?: readonly string[],
): Promise<OwnCustomers> => {
  const people = new Map((await listPeople(tx)).map((one) => [one.personId, one]));
  const compositions = contracts.some(({ agentTeamId }) => agentTeamId !== undefined)
    ? await listTeamCompositions(tx)
    : [];
  // Of a team everybody who ever belonged to it; of whoever left the company says that it is somebody else now.
  const teams = groupedBy(compositions, ({ teamId }) => teamId);
  const peopleOf = ({ agentPersonId = "", agentTeamId = "" }: Agent): Person[] =>
    [
      agentPersonId,
      ...(teams.get(agentTeamId) ?? []).flatMap(({ members }) => members.map(({ personId }) => personId)),
    ].flatMap((id) => people.get(id) ?? []);
  const namesOf = (one: Agent): string[] => [one.agentName, ...peopleOf(one).map(({ name }) => name)];
  const codeOf = (one: Agent): string[] => peopleOf(one).map(({ code }) => code);
  const named = await customersOfNames(tx, [...new Set(contracts.flatMap(namesOf))], codes);
  // Whoever stands in the register under the agent's code and a name of its own is somebody else.
  const known = await customerIds(tx, contracts.flatMap(codeOf));
  const agreed = new Set((await listOwnDealings(tx)).map(({ contractId, customer }) => `${contractId} ${customer}`));
  return new Map(
    contracts.map((one) => {
      const names = namesOf(one);
      const own = [
        ...named.filter(({ name }) => names.includes(name)).map(({ code }) => code),
        ...codeOf(one).filter((code) => !known.has(code)),
      ];
      return [one.contractId, new Set(own.filter((code) => !agreed.has(`${one.contractId} ${code}`)))];
    }),
  );
};
export interface OwnDealingFound {
  readonly sourceId: string;
  readonly problem: ProblemView;
}
/** Lines by which an agent would deal with itself, each with its place; lines that do not read are told by whoever reads them. */
export const dealingsIn = async (
  house: House,
  companyId: number,
  { number, lines, language }: { readonly number: string; readonly lines: string; readonly language: "zh" | "en" },
): Promise<OwnDealingFound[]> => {
  const dealings = lines.split("\n").flatMap((text, index) => {
    const { id, kind, customer } = fieldsOf(text);
    return DEALING_KINDS.includes(String(kind)) && typeof customer === "string"
      ? [{ text, line: index + 1, sourceId: String(id), kind: String(kind), customer }]
      : [];
  });
  if (dealings.length === 0) return [];
  const own = await house.store.withCompany(companyId, { snapshot: true }, async (tx) => {
    const contract = await findContract(tx, number);
    const codes = [...new Set(dealings.map(({ customer }) => customer))];
    return contract && (await ownCustomers(tx, [contract], codes)).get(contract.contractId);
  });
  return dealings
    .filter(({ customer }) => own?.has(customer))
    .map(({ sourceId, line, text, kind, customer: written }) => {
      const place = { file: number, line, column: Math.max(text.indexOf('"customer"') + 1, 1) };
      const args = { field: "customer", kind, written };
      return { sourceId, problem: problemView({ code: "fact_own_dealing", severity: "error", place, args }, language) };
    });
};
const fieldsOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
};
export interface OwnDealingGiven extends Keyed {
  readonly number: string;
  /** Code of the customer who is the agent, or bears its name. */
  readonly customer: string;
  readonly ground: OwnDealing["ground"];
  /** Number of the paper and what it covers, or how it was found out that this is another person. */
  readonly words: string;
}
/**
 * The principal consents to an agent's dealing with itself, ratifies it, or says that a customer of its name is somebody else (CC 168).
 * Refusals: `not_permitted`, `no_such_contract`, `form_refused`, `key_reused`.
 */
export const allowOwnDealing = (
  house: House,
  caller: Caller,
  given: OwnDealingGiven,
): Promise<{ readonly customer: string }> =>
  doOnce(house, caller, "allow-own-dealing", given, async ({ tx }) => {
    await lockContractNumbered(tx, given.number);
    const { contractId } = await contractNumbered(tx, given.number);
    const faults = new FormFaults();
    const customer = faults.text("customer", given.customer, 40);
    const words = faults.text("words", given.words, 500);
    if (customer !== "" && !(await customerIds(tx, [customer])).has(customer))
      faults.add("customer", `没有编号为 ${customer} 的客户。`, `There is no customer ${customer}.`);
    if ((await listOwnDealings(tx, contractId)).some((one) => one.customer === customer))
      faults.add("customer", "这位客户已经记过。", "This customer has been recorded already.");
    faults.refuse();
    const recordedAt = await companyNow(house, tx);
    const { ground } = given;
    const actorPersonId = doerOf(caller);
    await addOwnDealing(tx, contractId, {
      ownDealingId: newUuid(),
      customer,
      ground,
      words,
      recordedAt,
      actorPersonId,
    });
    const what = { ownDealing: { customer, ground, words } };
    await addToRecord(tx, contractId, house.now(), [{ what, about: `own-dealing/${customer}` }]);
    return { customer };
  });
