// Clauses: C12.1, C13.1, C13.2, S1
import type { Diagnostic } from "../diagnostic.ts";
import type { Contract, Version } from "../model.ts";
import { electedWithoutInstitution } from "./arbitration.ts";
import { missedGoalsInLists } from "./breach-list.ts";
import { authorityOutsideTerm, choicesBesideTheirWords, otherWayBesideTheChosen } from "./choice-findings.ts";
import { clauseNumberGaps } from "./clause-numbers.ts";
import { clauseTextsMissing } from "./clause-texts.ts";
import { withoutDisputesOfOthers } from "./disputes-of-others.ts";
import { withOneName } from "./institutions.ts";
import { institutionsApart, languagesApart } from "./language-findings.ts";
import { withoutBreaks } from "./lines.ts";
import { withoutOtherMatters } from "./other-matters.ts";
import { citationOn, LAW_PACKS, type LawPack } from "./pack.ts";
import { remediesOnlyInText } from "./remedies.ts";
import { type Found, mayHold, RULE_CHECKS } from "./rule-findings.ts";
import { agentRatesAgents } from "./self-evaluation.ts";
import {
  excerptOf,
  followedOn,
  namesOf,
  readerOf,
  type Sentence,
  sentencesOf,
  sentencesWith,
  withWhatTheyMean,
} from "./sentences.ts";
import { bothWays, bothWaysInOne } from "./two-ways.ts";

const CHECKS = [
  ...RULE_CHECKS,
  ...[
    choicesBesideTheirWords,
    otherWayBesideTheChosen,
    languagesApart,
    institutionsApart,
    authorityOutsideTerm,
    clauseTextsMissing,
    clauseNumberGaps,
  ],
];
/**
 * Legal findings of a contract, also of one with mistakes as far as it can be read, by the law packs of its country as they stand on `law.as_of`: what will not hold, why,
 * and how to mend it. Each version is checked; the same finding at the same place is given once. It is no legal advice.
 */
export const checkContract = (contract: Contract): Diagnostic[] => {
  const pack = LAW_PACKS.find((candidate) => candidate.country === contract.law.country);
  if (!pack) return [];
  const given = new Map<string, Diagnostic>();
  for (const version of contract.versions) {
    const byRules = CHECKS.flatMap((check) => check(contract, version));
    const told = byRules.some(({ code }) => code === "dispute_way_mismatch");
    for (const found of [...textFindings(contract, version, pack, told), ...byRules]) {
      const diagnostic = withLaw(found, contract, pack);
      const { file, line, column } = found.place;
      const key = [found.code, file, line, column, found.clause, found.args?.party ?? found.args?.param].join(" ");
      if (diagnostic && !given.has(key)) given.set(key, diagnostic);
    }
  }
  return [...given.values()];
};
const withLaw = (found: Found, contract: Contract, pack: LawPack): Diagnostic | undefined => {
  const entry = pack.findings.find((candidate) => candidate.code === found.code);
  const citation = entry && citationOn(pack, entry, contract.law.asOf);
  if (!entry || !citation) return undefined;
  const { clause } = found;
  return {
    code: found.code,
    severity: entry.severity,
    place: found.place,
    args: found.args ?? {},
    citation,
    ...(clause === undefined ? {} : { clause }),
  };
};

/** Texts whose signs a rule of the contract answers are left alone: a bounded power, a measured goal, a stated formula. */
const ANSWERED: Readonly<Record<string, (contract: Contract, version: Version, sentence: Sentence) => boolean>> = {
  one_sided_change_in_text: (_, version, { clause }) =>
    version.clauses.some((one) => one.id === clause && one.rules.some((rule) => rule.kind === "power")) ||
    mayHold(version, "power"),
  target_undetermined: (_, version) =>
    [...version.rules.values()].some((rule) => rule.kind === "threshold" && rule.finding !== undefined) ||
    mayHold(version, "threshold", "finding"),
  // L9: a rule says how much.
  damages_without_formula: (_, version) =>
    [...version.rules.values()].some((rule) => rule.kind === "entitlement" && rule.grant.kind === "damages") ||
    mayHold(version, "entitlement", "damages"),
  // Gifts are a matter of the insurance law only where insurance is sold.
  customer_reward: (_, version, sentence) => !SELLS_INSURANCE.test(sentence.text) && !isInsurance(version),
};
const SELLS_INSURANCE =
  /(购买|买|销售|代理).{0,6}(?<!社会|养老|医疗|失业|工伤|生育)保险|保险(代理|营销|销售|产品|客户)|投保|续保|保单|保户|insurance (product|polic|customer|agent)|(buy|purchas|sell|renew)\w* (of )?(an? )?(insurance|polic(y|ies))|policyholder/i;
/** Whether a contract is about the sale of insurance: by the statutes it cites, its words, or what its rules read. */
export const sellsInsurance = ({ versions }: Contract): boolean => versions.some(isInsurance);
const isInsurance = (version: Version): boolean =>
  version.clauses.some((clause) => clause.statutes.some((statute) => statute.startsWith("CN-INS-"))) ||
  version.clauses.some((clause) =>
    SELLS_INSURANCE.test(`${withoutBreaks(clause.text.zh ?? "", "zh")} ${withoutBreaks(clause.text.en ?? "", "en")}`),
  ) ||
  [...version.rules.values()].some((rule) =>
    /"policy_(issued|ended|delivered)"|"premium_paid"/.test(rule.written ?? ""),
  ) ||
  [...version.rules.values()].some(
    (rule) => rule.kind === "entitlement" && rule.grant.kind === "plan" && rule.grant.plan.licence === "insurance",
  );

/** A defined term only says what a word means; that can be wrong in itself, but settles nothing. */
const inClausesOf = (contract: Contract, sentences: readonly Sentence[]): Sentence[] => {
  const terms = new Set(contract.terms.map((term) => term.id));
  return sentences.filter((sentence) => !terms.has(sentence.clause));
};
/** Sentences without the words of the chosen way, which the mismatch tells. */
const besideTheWords = (contract: Contract, version: Version): Sentence[] => {
  const params = new Map([...version.params].filter(([id]) => !/^dispute_(forum|words)_/.test(id)));
  return sentencesOf(contract, { ...version, params });
};
/** Where the way that was chosen and the sentences around it are told to differ, only a sentence that holds both ways is told beside it. */
const bothWaysOpen = (inClauses: readonly Sentence[], pack: LawPack, mismatchTold: boolean): Found[] => {
  const suit = pack.findings.find(({ code }) => code === "suit_after_award");
  const againstAward = suit ? readerOf(suit) : () => false;
  const found = mismatchTold ? bothWaysInOne(inClauses, againstAward) : bothWays(inClauses, againstAward);
  return found.map((sentence) => foundIn("arbitration_or_litigation", sentence));
};
const textFindings = (contract: Contract, version: Version, pack: LawPack, mismatchTold: boolean): Found[] => {
  const sentences = sentencesOf(contract, version);
  const inClauses = inClausesOf(contract, sentences);
  // One institution under two of its names is one; what is told is the sentence as it is written.
  const namedOnce = new Map(inClauses.map((sentence) => [withOneName(sentence), sentence]));
  const ofOthers = new Set(
    withoutDisputesOfOthers(inClauses).flatMap(({ text }, at) => (text === "" ? [inClauses[at]!] : [])),
  );
  const choosesWay = (sentence: Sentence): boolean =>
    withoutOtherMatters(sentence).text !== "" && !ofOthers.has(namedOnce.get(sentence) ?? sentence);
  const readFor = (code: string): readonly Sentence[] => {
    if (code === "rescission_too_narrow") return sentences;
    // A5: the term stands in one sentence, and what is lost after it often in the next.
    if (code === "arbitration_two_institutions") return [...namedOnce.keys()];
    // A3: what may not be relied on as hardship is often said in the sentence before.
    if (code === "hardship_waived") return withWhatTheyMean(inClauses);
    return code === "claim_lapses_in_text" ? [...inClauses, ...followedOn(inClauses)] : inClauses;
  };
  const bySigns = pack.findings.flatMap((finding) =>
    sentencesWith(readFor(finding.code), finding)
      .filter((sentence) => !ANSWERED[finding.code]?.(contract, version, sentence))
      // What a word means, and where others take their disputes, chooses no way and no institution.
      .filter((sentence) => finding.lint !== "L1" || choosesWay(sentence))
      .map((sentence) => foundIn(finding.code, namedOnce.get(sentence) ?? sentence)),
  );
  return [
    ...bySigns,
    ...rewardsInNames(contract, version, pack),
    ...bothWaysOpen(
      mismatchTold ? inClausesOf(contract, besideTheWords(contract, version)) : inClauses,
      pack,
      mismatchTold,
    ),
    ...(version.unread?.clauses ? [] : electedWithoutInstitution(inClauses)).map((sentence) =>
      foundIn("arbitration_without_institution", sentence),
    ),
    ...missedGoalsInLists(inClauses, version)
      .filter((sentence) => !ANSWERED.target_undetermined!(contract, version, sentence))
      .map((sentence) => foundIn("target_undetermined", sentence)),
    ...agentRatesAgents(contract, inClauses).map((sentence) => foundIn("self_evaluation_in_text", sentence)),
    ...remediesOnlyInText(inClauses, version).map((sentence) => foundIn("remedies_one_sided_in_text", sentence)),
  ];
};
/** Law-A10: a benefit for customers that no sentence tells and the name of a figure, a duty or a part of the pay does (Insurance Law 131). */
const rewardsInNames = (contract: Contract, version: Version, pack: LawPack): Found[] => {
  const finding = pack.findings.find(({ code }) => code === "customer_reward");
  if (!finding) return [];
  const reads = readerOf(finding);
  return namesOf(version)
    .filter((name) => reads(name) && !ANSWERED.customer_reward!(contract, version, name))
    .map((name) => foundIn(finding.code, name));
};
const foundIn = (code: string, sentence: Sentence): Found => ({
  code,
  place: sentence.place,
  ...(sentence.clause === "" ? {} : { clause: sentence.clause }),
  args: { excerpt: excerptOf(sentence.text), sign: excerptOf(sentence.text) },
});
