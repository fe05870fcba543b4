// Clauses: C6.2
import type { Language } from "../../values/text.ts";
import type { Contract } from "../model.ts";
import type { Sentence } from "./sentences.ts";

const spelled = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** Which of 甲方 and 乙方 is the agent: as the contract says, else 乙方, as is the custom. */
const agentInChinese = (contract: Contract, sentences: readonly Sentence[]): string => {
  const name = contract.parties.agent?.name ?? "";
  const who = `(?:代理人|代理方|受托人${name.length > 1 ? `|${spelled(name)}` : ""})`;
  const says = new RegExp(
    `甲方(?:[（(：:]|是|为|即|系|指)\\s*(?:即|是|为)?${who}|${who}[（(，,：:]*(?:以下|下)?(?:简称|称)?(?:为)?[“"「]?甲方`,
  );
  return sentences.some(({ language, text }) => language === "zh" && says.test(text)) ? "甲方" : "乙方";
};

const RATE_ZH = "(?:评估|评价|考核|考评|评分|打分|评定|测评|评级|评比|评议)";
const WORK_ZH = "(?:绩效|业绩|表现|工作|服务|成绩|成果|忠诚度|质量)";
/** What is judged by is another's, who judges is not. */
const STANDARD_ZH =
  /(?:按照?|依照?|根据|依据|参照|以|遵照|使用|用|填写|在)[^，；]{0,4}(?:甲方|乙方|公司|双方|客户)?[^，；]{0,14}?(?:标准|办法|制度|指标|细则|要求|方法|规则|方案|模板|表格?|体系|规定)(?:进行|来|为准|上)?/g;
const agentRatesInChinese = (agent: string): ((text: string) => boolean) => {
  const company = agent === "乙方" ? "甲方" : "乙方";
  const who = `(?:${agent}|(?<!${company}[^，；]{0,12})(?<![级属下对队]|其他|其它|名下)代理人)`;
  const own = `(?:${agent}|(?<!下级|下属|所属|名下|其他|其它|各级|团队|发展的|招募的|辅导的)代理人|自[己身]|本人|其自身|其(?=本人|自身|工作|绩效|业绩|表现|服务))`;
  const between = `(?:(?!${company}|公司|客户|第三|双方|主管|上级|专家|机构|接受|配合|协助|由|向|请|的(?:绩效|工作|业绩|表现|评|考))[^；]){0,28}?`;
  const rates = new RegExp(
    [
      `${who}${between}(?:对|就|给|为|针对)${own}的?[^，；]{0,14}?${RATE_ZH}(?!标准|办法|表)`,
      `${who}${between}${RATE_ZH}(?!标准|办法|表|结果|的)[^，；]{0,3}${own}的?[^，；]{0,6}${WORK_ZH}`,
      `${own}的?[^，；]{0,10}${WORK_ZH}[^，；]{0,8}由(?:${agent}|代理人|其(?!上级|主管|所在))(?:自行|自己|本人|定期|按月|负责|每[月年季]度?)*[^，；甲公客双]{0,6}${RATE_ZH}`,
    ].join("|"),
  );
  return (text) => rates.test(text.replace(STANDARD_ZH, ""));
};
const RATES_EN =
  "(?:(?:evaluat|assess|rat|scor|apprais|grad|judg)(?:es?|ing|s)|review(?:s|ing)?|assess|score|grade|appraises?|measures?)";
const ADVERBS_EN =
  "(?: (?:shall|must|will|may|is to|has to|regularly|periodically|then|also|itself|himself|herself|monthly|quarterly|annually|yearly|each (?:month|quarter|year)|every (?:month|quarter|year)|once a (?:month|quarter|year)|from time to time|(?:under|by|according to|in accordance with|in line with) the (?:company['’]s )?(?:standards?|criteria|rules)(?: (?:set|given|fixed) by the company)?)|,)*";
const OF_AGENTS_EN =
  "(?:(?:the )?(?:work |working )?(?:performance|work|services?|results?|conduct) of (?:the |all |its )?(?:agents?|itself)\\b(?! (?:below|under|it recruit|of))|(?:the )?agents?['’]s? (?:own )?(?:work |working )?(?:performance|work|services?|results?)|(?:its|his|her|their) own (?:work |working )?(?:performance|work|services?|results?)|itself|himself|herself|agents?(?: performance)?\\b(?!['’]))";
const RATE_EN = [
  `^(?:[^,;]{0,40}, )?(?:the |each |an |every )?agents?${ADVERBS_EN} ${RATES_EN} ${OF_AGENTS_EN}`,
  `${OF_AGENTS_EN} (?:is|are|shall be|will be)(?: regularly| periodically)? (?:evaluated|assessed|rated|scored|appraised|graded|reviewed) by (?:the agents?\\b(?!['’])|itself|himself|herself)`,
  `^(?:the )?(?:evaluation|assessment|rating|appraisal|grading) of (?:the )?(?:performance of the )?agents?(?:['’]s? performance)? (?:is (?:made|done|carried out|conducted)|lies|rests) (?:by|with) (?:the )?agents?\\b(?!['’])`,
].join("|");

const PAY: Readonly<Record<Language, string>> = {
  zh: "(?:奖励|奖金|佣金|提成|报酬|薪酬|酬金|津贴|绩效工资|激励|费率|计酬|计佣|等级|级别|晋升|晋级|续约|续签)",
  en: "\\b(?:bonus(?:es)?|pay|remuneration|commissions?|rewards?|incentives?|allowances?|grades?|tiers?|ranks?|promotion|renewal)\\b",
};
/** The result of the judging goes into the pay. */
const FEEDS: Readonly<Record<Language, RegExp>> = {
  zh: new RegExp(
    `(?:结果|得分|评分|分数|成绩)[^，；]{0,8}[与和同][^，；]{0,12}${PAY.zh}[^，；]{0,6}(?:挂钩|关联|联动|对应)|(?:结果|得分|评分|分数|评价|评估|考核|据此|依此|以此|按此|等次|成绩|并)[^；]{0,24}(?:作为|用于|用作|用来|决定|确定|据此|依此|以此|计算|折算|挂钩|计入|纳入|影响|占|发放|核发|计发|给予|支付|发给|领取|获得|享受|为准|依据)[^；]{0,14}${PAY.zh}|${PAY.zh}[^；]{0,16}(?:按|依|据|以|由|取决于|与)[^；]{0,14}(?:结果|得分|评分|分数|评估|评价|考核)`,
  ),
  en: new RegExp(
    `\\b(?:evaluations?|assessments?|ratings?|scores?|results?|grades?|appraisals?|outcome|which|it|this|that|accordingly|thereby|basis|on that)\\b[^;]{0,50}\\b(?:decid|determin|bas(?:is|es|ed)|fix|set|us(?:ed|e)|serv|go(?:es)?|count|enter|feed|multipl|weigh|govern|influenc|affect|paid|pay|receiv|draw|earn)\\w*\\b[^;]{0,40}${PAY.en}|${PAY.en}[^;]{0,30}\\b(?:bas(?:is|ed)|depend\\w*|follow\\w*|determined|fixed|calculated|computed|paid|according)\\b[^;]{0,30}\\b(?:evaluations?|assessments?|ratings?|scores?|results?|grades?|it|this|that)\\b`,
    "i",
  ),
};
const NO_INPUT: Readonly<Record<Language, RegExp>> = {
  zh: /不(?:作为|得|用于|用作|影响|决定|构成|与|以|按|据|参与|计入|纳入|是|占|受|能|应)|仅供|只供|只作|仅作|仅用于|只用于|供参考|无关|(?:经|由|须经|以)(?:甲方|公司|客户|双方|第三方)[^，；]{0,8}(?:复核|审核|确认|评定|核定|评价|评估|考核|实测)|实测|系统记录|并非/,
  en: /\b(?:no|not|never|neither|nor|cannot|without|nothing)\b|\bfor (?:information|display|reference|training) only|\bonly (?:shown|for)|\bmeasured\b|\b(?:confirmed|verified|approved|checked|audited|decided) by the company|\bby (?:the )?customers?\b/i,
};
const NEXT: Readonly<Record<Language, RegExp>> = {
  zh: /^(?:该|其|上述|前述|此|评估|评价|考核|考评|评分|评定|测评|奖金|奖励|佣金|结果|得分)/,
  en: /^(?:the (?:evaluation|assessment|rating|result|score|outcome|bonus|reward|commission)|this|that|it|its|such)\b/i,
};

/** L8: sentences by which the agent judges how well agents work, and what it finds goes into pay; the pay may be told in the next sentence. */
export const agentRatesAgents = (contract: Contract, sentences: readonly Sentence[]): Sentence[] => {
  const rates = {
    zh: agentRatesInChinese(agentInChinese(contract, sentences)),
    en: (text: string): boolean => new RegExp(RATE_EN, "i").test(text),
  };
  const found = new Map<string, Sentence>();
  sentences.forEach((sentence, at) => {
    const { clause, language, text } = sentence;
    if (found.has(clause) || !rates[language](text)) return;
    const next = sentences[at + 1];
    const goesOn = next?.clause === clause && next.language === language && NEXT[language].test(next.text);
    const whole = goesOn ? `${text}${language === "zh" ? "，" : ", "}${next.text}` : text;
    if (FEEDS[language].test(whole) && !NO_INPUT[language].test(whole)) found.set(clause, sentence);
  });
  return [...found.values()];
};
