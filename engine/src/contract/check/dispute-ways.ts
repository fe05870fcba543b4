// Clauses: C12.1
import type { Language } from "../../values/text.ts";

/** How a language speaks of one way to a decision. Both lists are told apart from what only serves the other way. */
interface Way {
  /** Words that always mean going there to be judged. */
  readonly going: RegExp;
  /** Bodies of that way; they may also stand beside the other way, to serve it. */
  readonly body: RegExp;
  /** What such a body does for the other way without deciding the dispute. */
  readonly serving?: RegExp;
  /** Verbs by which it decides after all. */
  readonly deciding?: RegExp;
  /** Fixed expressions that hold the words and mean nothing by them. */
  readonly hollow: RegExp;
}
const COURT: Readonly<Record<Language, Way>> = {
  zh: {
    going: /诉讼|起诉|诉至|诉诸|打官司/,
    body: /法院|法庭|[中高]院|司法(程序|途径|机关)/,
    serving:
      /保全|执行|司法确认|协助|送达|监督|证据|(撤销|承认).{0,8}(裁决|仲裁)|裁决.{0,8}(撤销|承认)|申请撤销|仲裁协议.{0,4}(效力|无效)/,
    deciding: /(?<!有)管辖|审理|裁判|判决|解决|受理|处理/,
    hollow: /民事诉讼法|诉讼(时效|费|保全|代理)/g,
  },
  en: {
    going: /\blitigat|\blawsuits?\b|\bsu(e|es|ed|ing)\b|\bsuit\b|\btrial\b/i,
    body: /\bcourts?\b|\bjudges?\b|\b(legal|judicial|court) (proceedings?|actions?)\b/i,
    serving:
      /interim|preserv|conservatory|injuncti|\bset(s|ting)?\b.{0,40}\baside\b|annul|vacat|enforc|(compulsory|forced) execution|execut\w+ (of )?the award|award.{0,24}executed|recogni[sz]|confirm|in aid of|in support of|\baward\b.{0,40}\bentered|enter.{0,40}\baward\b|validity of (the|this) arbitration/i,
    deciding: /\bjurisdiction\b|\b(decide|resolve|settle(?!ment)|hear|determine|adjudicate|tr(y|ied))/i,
    hollow:
      /(having|with|of) (competent )?jurisdiction|competent jurisdiction|limitation of suits?|court of (international )?arbitration|(international )?arbitration court/gi,
  },
};
const ARBITRATION: Readonly<Record<Language, Way>> = {
  zh: { going: /仲裁|公断|贸仲|北仲|上仲|深国仲/, body: /(?!)/, hollow: /仲裁地或者审理地|仲裁时效/g },
  en: { going: /arbitra|\barbiter\b|\b(CIETAC|SHIAC|SCIA|HKIAC|SIAC|ICC)\b/i, body: /(?!)/, hollow: /(?!)/g },
};

/** What denies the word after it, and what takes the denial back: a condition, or a right that stays untouched. */
const DENIED: Readonly<Record<Language, RegExp>> = {
  zh: /(不得|不再|不应|不能|不由|无权|(?<![不得能])放弃|(?<![不得能])排除|禁止|不适用|不采用|而非|并非|而不|不设|未订立|没有|(?<![得无])不再?$|不约定|不(选择|提交|采取|通过|申请|经|以)$)((?!可|则|的[由应向提交诉]).){0,20}$/,
  en: /\b(not|no|never|nor|neither|without|instead of|rather than|waives?|excludes?|excluding|exclusion of)\b.{0,60}$/i,
};
const AFFIRMED: Readonly<Record<Language, RegExp>> = {
  zh: /如果|若|倘|除非|限制|影响|妨碍|剥夺|阻止|拒绝|不同意|不愿|不服/,
  en: /\b(if|where|when|unless|should|failing|in case)\b|without prejudice|not only|not satisfied|\b(not|without|nor) \w*\s?(exclud|preclud|prevent|waiv|limit|affect|prohibit|depriv)/i,
};
/** A condition may stand after the word: 不提交仲裁的 is no denial of it. */
const CONDITION_AFTER: Readonly<Record<Language, RegExp>> = { zh: /^[^，；。]{0,4}(的$|时$|则)/, en: /^(?!)/ };

const mentions = (part: string, sign: RegExp, language: Language): boolean =>
  [...part.matchAll(new RegExp(sign.source, `${sign.flags}g`))].some(({ 0: word, index }) => {
    const before = part.slice(0, index);
    const denied = DENIED[language].test(before) && !AFFIRMED[language].test(before);
    return !denied || CONDITION_AFTER[language].test(part.slice(index + word.length));
  });
const decides =
  (way: Readonly<Record<Language, Way>>, language: Language) =>
  (text: string): boolean => {
    const { going, body, serving, deciding, hollow } = way[language];
    return text
      .replace(hollow, "")
      .split(/[，；。,;.\n]/)
      .some(
        (part) =>
          mentions(part, going, language) ||
          (mentions(part, body, language) && (!serving?.test(part) || deciding?.test(part) === true)),
      );
  };
const inBoth = (way: Readonly<Record<Language, Way>>): Readonly<Record<Language, Pick<RegExp, "test">>> => ({
  zh: { test: decides(way, "zh") },
  en: { test: decides(way, "en") },
});
/**
 * Words that open the way to a court to have the dispute decided. What a court does for an arbitration (preserving, setting aside,
 * enforcing) and what denies the court are none: only an agreement that leaves both ways open is void (Arbitration Law Interp. 7).
 */
export const COURT_DECIDES = inBoth(COURT);
/** Where a court is the place to which a dispute goes, in a sentence that need not be about nothing else. */
const GOING_TO_COURT: Readonly<Record<Language, RegExp>> = {
  zh: /(由|向|到|在|提交|交由?|提请)[^，。；]{0,24}(法院|法庭)[^，。；]{0,8}((?<!有)管辖|审理|裁判|判决|解决|处理|受理|裁决|起诉|诉讼)|提起(民事)?诉讼|(以|用|通过|经|采用|采取|选择)[^，。；]{0,6}(诉讼|司法途径)|起诉|诉至|诉诸(法院|诉讼|司法)|法院[^，。；]{0,6}管辖(?!权)/,
  en: /\b(submitted|referred|brought|taken|go(es)?|decided|settled|resolved|determined|heard|tried|litigated|subject|adjudicated)\b.{0,40}\b(to|by|before|in|of)\b.{0,60}\bcourts?\b|\b(under|subject to|within) the ((non-)?exclusive )?jurisdiction of\b|\bcourts?\b.{0,60}\b(ha(s|ve)|shall have)\b.{0,30}\bjurisdiction\b|\bcourts?\b.{0,40}\b(decides?|hears?|settles?|resolves?)\b|\b(may|shall|can|must|will)( also)? (sue|litigate|go to (the )?court|bring (an? )?(action|suit|lawsuit)s?)\b|\b(to|by|through) litigation\b/i,
};
const goingToCourt = (language: Language): Way => ({
  ...{ going: /(?!)/, body: GOING_TO_COURT[language], hollow: COURT[language].hollow },
  serving: COURT[language].serving!,
});
/** Words by which the court is where a dispute goes; narrower than `COURT_DECIDES`, for sentences from anywhere in a contract. */
export const COURT_CHOSEN = inBoth({ zh: goingToCourt("zh"), en: goingToCourt("en") });
/** Words that open the way to an arbitration. */
export const ARBITRATION_DECIDES = inBoth(ARBITRATION);
