// Clauses: C1.1, S1

const anyOf = (...parts: readonly string[]): string => parts.join("|");
const WHO = "(?:双方|各方|甲方|乙方|丙方|当事人)?";
const LATER = "(?:待|另行?|再行?|以后|日后|今后|后续|随后|届时|稍后|事后|后)+";
const FILLED_IN = "(?:补充?|补上|填写?|填补|确认|确定|通知|约定|提供|商定|议定?|告知|协商|完善|定)";
/** Words that hold the place of what is still to be written. */
const HELD = anyOf(
  "(?:本[条款]|此[条处]|该条)?(?:从|省)?略",
  "(?:暂|尚|目前)?(?:空|空白|未定|待定)",
  "(?:暂|尚|目前)?未(?:填写?|提供|约定|确定|定)",
  `(?:地址|本条|本款|内容|具体内容)?(?:由|经|容|请)?(?:待)?${WHO}${LATER}${WHO}(?:另行?|再行?)?(?:书面)?${FILLED_IN}`,
  "同[上前左右]",
  "tb[adc]",
  "(?:(?:this )?(?:clause|address|text) (?:is )?)?(?:to (?:follow|come)|will follow|omitted|reserved|left blank)",
  "(?:(?:the )?address )?to be (?:determined|announced|advised|agreed|confirmed|provided|completed|supplied|notified|filled in|specified|given|added|written)(?: (?:later|separately|by the parties|between the parties))?",
  "pending|blank|empty|ditto|later|same(?: as above)?|as above|see above",
  "x+",
);
/** What stands in a field that must not stay empty when there is nothing to write; there is none, or it stands on another paper. */
const NONE = anyOf(
  "【.*",
  "(?:暂|尚|均|目前)?(?:无|没有|缺|未知|不固定|不定)",
  "(?:暂|尚|目前)?未(?:知|登记)",
  "不详|居无定所|(?:暂|目前)?无固定(?:地址|住所|居所)|(?:住所|居所|住址)不定|地址不明",
  "(?:地址|住所)?(?:详?见|同|以|按|如)(?:营业执照|身份证件?|名片|工商登记(?:信息)?|登记信息|证照|证件|前文?|上[文列述]?)(?:上?的?(?:地址|住所))?(?:为准)?",
  "none|no|nil|null|na|unknown|not (?:known|applicable|available|provided|yet known)|no (?:fixed )?address",
  "(?:of )?no fixed (?:abode|residence|address)|homeless|see (?:the )?(?:business licen[cs]e|id card|identity card|(?:commercial )?register)",
  "\\d{1,19}",
  "(?:微信|QQ|电话|手机)[号码]* ?[\\w+@ ]*|(?:wechat|weixin|whatsapp)(?: (?:id|no|number))? ?[\\w+@]*|(?:tel|telephone|phone)(?: (?:no|number))? ?[\\d+ ]*|mobile(?: (?:phone|no|number))* ?[\\d+ ]+",
);
const NO_ADDRESS = new RegExp(`^(?:${NONE}|${HELD})?$`, "i");
const NO_CLAUSE = new RegExp(`^(?:【[^】]*】|${HELD})?$`, "i");

/** Dashes, blanks and dots say nothing either way. */
const bare = (value: string): string =>
  value
    .replace(/[-—–_.。…·/\\*?？（）()[\]"'“”‘’:：,，;；]/g, "")
    .replace(/\s+/g, " ")
    .trim();
/** An address that is none: 无, 待双方另行确认, "to follow", a number alone, a name on WeChat. */
export const noAddress = (value: string): boolean => NO_ADDRESS.test(bare(value));
/** A text that only holds the place of one: 本条略, 【待补充】, "TBD". */
export const noText = (value: string): boolean => NO_CLAUSE.test(bare(value));
