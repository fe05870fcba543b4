// Clauses: C12.1
import type { Language } from "../../values/text.ts";
import { UNREADABLE } from "../unreadable.ts";
import { ARBITRATION_DECIDES, COURT_DECIDES } from "./dispute-ways.ts";

type Signs = Readonly<Record<Language, RegExp>>;
/** What a sentence on the disputes of a contract begins with, or that it gives a court the jurisdiction. */
export const OF_DISPUTES: Signs = {
  zh: /争议|纠纷|争端|分歧|(协商|调解|磋商)(不成|未果|不能)|不服|法院[^，。；]{0,8}管辖(?!权)/,
  en: /\b(disputes?|controvers(y|ies)|differences|claims?)\b|\bfailing (that|this|agreement|settlement|negotiations?|mediation|consultations?)|\b(negotiations?|mediation|consultations?|conciliation|talks|discussions?|good offices)\b[^,;]{0,12}\b(fails?|failed|breaks? down|prove|proves|unsuccessful|fruitless|without (success|result|agreement))\b|\b(fails?|unable|cannot|can not) (to )?(reach (an )?(agreement|settlement)|agree|settle)\b|\bno (agreement|settlement) (is|can be|has been) (reached|found|made)\b|\bnot (settled|resolved|satisfied)\b|\bdissatisfied\b|\bjurisdiction\b/i,
};
/** Disputes of others, matters that are set apart, and a fall-back where there is no valid clause or nobody who takes the case. */
export const SET_APART: Signs = {
  zh: /裁决[^。；]{0,20}(撤销|不予执行)|(仲裁|诉讼)[^，。；]{0,16}(途径|方式|手段|渠道|程序)[^，。；]{0,4}(主张|维护|行使|保护)[^，。；]{0,8}(权利|权益|利益)|破产|劳动|其他|其余|以外|除外|除[^，。；]{1,24}外|专属管辖|法律(另有)?规定由|仲裁(协议|条款|约定)[^，。；]{0,16}(无效|不成立|失效|撤销|不存在|效力)|不予?受理|保全|司法审查|(?<!(争议|纠纷)[^，；。]{0,12}(由|交由?|提交|提请|诉至|向)[^，；。]{0,10})(法院|仲裁机构|仲裁庭|仲裁委员会)(或者?|、)(人民)?(法院|仲裁)/,
  en: /\b(rights?|interests?)\b[^;]{0,40}\b(lawful|legal) (ways|means|channels|remedies)\b|\baward\b[^;]{0,40}\b(set aside|annulled|vacated|refused enforcement|not enforced)\b|labou?r|\bother (disputes?|claims?|matters?)\b|\bexcept|\bother than\b|exclusive jurisdiction by law|arbitration (agreement|clause)\b.{0,40}\b(void|invalid|set aside|not valid|lapses?)|\b(declin\w+|lacks?|without) jurisdiction|\bdoes not (accept|take)\b|\binterim\b|\bcompel\w*|\bpreserv\w+|\b(courts?|arbitral tribunal|arbitrators?|tribunal) or (the |an? )?(court|arbitra|tribunal)/i,
};
/** Words that leave a choice or set one way beside another; an item of a list is one of several. */
export const OFFERED: Signs = {
  zh: /可|有权|(?<!不)得(?=[提向以由请])|选|也|亦|或|另|既|要么|均|保留|同时|还是|改[向由]|择一|(以下|下列|下述)|[、和与/及](诉讼|起诉)|(^|[：:])\s*[（(【]?([一二三四五六七八九十\d①-⑨]|[A-Da-d](?![A-Za-z]))\s*[）)】.、．：:]?|[□☐○]/,
  en: /\b(may|can|free|rights?|entitled|elect(s|ion|ing)?|choos(es?|ing)|choice|prefers?|options?|alternatively|instead|equally|also|either|both|or|unless|wish\w*|open|between|following|below|available|in addition|besides)\b|(^|: ?)\(?([1-9]|[a-d]|i{1,3})[).] |[☐□]/i,
};
/** What is told of a case and its papers, its costs and what goes before it, what is forbidden, and where matters go that no arbitration may decide: none of it says where a dispute goes. */
export const PASSED_OVER: Signs = {
  zh: /(?<!(争议|纠纷|分歧|不成|未果|不能)[^。；]{0,30})(通过|经由?|以)(仲裁|诉讼)(或者?|、|和)(仲裁|诉讼)[^，；。]{0,6}(主张|追究|维护|行使|请求|要求|追偿|索赔|救济)[^，；。]*|经(生效的?)?(仲裁|诉讼)(或者?|、|和)(仲裁|诉讼)(程序)?(确认|认定|确定|裁定)[^，；。]*|在?[^，；。]{0,6}(仲裁|诉讼)[^，；。仲诉]{0,4}(结束|终结|完结|终了|审结)[^，；。]*|(以备|以便|便于|供)[^，；。]{0,8}(仲裁|诉讼)[^，；。]*|不受[^，；。]{0,10}(仲裁|诉讼)[^，；。]*影响|[^，；。]{0,6}(仲裁|诉讼)[^，；。]{0,6}之[用需]|(用于|作为)(仲裁|诉讼)[^，；。]{0,10}|[^，；。]{0,12}(不属于|不在|超出)[^，；。]{0,8}仲裁[^，；。]{0,8}范围[^；。]*|[^，；。]{0,10}(不得|不能|不可|不宜|无法)(提交|进行|通过|以|申请|经)?仲裁(方式)?(解决|处理)?的[^；。]*|[^，。；：（(]*(只能选|只选|只可选|不得同时|不能同时|(不得|不能|不可)既|(不得|不能|不应|禁止|严禁|不可)约定)[^，。；：）)]*|(因|为|就)[^，。；]{0,12}(诉讼|仲裁)[^，。；]{0,8}(产生|发生|支出|支付|花费)[^，。；]*|[^，。；]{0,4}(诉讼|仲裁|律师|保全)(或者?|[、和与及])?(诉讼|仲裁)?(的)?(费|成本|支出)[^，。；]*|(申请|提起)?(仲裁)?[、或和与及]?者?(提起|申请)?(民事)?(诉讼|起诉|仲裁|应诉)(状|书|前|之前|以前|期间|过程中|中的|文书|材料|通知|结果)|被(?!告|申请|剥夺|限制|排除)[^，。；]{0,10}(起诉|诉至)|应诉|传票|(法院|司法机关)[^，。；]{0,8}(要求|调取|传唤|命令|责令)[^，。；]*/g,
  en: /\b(used|needed|required|necessary|kept|useful)( as evidence)? (in|for) (an? |any |later )?(arbitrat|litigat|court)[^;,]*|\b(cannot|can not|may not|must not|are not|is not)\b[^;,]{0,24}\b(be )?(arbitrated|(submitted|referred) to arbitration|(settled|resolved|decided) by arbitration|arbitrable)[^;]*|\bnon-arbitrable\b[^;]*|\b(outside|beyond|not within)\b[^;,]{0,12}\bscope of\b[^;,]{0,12}\barbitrat\w+[^;]*|\bnot (capable of|amenable to)\b[^;,]{0,24}\barbitration\b[^;]*|\bonly one of (arbitration|litigation|the two|these|them)\b[^,;:]*|\bnothing\b[^,;]*|\b(costs?|fees?|expenses?)\b[^,;]{0,24}\b(of|for|in)\b[^,;]{0,16}\b(arbitrat\w+|litigat\w+|proceedings|suits?)\b([^,;]{0,12}\b(arbitrat\w+|litigat\w+|proceedings|suits?))?|\b(litigation|arbitration|court)( or (litigation|arbitration|court))? (costs?|fees?|expenses?)|\b(before|prior to|pending|during|while) (any )?(suing|arbitrating|litigating|arbitration|litigation|proceedings|going to court|an action)\b([^,;]{0,8}\b(suing|arbitrating|litigating|arbitration|litigation|proceedings|court))?|\b(is|are|be|being) sued\b|\b(disclos\w*|represented|lawyers?|counsel)\b[^,;]*|\bcourts? (orders?|requires?|directs?|asks?)\b[^,;]*/gi,
};
const HELD = '[\\s_＿—…（(【〔\\[《〈「『“"]*';
const HOLDING = '[\\s_＿—…）)】〕\\]》〉」』”"]*';
/** A form that asks for the number of a way or for a tick. */
const ASKED: Signs = {
  zh: /择一|二选一|任选|之一|第[^，。；]{0,10}[种项类个]|(下列|以下|下述)[^，。；]{0,10}(方式|途径|办法|约定)|[□☐☑✓✔√■☒]/,
  en: /\b(one|either|only one|any) of the (following|two|ways|below)|\b(the )?following (ways?|means|methods?|options?)\b|\b(way|method|option|item|alternative|number)( no\.?)?\b|not both|\bticked\b|[□☐☑✓✔√■☒]/i,
};
/** The number stands there, or the tick, or the words that say what was chosen. A blank of whatever shape is no choice. */
const FILLED: Signs = {
  zh: new RegExp(
    `第${HELD}([一二三四五六七八九十\\d１-９①-⑨ⅠⅡⅢA-Da-d甲乙]|${UNREADABLE})${HOLDING}[种项类个](?!(方式)?([或和、]|的(?!方式)))|[☑✓✔√■☒]|[\\[【（(][xXvV][\\]】）)]|(选定|选择|选用|约定)(的是|为|是|：|:|第)?[（(【]?[一二三12①②③AB][）)】]?[项种]?(方式)?(?=[。，；：:]|$)`,
  ),
  en: new RegExp(
    `\\b(way|method|option|item|alternative|number|no\\.?|choice)${HELD}((no\\.?|number)${HELD})?([1-9]|one|two|three|[A-D]|i{1,3}|${UNREADABLE})(?![A-Za-z0-9])${HOLDING}(?!or\\b|(arbitrat|litigat|submi|suit|action|the|by)\\b)|[☑✓✔√■☒]|\\[[xXvV]\\]|\\b(chos(e|en)|select(ed)?|elected|agreed on)\\b:? ?${HELD}([1-9]|one|two|[A-D]|[a-d]\\)|the (first|second))(?!\\w)`,
    "i",
  ),
};
/** The tick is made on another paper, unless the boxes stand here and are empty. */
const TICKED_ELSEWHERE = /\bas (ticked|marked|chosen|selected|indicated)\b/i;

interface Words {
  readonly language: Language;
  readonly text: string;
}
/** A form of several ways, or their list. */
export const asksForWay = ({ language, text }: Words): boolean => ASKED[language].test(text);
/** A form in which one of the ways was chosen. */
export const wayIsFilledIn = (words: Words): boolean =>
  asksForWay(words) &&
  (FILLED[words.language].test(words.text) || (TICKED_ELSEWHERE.test(words.text) && !/[□☐]/.test(words.text)));

/** Kinds of disputes by which a contract may divide them; the marked ones are for a court also beside an arbitration of all the rest. */
const KINDS: readonly { readonly zh: RegExp; readonly en: RegExp; readonly ofCourts?: true }[] = [
  {
    zh: /知识产权|商标|专利|著作权|版权/,
    en: /intellectual property|trade ?marks?|patents?|copyright/i,
    ofCourts: true,
  },
  { zh: /商业秘密|保密|竞业|不正当竞争/, en: /trade secrets?|confidential|unfair competition/i, ofCourts: true },
  { zh: /侵权|名誉/, en: /\btorts?\b|infring|defamation/i, ofCourts: true },
  { zh: /佣金|报酬|奖金|结算|付款|款项/, en: /commission (?!rules)|\bpay\b|payment|remuneration|bonus|accounts?\b/i },
  { zh: /归属/, en: /ownership|allocation/i },
  { zh: /个人信息|数据/, en: /personal (data|information)|\bdata\b/i },
  { zh: /交接/, en: /hand-?over/i },
  {
    zh: /以下|以内|(不|未)(超过|满)|不足|低于|少于/,
    en: /\bup to\b|\bbelow\b|not (above|exceeding|more than)|less than/i,
  },
  { zh: /以上|(?<![不未])超过|高于|多于/, en: /(?<!not )\b(above|exceeding|more than|over (?=CNY|RMB|\d))/i },
];
type Kind = (typeof KINDS)[number];
export const kindsOf = (language: Language, text: string): readonly Kind[] =>
  KINDS.filter((kind) => kind[language].test(text));
/** Whether the court has other kinds of dispute than the arbitration. */
export const kindsApart = (arbitrated: readonly Kind[], tried: readonly Kind[]): boolean =>
  arbitrated.length === 0
    ? tried.some((kind) => kind.ofCourts)
    : tried.length > 0 && !tried.some((kind) => arbitrated.includes(kind));
/** The same of a single sentence, cut after its first way: what stands before is of that way, what follows of the other. */
export const kindsApartWithin = (language: Language, text: string): boolean => {
  const parts = text.split(/[，,；;]/);
  const first = (way: typeof COURT_DECIDES) => parts.findIndex((part) => way[language].test(part));
  const [arbitration, court] = [first(ARBITRATION_DECIDES), first(COURT_DECIDES)];
  if (arbitration === court) return kindsApart(kindsOf(language, text), kindsOf(language, text));
  const cut = Math.min(arbitration, court) + 1;
  const [before, after] = [parts.slice(0, cut), parts.slice(cut)].map((some) => kindsOf(language, some.join("，")));
  return arbitration < court ? kindsApart(before!, after!) : kindsApart(after!, before!);
};
