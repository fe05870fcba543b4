// Clauses: C12.1
import type { Language } from "../../values/text.ts";
import { elects, NAMED } from "./arbitration.ts";
import { ARBITRATION_DECIDES, COURT_CHOSEN } from "./dispute-ways.ts";
import type { Sentence } from "./sentences.ts";

type Signs = Readonly<Record<Language, RegExp>>;
/** What a sentence on the disputes of a contract begins with, or that it gives a court the jurisdiction. */
const OF_DISPUTES: Signs = {
  zh: /争议|纠纷|争端|分歧|(协商|调解|磋商)(不成|未果|不能)|不服|法院[^，。；]{0,8}管辖(?!权)/,
  en: /\b(disputes?|controvers(y|ies)|differences|claims?)\b|\bfailing (that|this|agreement|settlement)|\bnot (settled|resolved|satisfied)\b|\bdissatisfied\b|\bjurisdiction\b/i,
};
/** Disputes of others, matters that are set apart, a fall-back where there is no valid clause, and a choice that is made elsewhere. */
const SET_APART: Signs = {
  zh: /(客户(?!归属|分配|资源)|投保人|被保险人|受益人|消费者|第三人|第三方|员工|雇员)[^，。；]{0,14}(争议|纠纷|起诉|诉讼|仲裁|投诉)|(与|和|对)(客户(?!归属|分配|资源)|投保人|消费者|第三人|第三方)|劳动|其他|其余|以外|除外|除[^，。；]{1,24}外|专属管辖|法律(另有)?规定由|仲裁(协议|条款|约定)[^，。；]{0,16}(无效|不成立|失效|撤销|不存在)|(法院|仲裁机构|仲裁庭)(或者?|、)(人民)?(法院|仲裁)/,
  en: /\b(customers?|clients?|policyholders?|consumers?|third part(y|ies)|employees?)('s)?\b|labou?r|\bother (disputes?|claims?|matters?)\b|\bexcept|\bother than\b|exclusive jurisdiction by law|arbitration (agreement|clause)\b.{0,40}\b(void|invalid|set aside|not valid|lapses?)|\b(courts?|arbitral tribunal|arbitrators?|tribunal) or (the |an? )?(court|arbitra|tribunal)/i,
};
const ONE_OF_TWO: Signs = {
  zh: /择一|二选一|只能选|第[^，。；]{1,8}种(方式|途径|办法)|(下列|以下|下述)[^，。；]{0,8}(方式|途径|办法)/,
  en: /\b(one|either|only one) of the (following|two|ways)|\bthe following (way|means|method)|not both|(way|method|option) no\b/i,
};
/**
 * L1: sentences that stand apart, one for arbitration and one for a court, over the same disputes; the later of the two is told.
 * A suit against the award leaves no choice open: it is void by itself and the arbitration stays, so it is told by its own finding.
 */
export const waysApart = (
  sentences: readonly Sentence[],
  againstAward: (sentence: Sentence) => boolean,
): Sentence[] => {
  const chosen = new Set(
    sentences.flatMap(({ clause, language, text }) => (ONE_OF_TWO[language].test(text) ? [clause] : [])),
  );
  const own = sentences.filter(({ clause, language, text }) => !chosen.has(clause) && !SET_APART[language].test(text));
  const toCourt = own.filter(
    (sentence) =>
      OF_DISPUTES[sentence.language].test(sentence.text) &&
      COURT_CHOSEN[sentence.language].test(sentence.text) &&
      !againstAward(sentence),
  );
  const toArbitration = own.filter((sentence) => !toCourt.includes(sentence) && arbitrates(sentence));
  if (toCourt.length === 0 || toArbitration.length === 0) return [];
  const [court, arbitration] = [toCourt[0]!, toArbitration[0]!];
  return [sentences.indexOf(court) > sentences.indexOf(arbitration) ? court : arbitration];
};
const arbitrates = (sentence: Sentence): boolean => {
  const { language, text } = sentence;
  if (!ARBITRATION_DECIDES[language].test(text)) return false;
  return elects(sentence) || (OF_DISPUTES[language].test(text) && NAMED[language].test(text));
};
