// Clauses: C2.3
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";
import { findContract } from "../store/contracts.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { keptId } from "../store/people.ts";
import { addRuleVersion, listRuleVersions, type RuleContent, type RuleVersion } from "../store/rules.ts";
import { addPrepared, decidePrepared, listPrepared, lockPrepared } from "../store/second-persons.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { sha256 } from "../world.ts";
import type { Caller } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import { companyNow, type House } from "./house.ts";
import { WHOLE } from "./note-look.ts";
import { alreadyDecided, bySamePerson, preparerOf } from "./second-person.ts";

export interface RulesGiven extends Keyed, RuleContent {
  /** Of the rules; one that is there gets a further version. */
  readonly code: string;
  /** Why they are made or changed, for whoever approves. */
  readonly grounds: string;
}
export interface RulesNamed extends Keyed {
  readonly ruleVersionId: string;
}
/**
 * Writes a version of rules for agents and intermediaries; it waits for a second person, and its words never change. Other words are a
 * further version. Refusals: `not_permitted`, `not_signed_in`, `form_refused`, `key_reused`.
 */
export const draftRules = (
  house: House,
  caller: Caller,
  given: RulesGiven,
): Promise<{ readonly ruleVersionId: string; readonly version: number }> =>
  doOnce(house, caller, "draft-rules", given, async ({ tx, tell }) => {
    // Two that write at once would both take the next number.
    await lockOrganisation(tx);
    const preparedBy = preparerOf(caller);
    const faults = new FormFaults();
    const code = faults.text("code", given.code, 40);
    const content = await checkedContent(tx, given, faults);
    const grounds = faults.text("grounds", given.grounds, 500);
    const before = (await listRuleVersions(tx)).filter((one) => one.code === code);
    const waiting = new Set((await listPrepared(tx, "publish_rules")).map(({ subjectId }) => subjectId));
    if (before.some(({ ruleVersionId }) => waiting.has(ruleVersionId)))
      faults.add(
        "code",
        `规则 ${code} 已有一版在等另一人批准，请先办结或者撤回那一版。`,
        `A version of the rules ${code} waits for a second person already; settle or take back that one first.`,
      );
    const last = before.find(({ published }) => published !== undefined);
    if (last && sayAlike(last, content))
      faults.add(
        "text",
        `与第 ${last.version} 版完全相同，没有可以公布的变更。`,
        `This is word for word version ${last.version}; there is nothing to publish.`,
      );
    faults.refuse();
    const [ruleVersionId, version] = [newUuid(), (before[0]?.version ?? 0) + 1];
    const preparedAt = await companyNow(house, tx);
    const digest = rulesDigest(code, version, content);
    await addRuleVersion(tx, { ...content, ruleVersionId, code, version, sha256: digest, preparedBy, preparedAt });
    await addPrepared(tx, {
      secondPersonId: newUuid(),
      kind: "publish_rules",
      subjectId: ruleVersionId,
      grounds,
      preparedBy,
      preparedAt,
    });
    await tell({ subjectKind: "company", subjectId: WHOLE, detail: { rules: code, version, sha256: digest } });
    return { ruleVersionId, version };
  });
/** Whoever wrote a version takes it back. Refusals: `already_decided`, `by_the_same_person`, those above. */
export const withdrawRules = (
  house: House,
  caller: Caller,
  given: RulesNamed,
): Promise<{ readonly ruleVersionId: string }> =>
  doOnce(house, caller, "draft-rules", given, async ({ tx, tell }) => {
    const by = preparerOf(caller);
    const { ruleVersionId } = given;
    const prepared = await lockPrepared(tx, "publish_rules", { subjectId: ruleVersionId });
    if (!prepared) throw alreadyDecided();
    if ((await keptId(tx, prepared.preparedBy)) !== by) throw bySamePerson(false);
    await decidePrepared(tx, prepared.secondPersonId, "withdrawn", await companyNow(house, tx));
    await tell({ subjectKind: "company", subjectId: WHOLE, detail: { ruleVersionId, outcome: "withdrawn" } });
    return { ruleVersionId };
  });
/** What stands in a version, in one form (RFC 8785): its hash is what is acknowledged. */
export const rulesDigest = (code: string, version: number, content: RuleContent): string => {
  const { title, text, effectiveOn, roles, contracts } = content;
  return sha256(canonicalJson({ code, version, title, text, effectiveOn, roles, contracts }));
};
const sayAlike = (one: RuleVersion, other: RuleContent): boolean =>
  rulesDigest(one.code, 0, one) === rulesDigest(one.code, 0, other);
const MOST_TEXT = 50_000;
const MOST_CONTRACTS = 500;
const LANGUAGES = ["zh", "en"] as const;
const checkedContent = async (tx: Tx, given: RulesGiven, faults: FormFaults): Promise<RuleContent> => {
  const [title, text] = [
    { zh: "", en: "" },
    { zh: "", en: "" },
  ];
  for (const language of LANGUAGES) {
    // One language may be left out as a whole, and only as a whole.
    const isThere = given.title[language].trim() !== "" || given.text[language].trim() !== "";
    if (!isThere && (language === "en" || given.text.en.trim() !== "")) continue;
    title[language] = faults.text(`title.${language}`, given.title[language], 100);
    text[language] = paragraphs(`text.${language}`, given.text[language], faults);
  }
  const roles = (["agent", "intermediary"] as const).filter((one) => given.roles.includes(one));
  if (roles.length === 0) faults.add("roles", "请选择对谁适用。", "Choose whom they are for.");
  faults.day("effectiveOn", given.effectiveOn);
  const contracts = [...new Set(given.contracts.map((one) => one.normalize("NFC").trim()).filter(Boolean))].sort();
  if (contracts.length > MOST_CONTRACTS)
    faults.add(
      "contracts",
      `最多列出 ${MOST_CONTRACTS} 份合同；对全部合同适用的，不必列出。`,
      `At most ${MOST_CONTRACTS} contracts can be listed; list none where they are for all.`,
    );
  else
    for (const number of contracts)
      if (!(await findContract(tx, number)))
        faults.add("contracts", `没有合同 ${number}。`, `There is no contract ${number}.`);
  return { title, text, effectiveOn: given.effectiveOn, roles, contracts };
};
const paragraphs = (field: string, value: string, faults: FormFaults): string => {
  const text = value
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trim();
  if (text === "") faults.add(field, "不能为空。", "This must not be empty.");
  else if ([...text].length > MOST_TEXT)
    faults.add(field, `最多 ${MOST_TEXT} 个字。`, `This may have ${MOST_TEXT} characters at most.`);
  else if (/[^\P{Cc}\n\t]/u.test(text)) faults.add(field, "含有不可见的控制字符。", "This holds control characters.");
  return text;
};
