// Clauses: C2.3
import { type ContractHead, listContracts, lockContractNumbered } from "../store/contracts.ts";
import { keptId } from "../store/people.ts";
import { addToRecord } from "../store/record-begin.ts";
import { addPublication, findRuleVersion, type RuleContent, type RuleVersion } from "../store/rules.ts";
import { decidePrepared, lockPrepared } from "../store/second-persons.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { type Doing, doOnce } from "./do-once.ts";
import type { RulesNamed } from "./draft-rules.ts";
import { noSuchThing } from "./form-faults.ts";
import { announceChanges, companyNow, contractNumbered, type House } from "./house.ts";
import { WHOLE } from "./note-look.ts";
import { Refusal } from "./refusal.ts";
import { alreadyDecided, bySamePerson, preparerOf } from "./second-person.ts";
import { contractTeller } from "./tell-contract.ts";

export interface RulesDecision extends RulesNamed {
  readonly outcome: "approved" | "refused";
}
/**
 * Another person than the one who wrote a version publishes or refuses it. Published, it stands by its hash in the record of each contract that
 * it addresses, and where the contract's own text knows `rulebook_issued` its clock for acknowledging begins.
 * All of it is one transaction: stopped, nothing was published.
 * Refusals: `not_permitted`, `not_signed_in`, `no_such_thing`, `already_decided`, `by_the_same_person`, `key_reused`, `stopped`.
 */
export const decideRules = async (
  house: House,
  caller: Caller,
  given: RulesDecision,
  watch: { readonly progress?: (done: number, of: number) => void; readonly signal?: AbortSignal } = {},
): Promise<{ readonly ruleVersionId: string; readonly contracts: number }> => {
  const touched = new Set<string>();
  // Threads may have counted events that are now rolled back: after a refusal, and before the work is done once more.
  const forget = (): void => {
    for (const contractId of touched) house.threads.drop({ companyId: caller.companyId, contractId });
    touched.clear();
  };
  const work = async ({ tx, tell }: Doing) => {
    forget();
    const by = preparerOf(caller);
    const { ruleVersionId, outcome } = given;
    const rules = await findRuleVersion(tx, ruleVersionId);
    if (!rules) throw noSuchThing("rules", ruleVersionId);
    const prepared = await lockPrepared(tx, "publish_rules", { subjectId: ruleVersionId });
    if (!prepared) throw alreadyDecided();
    if ((await keptId(tx, prepared.preparedBy)) === by) throw bySamePerson(true);
    const now = await companyNow(house, tx);
    await decidePrepared(tx, prepared.secondPersonId, outcome, now, by);
    const { code, version, sha256 } = rules;
    await tell({ subjectKind: "company", subjectId: WHOLE, detail: { rules: code, version, sha256, outcome } });
    if (outcome === "refused") return { ruleVersionId, contracts: 0 };
    await addPublication(tx, ruleVersionId, { by, at: now });
    const numbers = await addressedBy(house, tx, rules);
    for (const [done, number] of numbers.entries()) {
      watch.progress?.(done, numbers.length);
      await tellOne(house, tx, number, rules, given.key, touched);
      if (watch.signal?.aborted) throw stopped();
    }
    return { ruleVersionId, contracts: numbers.length };
  };
  try {
    const answer = await doOnce(house, caller, "publish-rules", given, work);
    if (touched.size > 0) await announceChanges(house, caller.companyId, [...touched]);
    return answer;
  } catch (error) {
    forget();
    throw error;
  }
};
const stopped = (): Refusal =>
  new Refusal("stopped", {
    zh: "已经停止，没有公布，也没有写入任何合同的记录。需要时再公布一次。",
    en: "It was stopped: nothing is published and nothing stands in any contract's record. Publish it again when it is wanted.",
  });
const tellOne = async (
  house: House,
  tx: Tx,
  number: string,
  { ruleVersionId, code, version, sha256, roles }: RuleVersion,
  key: string,
  touched: Set<string>,
): Promise<void> => {
  await lockContractNumbered(tx, number);
  const contract = await contractNumbered(tx, number);
  const now = await companyNow(house, tx);
  const what = { rules: { code, version, sha256 } };
  await addToRecord(tx, contract.contractId, house.now(), [
    { what, about: versionName(code, version), digest: sha256 },
  ]);
  // What is not for the agent begins no clock of the agent.
  if (!roles.includes("agent")) return;
  const touch = (contractId: string): void => void touched.add(contractId);
  const tellContract = contractTeller(house, tx, contract, { key, now, by: "company", touch });
  const fields = { version: versionName(code, version) };
  await tellContract({ id: `rules/${ruleVersionId}/issued`, kind: "rulebook_issued", at: now, fields });
};
/** How a contract's own events and record name a version. */
export const versionName = (code: string, version: number): string => `${code}/${version}`;
/** Whether rules are for a contract on a day: it runs, and is among those named or none are. */
export const isFor = (
  { contracts }: Pick<RuleContent, "contracts">,
  { number, status, term }: Pick<ContractHead, "number" | "status" | "term">,
  day: string,
): boolean => status === "in_force" && day <= term.until && (contracts.length === 0 || contracts.includes(number));
/** Numbers, in the one order in which contracts are locked. */
const addressedBy = async (house: House, tx: Tx, rules: RuleVersion): Promise<string[]> => {
  const day = await companyDay(house, tx);
  const all = (await listContracts(tx)).filter((one) => isFor(rules, one, day));
  const isMeant = ({ intermediaryName }: ContractHead): boolean =>
    rules.roles.includes("agent") || intermediaryName !== undefined;
  return all
    .filter(isMeant)
    .map(({ number }) => number)
    .sort();
};
