// Clauses: C1.2, C10.1, C12.1
import type { Day } from "../../values/brand.ts";
import { dayText } from "../../values/date.ts";
import type { Language } from "../../values/text.ts";
import type { Contract, Version } from "../model.ts";
import { UNREADABLE } from "../unreadable.ts";
import { ARBITRATION_DECIDES, COURT_DECIDES } from "./dispute-ways.ts";
import { withoutBreaks } from "./lines.ts";
import { withoutOtherMatters } from "./other-matters.ts";
import { speaksOfProceedings } from "./proceedings.ts";
import type { Found } from "./rule-findings.ts";
import { excerptOf, sentencesOf } from "./sentences.ts";

type Sign = Pick<RegExp, "test">;
/** What words that fit a choice hold, and what they do not hold. */
interface Fitting {
  readonly has: readonly Sign[];
  readonly lacks: readonly Sign[];
}
type Fittings = Readonly<Record<string, Readonly<Record<Language, Fitting>>>>;
const ARBITRATION = {
  zh: /(?<!不[^，；。]{0,8})(仲裁|贸仲|北仲|上仲|深国仲)/,
  en: /arbitrat|CIETAC|SHIAC|SCIA|HKIAC|SIAC|\bICC\b/i,
};
const OTHER_WAY = { arbitration: COURT_DECIDES, litigation: ARBITRATION_DECIDES };
const inBoth = (of: (language: Language) => Fitting): Readonly<Record<Language, Fitting>> => ({
  zh: of("zh"),
  en: of("en"),
});
const dispute = (court: Readonly<Record<Language, RegExp>>): Fittings => ({
  arbitration: inBoth((one) => ({ has: [ARBITRATION[one]], lacks: [COURT_DECIDES[one]] })),
  litigation: inBoth((one) => ({ has: [court[one]], lacks: [ARBITRATION_DECIDES[one]] })),
});
const FORUM = dispute({ zh: /法院/, en: /court/i });
const WORDS = dispute({ zh: /诉讼|起诉/, en: /litigation|proceedings|court/i });
const SIGN = { zh: /签[名字署]/, en: /sign/i };
const SEAL = { zh: /盖章|加盖|印章|公章/, en: /\bseal/i };
const EITHER = {
  zh: /签[名字署][^，；。]{0,4}或者?[^，；。]{0,4}(盖|印章)/,
  en: /\bsign\w*[^,;.]{0,12}\bor\b[^,;.]{0,12}\bseal/i,
};
const FINGERPRINT = { zh: /指印|手印|指纹/, en: /finger|thumb/i };
const EXECUTION: Fittings = {
  sign_and_seal: inBoth((one) => ({ has: [SIGN[one], SEAL[one]], lacks: [EITHER[one]] })),
  sign_or_seal: inBoth((one) => ({ has: [EITHER[one]], lacks: [] })),
  sign: inBoth((one) => ({ has: [SIGN[one]], lacks: [SEAL[one]] })),
  sign_or_fingerprint: inBoth((one) => ({ has: [SIGN[one], FINGERPRINT[one]], lacks: [] })),
};

/** A parameter that elects, and the texts that say in words what was elected. */
const CHOICES: readonly {
  readonly code: string;
  readonly choice: string;
  readonly words: string;
  readonly fit: Fittings;
}[] = [
  { code: "dispute_way_mismatch", choice: "dispute_way", words: "dispute_forum", fit: FORUM },
  { code: "dispute_way_mismatch", choice: "dispute_way", words: "dispute_words", fit: WORDS },
  { code: "execution_mismatch", choice: "company_execution", words: "company_execution", fit: EXECUTION },
  { code: "execution_mismatch", choice: "agent_execution", words: "agent_execution", fit: EXECUTION },
];
/** C12.1, C10.1: what a party elects and what the text then says, in each of the contract's languages. */
export const choicesBesideTheirWords = (contract: Contract, { params }: Version): Found[] =>
  CHOICES.flatMap(({ code, choice, words, fit }) => {
    const chosen = params.get(choice)?.written ?? "";
    if (!Object.hasOwn(fit, chosen)) return [];
    return contract.languages.flatMap((language) => {
      const said = params.get(`${words}_${language}`);
      if (!said || said.written === UNREADABLE || fits(withoutBreaks(said.written, language), fit[chosen]![language]))
        return [];
      return [{ code, place: said.place, args: { choice, chosen, param: said.id, written: said.written } }];
    });
  });
const fits = (written: string, { has, lacks }: Fitting): boolean =>
  has.every((sign) => sign.test(written)) && !lacks.some((sign) => sign.test(written));

/** C12.1, A8: the sentences around the words may not open the other way either; what stands in the words is told there. */
export const otherWayBesideTheChosen = (contract: Contract, version: Version): Found[] => {
  const chosen = version.params.get("dispute_way")?.written ?? "";
  if (!Object.hasOwn(OTHER_WAY, chosen)) return [];
  const params = new Map([...version.params].filter(([id]) => !/^dispute_(forum|words)_/.test(id)));
  const about = version.clauses.filter(
    ({ id, text }) => id === "C12.1" || /\{\{\s*dispute_(forum|words)_/.test(`${text.zh} ${text.en}`),
  );
  return sentencesOf(contract, { ...version, params }).flatMap((sentence) => {
    const { clause, language, text, place } = sentence;
    if (!about.some(({ id }) => id === clause)) return [];
    if (!OTHER_WAY[chosen as keyof typeof OTHER_WAY][language].test(withoutOtherMatters(sentence).text)) return [];
    if (speaksOfProceedings({ language, text })) return [];
    const args = { choice: "dispute_way", chosen, param: clause, written: excerptOf(text) };
    return [{ code: "dispute_way_mismatch", place, clause, args }];
  });
};
/** C1.2: the letter ends with the contract (CC 173), and what is authorised before there is one rests on nothing here. */
export const authorityOutsideTerm = ({ term }: Contract, { params }: Version): Found[] =>
  ["authority_from", "authority_until"].flatMap((id) => {
    const param = params.get(id);
    if (param?.type !== "date") return [];
    const day = param.value as Day;
    if (day >= term.from && day <= term.until) return [];
    const args = { param: id, written: dayText(day), from: dayText(term.from), until: dayText(term.until) };
    return [{ code: "authority_outside_term", place: param.place, args }];
  });
