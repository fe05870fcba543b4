// Clauses: C2.3, N7
import { addToRecord } from "../store/record-begin.ts";
import { addAcknowledgement, findRuleVersion, listAcknowledgements, listRuleVersions } from "../store/rules.ts";
import { authoriseFor, type Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { changeLetters, personOf } from "./letter-life.ts";
import { isFor, versionName } from "./publish-rules.ts";

export interface RulesRead extends Keyed {
  /** Of the contract as whose party somebody acknowledges. */
  readonly number: string;
  readonly ruleVersionId: string;
  /** Hexadecimal: of the words that were shown. */
  readonly sha256: string;
}
/**
 * A party of a contract says that it has received and read a version of the rules: exactly the one whose hash it was shown. That is all it
 * says; a rule adds to no duty of the contract (C2.3). It stands in the contract's record, and ends the contract's clock where there is one.
 * Refusals: `not_for_this_party`, `not_permitted`, `not_signed_in`, `no_such_contract`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const acknowledgeRules = (
  house: House,
  caller: Caller,
  given: RulesRead,
): Promise<{ readonly acknowledgedAt: number }> =>
  changeLetters(house, caller, "acknowledge-rules", given, async ({ tx, contract, now, tellContract }) => {
    authoriseFor(caller, contract);
    const personId = personOf(caller);
    const party = caller.party === "intermediary" ? "intermediary" : "agent";
    const { contractId } = contract;
    const rules = await findRuleVersion(tx, given.ruleVersionId);
    const isFirm = party === "intermediary" && contract.intermediaryFirmId !== undefined;
    // For a firm whoever coordinates does so, as its contracts are seen by those alone.
    const isOwn = isFirm || (party === "agent" ? contract.agentPersonId : contract.intermediaryPersonId) === personId;
    if (!rules?.published || !isOwn) throw noSuchThing("rules", given.ruleVersionId);
    const { code, version, sha256, ruleVersionId } = rules;
    const faults = new FormFaults();
    if (!rules.roles.includes(party) || !isFor(rules, contract, await companyDay(house, tx)))
      faults.add(
        "number",
        `这些规则不适用于合同 ${contract.number} 的这一方，或者合同已不在履行中。`,
        `These rules are not for this party of the contract ${contract.number}, or the contract no longer runs.`,
      );
    const latest = (await listRuleVersions(tx)).find((one) => one.code === code && one.published !== undefined);
    if (latest && latest.version !== version)
      faults.add(
        "ruleVersionId",
        `规则已有第 ${latest.version} 版，请阅读并确认最新一版。`,
        `There is a version ${latest.version} of these rules; read and acknowledge that one.`,
      );
    if (given.sha256 !== sha256)
      faults.add(
        "sha256",
        "显示的文字与公布的不一致，请重新打开页面再确认。",
        "The words that were shown are not those published; open the page again and acknowledge then.",
      );
    const has = (await listAcknowledgements(tx)).some(
      (one) =>
        one.ruleVersionId === ruleVersionId &&
        one.contractId === contractId &&
        one.party === party &&
        (isFirm || one.personId === personId),
    );
    if (has && isFirm)
      faults.add(
        "ruleVersionId",
        "这一版已由贵机构确认过。",
        "This version has been acknowledged for your firm already.",
      );
    else if (has) faults.add("ruleVersionId", "您已经确认过这一版。", "You have acknowledged this version already.");
    faults.refuse();
    await addAcknowledgement(tx, { ruleVersionId, contractId, party, personId, sha256, at: now });
    const what = { rulesAcknowledged: { code, version, sha256, party } };
    await addToRecord(tx, contractId, house.now(), [{ what, about: versionName(code, version), digest: sha256 }]);
    await tellContract({
      id: `rules/${ruleVersionId}/acknowledged/${party}`,
      kind: "rulebook_acknowledged",
      at: now,
      fields: { version: versionName(code, version) },
    });
    return { acknowledgedAt: now };
  });
