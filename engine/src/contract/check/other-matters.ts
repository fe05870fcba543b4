// Clauses: C12.1
import type { Language } from "../../values/text.ts";
import { NAMED } from "./institutions.ts";

type Signs = Readonly<Record<Language, RegExp>>;

/** An entry of a glossary that stands as a clause: what a word means elects nothing (争议解决，是指……; "Dispute resolution" means ...). */
const DEFINES: Signs = {
  zh: /^(?:(?:在?本(?:合同|协议|条)(?:所称|所指|所述|中|内|里)?的?|前款所称|所谓)[，]?)?[“"「『《【]?[^，；：。“”"」』》】]{2,12}[”"」』》】]?(?:一词|一语|的(?:含义|定义|意思))?[：:，, ]*(?:是指|系指|即指|均指|意指|意为|指的?是|所指的?是|定义为|含义(?:为|是)|(?<!所|被)指(?![定派示导引明称望出控责])|的?(?:含义|定义|意思)[为是：:])|^(?:本(?:合同|协议)所称的?)?[“"「][^，；：。“”"」]{2,12}[”"」][，,]?(?:是|为|即|包括|包含|涵盖)/,
  en: /^(?:(?:in|for the purposes? of|under|as used in|within) (?:this|the) (?:contract|agreement|clause),? |as used here(?:in)?,? )?(?:the (?:term|expression|word|phrase)s? )?(?:["“‘'][^"”’',;]{2,40},?["”’']|[a-z][a-z -]{2,30}?),? (?:(?:shall |will )?(?<!\b(?:by|of|lawful|legal|other|all|any|proper|appropriate|peaceful|amicable|such|suitable) )means?\b|(?:shall )?refers? to\b|denotes?\b|is defined as\b|is understood (?:as|to mean)\b|stands? for\b|signif(?:y|ies)\b)|^["“‘'][^"”’',;]{2,40}["”’'] (?:includes?|covers?|comprises?|is)\b/i,
};
/** A heading and what it is, as a noun: 争议解决：……的活动; "Dispute resolution: the settling of disputes by ...". */
const EXPLAINS: Signs = {
  zh: /^[“"「]?[^，；：。]{2,12}[”"」]?[：:][^；]*的(?:活动|过程|行为|总称|统称|制度|机制|活动的总称)$/,
  en: /^(?:(?:in|for the purposes? of) (?:this|the) (?:contract|agreement),? )?["“]?(?:dispute|conflict) (?:resolution|settlement)["”]?(?: ?:| is| –| -) ?(?:the |an? )?(?:act|process|procedure|activit(?:y|ies)|settling|settlement|resolving|resolution|handling|means|way) (?:of |by )/i,
};
/** What an entry goes on to lay down beside what it explains. */
const LAYS_DOWN: Signs = {
  zh: /[，；](?:并且?|且|而)?(?:双方|各方|当事人|一方|任何一方|任一方|甲方|乙方|其|争议|该等争议|上述争议|均|一律|也|亦)*(?:应|可|须|得|有权|由(?!双方|当事人|各方)|选择|提交)(?![^，；]*的(?:活动|方式|过程|程序|方法|行为|途径|机制|制度|总称|分歧|争议|纠纷|事项)$)/,
  en: /[,;](?: and)?[^,;]{0,24}\b(?:shall|must|may|can|will|(?:is|are) to be|(?:is|are) (?:settled|submitted|referred|resolved|decided))\b|\b(?:shall|must) be (?:settled|submitted|referred|resolved|decided)\b/i,
};
const definesOnly = (language: Language, text: string): boolean =>
  (DEFINES[language].test(text) || EXPLAINS[language].test(text)) &&
  !LAYS_DOWN[language].test(text) &&
  !NAMED[language].test(text);

const BODY: Signs = { zh: /法院|法庭|司法机关/, en: /\b(?:courts?|judges?|judiciary|judicial)\b/i };
/**
 * What a court does in another matter than the dispute: bankruptcy, seizure, capacity, crimes, what it finds of a clause, service and
 * evidence, and what it does about an award or in aid of an arbitration.
 */
const OTHER_ACT: Signs = {
  zh: /破产|重整|清算|接管|申报债权|宣告|(?:丧失|无|限制)民事行为能力|行为能力|失踪|死亡|监护|冻结|查封|扣押|扣划|扣留|划拨|划扣|轮候|拍卖|变卖|禁令|行为保全|财产保全|证据保全|保全|判处|有罪|刑|犯罪|失信|被执行人|限制(?:高)?消费|限高|出境|强制措施|协助执行|强制执行|执行(?:通知|裁定|措施|程序|法院)|(?:申请|请求|予以|不予|依法|负责)执行|执行[^，；]{0,8}裁决|裁决[^，；]{0,12}(?:执行|承认|撤销|效力|审查)|(?:撤销|承认|审查|确认|不予执行)[^，；]{0,8}裁决|申请撤销|(?:认定|确认|宣布|判决|裁定|判定|裁判)[^，；]{0,16}(?:无效|被?撤销|可撤销|不成立|违法|不可执行)|送达|文书|取证|调取|调查令|出庭作证|(?:协助|支持|监督|配合|辅助|介入)[^，；]{0,6}仲裁|仲裁[^，；]{0,8}(?:支持|协助|监督|配合)|(?:指定|更换|回避)[^，；]{0,6}仲裁员|仲裁员[^，；]{0,8}(?:指定|回避)|公示催告|支付令|继承|遗产|公告|网站|名单|查询|提供[^，；]{0,8}(?:资料|信息|材料|数据)|披露|报告|备案|提存/,
  en: /bankrupt|insolven|winding[- ]up|wound up|liquidat|reorgani[sz]|\breceiver|\badministrat(?:or|ion)\b|\bfree[sz]|\bfroz|\bseiz|\battach|\bgarnish|\bdistrain|\bimpound|\binjunct|\brestrain|\bmissing\b|\bdead\b|\bincapa|\bcapacity\b|\bguardian|\bconvict|\bsentence[sd]?\b|\bguilty\b|\bcrim(?:e|inal)|\boffen[cs]e|defaulting debtors?|judgment debtors?|\bdishonest|\bblacklist|\b(?:void|invalid|unenforceable|illegal|ineffective)\b|\b(?:orders?|ordered|requires?|required|directs?|directed|instructs?|commands?|asks?) (?:it|him|her|them|a party|the (?:company|agent|party|other))\b|\b(?:order|subpoena|summons|summoned|writ)\b|\b(?:request|demand)s? (?:of|by|from) (?:an?|the|any) court|\bcourt['’]s (?:request|demand)|\bserv(?:e|es|ed|ice|ing)\b|\bassist|\bevidence\b|\bwitness|\bin (?:support|aid) of\b|\bsupports?\b|\bappoint|\bset(?:s|ting)?\b[^,;]{0,40}\baside\b|\b(?:awards?|it)\b[^,;]{0,60}\b(?:annul|vacat|challeng|enforc|execut|recogni[sz]|carr(?:y|ied) out|perform|confirm|revok|cancel|quash|review|correct|entered)|\b(?:annul|vacat|challeng|enforc|execut|recogni[sz]|carry(?:ing)? out|confirm|revok|cancel|quash|review|enter)\w*\b[^,;]{0,40}\bawards?\b|\b(?:compulsory|forced) (?:execution|enforcement|performance)\b|\bfor (?:its |the )?(?:execution|enforcement)\b|\bexecution\b|\bexecuted\b|\bsupervis|\bremoves?\b|\bauction|\binterim\b|\bconservatory|\bpreserv|\bregist(?:ry|er)|\b(?:leave|permission|approval) of (?:the|an?) |\bcourt['’]s (?:leave|permission|approval)|\binformation\b|\bdisclos|\bfees?\b|\bcosts?\b|\bpay (?:it|them|the \w+) (?:in)?to\b|\bdeposit/i,
};
/** That the dispute itself goes there all the same. */
const STILL_GOES: Signs = {
  zh: /争议|纠纷|起诉|诉至|诉诸|打官司|提起[^，；]{0,4}(?:诉讼|反诉)|(?:以|通过|采用|选择|进行)[^，；]{0,4}诉讼|重新(?:审理|审判|裁判|判决)|(?<!有)管辖(?!权)|(?:本合同|本案|案件)[^，；]{0,6}(?:审理|裁判|判决)/,
  en: /\b(?:disputes?|controvers\w+|differences|litigat\w+|sue[sd]?|suing|law ?suits?|suit)\b|\bactions? (?:on|for|under|from)\b|\b(?:hear|try|tries|tried|decide|resolve|settle|determine|adjudicate)s? (?:the|it|this|that|any|such|their|them|all|on)\b|\bcase\b|\banew\b|(?<!having |of |with |competent )\bjurisdiction\b|\bmerits\b|\bclaims? (?:against|under|from|arising)\b/i,
};
/** Papers and addresses that hold good whatever proceedings there are. */
const SERVICE: Signs = {
  zh: /送达|地址|文书|通讯方式|联系方式|邮寄|签收/,
  en: /\b(?:serv(?:e|es|ed|ice)|address(?:es)?|delivered|e-?mails?)\b/i,
};
const OF_STAGES: Signs = {
  zh: /仲裁|诉讼|法院|一审|二审|再审/,
  en: /\b(?:arbitra\w*|litigation|courts?|proceedings|trial|appeal)\b/i,
};
const CHOOSES: Signs = {
  zh: /起诉|提起|解决|管辖(?!权)|审理|选择|择一|申请仲裁|提交[^，；]{0,14}仲裁|诉至|裁决|可以?[^，；]{0,6}(?:仲裁|诉讼)(?!文书|程序|阶段|各|及|和|、|（|机构|委|中)/,
  en: /\b(?:submit\w*|refer(?:s|red)?|settl\w+|resolv\w+|decid\w+|jurisdiction|sue[sd]?|choos\w+|elects?|brought|bring\w*)\b/i,
};
/** Whatever it is said of but a dispute: what applies or holds good in all stages of proceedings. */
const HOLDS_IN_STAGES: Signs = {
  zh: /(?:适用于|适用范围(?:包括|为|是|及于|涵盖)|包括|涵盖|及于|贯穿|用于|在)[^，；]{0,8}(?:仲裁|诉讼)[^；]*(?:阶段|程序|过程|一审|二审|再审|执行)/,
  en: /\b(?:appl(?:y|ies)|valid|effective|good|used|binding|remain\w*|continue\w*|stands?)\b[^;]{0,24}\b(?:in|to|for|at|during|through(?:out)?|of)\b[^;]{0,40}\b(?:stages?|phases?|instances?|(?:arbitra\w+|court|litigation) (?:and|or|as well as) (?:in )?(?:arbitra\w+|court|litigation))\b/i,
};
const aboutService = (language: Language, text: string): boolean =>
  (SERVICE[language].test(text) || HOLDS_IN_STAGES[language].test(text)) &&
  OF_STAGES[language].test(text) &&
  !CHOOSES[language].test(text) &&
  !/(?:争议|纠纷)(?!进入|发生|(?:解决)?(?:过程|期间|阶段))|\bdisputes?\b/i.test(text);

/** Which court has what follows an award is no question of where the dispute goes. */
const OF_THE_AWARD = /(?:裁决|执行|撤销|承认|保全|破产)[^，；争纠]*管辖/;
const ofAnotherMatter = (language: Language, part: string): boolean =>
  BODY[language].test(part) &&
  OTHER_ACT[language].test(part) &&
  !STILL_GOES[language].test(part.replace(OF_THE_AWARD, ""));

/**
 * A sentence without what it says of a court or of proceedings in another matter than where a dispute goes: what a word means, what a court
 * does in a bankruptcy, to shares or about an award, and where papers reach a party in whatever proceedings.
 */
export const withoutOtherMatters = <S extends { readonly language: Language; readonly text: string }>(
  sentence: S,
): S => {
  const { language, text } = sentence;
  if (definesOnly(language, text) || aboutService(language, text)) return { ...sentence, text: "" };
  const parts = text.split(/(?<=[，；,;])/);
  const left = parts.filter((part) => !ofAnotherMatter(language, part.replace(/（[^（）]*）/g, "")));
  return left.length === parts.length ? sentence : { ...sentence, text: left.join("") };
};
