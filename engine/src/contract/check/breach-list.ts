// Clauses: C4.1, C11.2
import type { Language } from "../../values/text.ts";
import type { Version } from "../model.ts";
import type { Sentence } from "./sentences.ts";

type Signs = Readonly<Record<Language, RegExp>>;
/** A clause named for what breaches are: its items need no sentence that opens them. */
const TITLE: Signs = {
  zh: /违约(?:的)?(?:行为|情形|情况|事项|事件|事由|认定|界定|判定)/,
  en: /\b(?:acts?|events?|cases?|kinds?|forms?|instances?|determination|definition|finding)s? of (?:breach|default)|^breach(?:es)?(?: of contract)?(?: and (?:its |their )?(?:determination|finding|definition))?$|^defaults?$|\bwhat (?:is|constitutes|counts as) a breach/i,
};
/** A sentence that begins a list of breaches; the items stand after it. */
const OPENS: Signs = {
  zh: /违约(?!金|责任)(?:的)?(?:行为|情形|情况|事项|事件|事由)?[^，；：]{0,12}(?:包括|包含|如下|下列|以下|有|为|是指?|指)[^，；：]{0,12}[：:]?|(?:下列|以下|下述|如下)[^；：]{0,24}(?:构成|视为|视作|属于?|均为|均系|系|即为|认定为?|算作?|按|是)[^，；：]{0,8}违约|(?:构成|视为|视作|属于|认定为?)[^，；：]{0,8}违约[^，；：]{0,10}[：:]|^[^，；：]{0,10}违约(?:行为|情形|情况)?[：:]/,
  en: /\b(?:breach(?:es)?|defaults?)\b[^:;.]{0,50}\b(?:are|is|includes?|means?|comprises?|consists? (?:of|in)|following|namely|where|if|when)\b[^:;.]{0,40}(?::|$)|\b(?:breach(?:es)?|defaults?)\b[^:;.]{0,40}\b(?:includes?|comprises?)\b|\bfollowing\b[^;:]{0,70}\b(?:breach(?:es)?|defaults?)\b[^;:]{0,24}(?::|$)|^(?:the )?(?:agent['’]s )?(?:breaches|defaults|events? of default|acts? of (?:breach|default)):/i,
};
/** A list of whatever; it is one of breaches if a later sentence says so. */
const LISTS: Signs = {
  zh: /(?:下列|以下|下述|如下)[^；：]{0,30}[：:]?/,
  en: /\bfollowing\b[^;:]{0,60}(?::|$)/i,
};
const CLOSES_AS_BREACH: Signs = {
  zh: /^(?:上述|以上|前述|前款|有上述|有前述|具有上述)[^；]{0,24}(?:构成|视为|视作|属于?|均为|均系|认定为?)[^，；]{0,8}违约(?!金)/,
  en: /^(?:each|any|all|every one|either)? ?(?:of )?(?:these|the above|the foregoing|them)\b[^;]{0,24}\b(?:is|are|constitutes?|counts?|amounts?)\b[^,;]{0,12}\b(?:breach(?:es)?|default)/i,
};
const DENIED: Signs = {
  zh: /不(?:得|应|能|再)?(?:构成|视为|视作|属于|作为|按|以|是|算|认定)|并非|非违约|免责|除外|例外|不承担|不包括|不包含|不含|无[须需]|改正|催告后/,
  en: /\b(?:no|not|never|neither|nor|cannot|without|except\w*|exempt\w*|excus\w*|remed(?:y|ied)|cur(?:e|ed))\b/i,
};
const MARK: Signs = {
  zh: /^\s*(?:以及|及|和|或者?|[（(【[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z]|[ivx]{1,4})[）)】\]、．.：:]+|[①-⑳\-–—•·●○◆■□*]|其[一二三四五六七八九十][，、：]|第[一二三四五六七八九十]+[，、：])\s*/,
  en: /^\s*(?:(?:and|or),? )?(?:[([]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[)\].]|[-–—•·*●])?\s*(?:(?:and|or|that|if|where|when|in case)\b,? )?/i,
};

const WHO_ZH = "(?:[甲乙丙]方|代理人|代理方|受托人|其)?的?";
const SET_ZH =
  "(?:甲方|公司|双方|合同|协议|本合同|本协议|年度|季度|月度|当期|当年|相应|规定|约定|要求|设定|下达|确定|制定|商定|既定|预期|预定|共同|书面|最低|基本|所|的|之|中|内)*";
const GOAL_ZH =
  "(?:(?:业绩|绩效|销售|保费|考核|经营|展业|工作|服务|客户|续保|任务|质量|满意度?|忠诚度?|提升|增长|额|量|、|和|及|与|或者?)*(?:目标|指标|定额)|(?:业绩|销售|保费|考核|经营|展业|年度|季度|月度)(?:任务|计划|要求)|(?:业绩|绩效|客户?满意度|客户忠诚度|服务质量|服务水平|续保率|复购率|留存率|考核|服务)(?:标准|要求|水平)?)";
const NOUN_ZH =
  "(?:业绩|绩效|工作成果|客户?满意度|用户满意度|满意度|客户忠诚度|续保率|复购率|留存率|服务质量|服务水平|客户评价|销售额?|销量|保费)(?:目标|指标|考核)?(?:、|和|及|与|或者?)?(?:客户?满意度|续保率|服务质量)?";
const LEVEL_ZH = "(?:目标|标准|要求|指标|水平|水准|期望|预期|规定|约定|合格(?:线|标准)?|平均水平)";
const MISSED_ZH =
  "(?:未能?|没有?|没能|不能|未曾|无法)(?:按期|按时|按约定?|如期|足额|全部|实际|及时|依约|持续|在[^，；]{0,8}内)?(?:达到|达成|完成|实现|满足|达|符合)|达不到|完不成|不达|不符合|不满足|未达";
/** The whole item is a goal that was missed, and nothing tells how it is measured. */
const BARE: Signs = {
  zh: new RegExp(
    `^${WHO_ZH}(?:存在)?(?:${[
      `(?:${MISSED_ZH})${SET_ZH}${GOAL_ZH}(?:的(?:要求|标准|目标))?`,
      `${SET_ZH}${NOUN_ZH}(?:${MISSED_ZH}|低于|不及|不足|落后于|明显低于|长期低于)${SET_ZH}${LEVEL_ZH}`,
      `${SET_ZH}${NOUN_ZH}(?:未达标|不达标|没有达标|未能达标|不合格|不佳|过低|太低|较低|偏低|差|较差|下降|下滑|明显下降|不理想|未完成|没有完成|未达成|未实现)`,
      `(?:客户|用户)(?:对(?:其|乙方)?(?:的)?服务)?不满意`,
    ].join("|")})(?:的|者|的?情形|的?行为|等)?$`,
  ),
  en: new RegExp(
    `^(?:the |an? )?(?:agent(?:['’]s)? )?(?:${[
      "(?:fails? to|failure (?:of the agent |by the agent )?to|failing to|(?:does|did|do|has|have) not|not|is unable to|inability to) (?:meet|meeting|reach(?:ing)?|achiev(?:e|ing)|attain(?:ing)?|fulfil(?:l|ling)?|hit(?:ting)?|satisfy(?:ing)?|complet(?:e|ing)) THE GOAL",
      "(?:miss(?:es|ed|ing)?|falls? short of|falling short of|stays? below|falls? below|is below|non-achievement of|non-attainment of|underperformance against) THE GOAL",
      "(?:the )?GOAL (?:is|are|was|were|being|has been|have been)? ?(?:not (?:been )?(?:met|reached|achieved|attained|fulfilled|hit)|missed)(?: by the agent)?",
      "(?:customer |client |user )?(?:satisfaction|performance|results?|service quality|quality of service|retention|renewal rate)(?: of (?:the )?customers)? (?:is|are|falls?|stays?|drops?|being|falling|remains?) (?:below|short of|under|not up to) (?:the )?(?:\\w+ )?(?:standards?|targets?|goals?|levels?|requirements?|expectations?)",
      "(?:customer |client |user )?(?:satisfaction|performance|results?|service quality|quality of service|retention|renewal rate)(?: of (?:the )?customers)? (?:is |are |does not |do not |fails? to |not |being )(?:poor|low|too low|insufficient|unsatisfactory|inadequate|reach|meet|meeting|reaching|come up to)(?: (?:the )?(?:\\w+ )?(?:standards?|targets?|goals?|levels?|requirements?|expectations?))?",
      "(?:poor|low|insufficient|unsatisfactory|inadequate) (?:customer |client |sales )?(?:satisfaction|performance|results?|service quality|quality of service)",
      "customer dissatisfaction",
    ]
      .join("|")
      .replaceAll(
        "THE GOAL",
        "(?:the |its |his |her |any |an? |their |set |agreed |required |stated |given )*GOAL(?: (?:set|agreed|required|given)(?: by the (?:company|parties))?| as agreed| of (?:the|this) (?:contract|agreement))?",
      )
      .replaceAll(
        "GOAL",
        "(?:(?:agreed|annual|quarterly|monthly|performance|sales|satisfaction|customer|service|business|work|premium|renewal|retention|quality|and|or) ?)*(?:goals?|targets?|quotas?|standards? of (?:service|satisfaction|performance)|(?:performance|service|satisfaction|quality) standards?|customer satisfaction)",
      )})$`,
    "i",
  ),
};
/** A number, a window, a sample, or another place where it is told how the goal is measured. */
const MEASURED: Signs = {
  zh: /\d|[%％]|百分之|千分之|[一二两三四五六七八九十百千万]+\s*(?:个)?(?:分|次|件|单|元|季度|季|月|年|期|日|天|周|名|位|人|户|星)|连续|累计|附件|附表|附录|第[^，；]{1,8}[条款章项]|考核期|评价期|统计|样本|抽样|问卷|公式|计算方法|测评|评分表|指标表/,
  en: /\d|%|\bper ?cent|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|fifty|ninety|hundred|thousand)\b|\bconsecutive|\bannex|\bschedule|\bappendix|\bclause\b|\bsurvey|\bsample|\bformula|\bmeasured\b|\bcalculated\b/i,
};
/** What such an item is about, so that another sentence may say how it is measured. */
const ABOUT: Readonly<Record<Language, readonly RegExp[]>> = {
  zh: [/满意度|满意/, /业绩|绩效|销售|保费|任务|定额/, /续保|复购|留存/, /服务/, /目标|指标/],
  en: [
    /satisf/i,
    /perform|sales|premium|quota|business/i,
    /renewal|retention/i,
    /service|quality/i,
    /goals?|targets?/i,
  ],
};
const SETS_GOAL: Signs = {
  zh: /目标|指标|标准|定额|任务|不低于|不少于|应达到|达标/,
  en: /\b(?:goals?|targets?|standards?|quotas?|at least|no(?:t)? less than)\b/i,
};
const IS_PAY: Signs = { zh: /奖|佣金|提成|津贴|报酬/, en: /\b(?:bonus|commission|reward|pay)\b/i };
/** A sentence that says in figures, or by its place, what a goal is. */
const setsGoal = ({ language, text }: Sentence): boolean =>
  SETS_GOAL[language].test(text) &&
  MEASURED[language].test(text.replace(MARK[language], "")) &&
  !IS_PAY[language].test(text);
const measuredElsewhere = (setting: readonly Sentence[], { language, text }: Sentence, words: string): boolean => {
  const about = ABOUT[language].find((sign) => sign.test(words));
  return setting.some((one) => one.text !== text && one.language === language && about?.test(one.text) === true);
};
const BETWEEN: Signs = {
  zh: /[、，,；]|(?<=[\u4e00-\u9fff])(?:以及|或者)(?=[甲乙客])/,
  en: /[,;]| (?=(?:and|or) (?:the|customer|poor|failure|missing)\b)/,
};
/** The items of a sentence. One that opens the list may hold them all; of any other the whole is an item. */
const itemsOf = (language: Language, text: string, opens: boolean): string[] => {
  const parts = opens ? text.split(BETWEEN[language]) : [text];
  const items = parts
    .flatMap((part) => part.split(/(?=[（(][一二三四五六七八九十\da-z]{1,3}[）)])/))
    .map((part) => part.replace(MARK[language], "").trim());
  // 未达到目标的，…… goes on to say what follows.
  return items.filter((item, at) => at === items.length - 1 || !/[的者]$/.test(item));
};

/**
 * L7: an item of a list of breaches that is a missed goal, where neither the item nor another sentence says how the goal is measured; one for each
 * clause. The items are sentences of their own, or stand in the one that opens the list, or under the title of the clause.
 */
export const missedGoalsInLists = (sentences: readonly Sentence[], version: Version): Sentence[] => {
  const titles = new Map(version.clauses.map(({ id, title }) => [id, title]));
  const found = new Map<string, Sentence>();
  let state: "none" | "breaches" | "list" = "none";
  let kept: Sentence | undefined;
  let setting: readonly Sentence[] | undefined;
  let before: Sentence | undefined;
  for (const sentence of sentences) {
    const { clause, language, text } = sentence;
    if (before?.clause !== clause || before.language !== language) {
      state = TITLE[language].test(titles.get(clause)?.[language] ?? "") ? "breaches" : "none";
      kept = undefined;
    }
    before = sentence;
    const opened = OPENS[language].exec(text);
    const listed = opened ? null : LISTS[language].exec(text);
    const colon = text.search(/[：:]/);
    if (opened) state = DENIED[language].test(text.slice(0, opened.index + opened[0].length)) ? "none" : "breaches";
    else if (listed) state = "list";
    else if (colon >= 0 && !MARK[language].test(text.slice(0, colon))) state = "none";
    if (CLOSES_AS_BREACH[language].test(text) && !DENIED[language].test(text) && kept && !found.has(clause))
      found.set(clause, kept);
    if (state === "none") continue;
    const head = opened ?? listed;
    const words = head ? text.slice(head.index + head[0].length).replace(/^[：:\s]+/, "") : text;
    const goal = itemsOf(language, words, head !== null).find(
      (item) => BARE[language].test(item) && !MEASURED[language].test(item),
    );
    if (goal === undefined || found.has(clause)) continue;
    setting ??= sentences.filter(setsGoal);
    if (measuredElsewhere(setting, sentence, goal)) continue;
    if (state === "list") kept ??= sentence;
    else found.set(clause, sentence);
  }
  return [...found.values()];
};
