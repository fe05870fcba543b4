// Clauses: C12.1
import type { Language } from "../../values/text.ts";

/** Words of either way. */
const WAY: Readonly<Record<Language, RegExp>> = {
  zh: /仲裁|诉讼|起诉|诉至|诉诸|打官司|法院|法庭|司法(程序|途径)|贸仲|北仲|上仲|深国仲/,
  en: /arbitra|\blitigat|\bcourts?\b|\blaw ?suits?\b|\bsu(e|es|ed|ing|its?)\b|\b(legal|judicial|court) (proceedings?|actions?)\b|\bproceedings\b|\b(CIETAC|SHIAC|SCIA|HKIAC|SIAC|ICC)\b/i,
};
/** Words that open a way, leave a choice of it or say who decides: a part that holds one tells more than that there are proceedings. */
const OPENS_ZH =
  /可(?!能)|(?<!不)有权|选择|择一|任选|自行|决定(?!书)|(?<!争议)(?<!纠纷)解决|(方式|途径|办法)|管辖|审理|(?<!不)应(?!诉)|(?<!无)[须需](?!时)|只能|愿意?|不服|不同意|约定(?!的)/;
/** What another does about proceedings as if they were agreed. */
const TAKES_PART = /接受|同意|应诉|服从|认可|予以配合|管辖|受理|审理|裁判|为准/;
const EFFECT_ZH =
  "(?:均|都|也|皆|亦|并|概|即|当然|一律)*(?:不|未必|没有|无)(?:得|应当?|会|能|必然|因此|当然|免除|再)*(?:影响|妨碍|停止|中止|中断|暂停|停发|免除|解除|改变|变更|构成|视为|视同|作为|导致|引起|意味|阻止|阻碍|限制|代表|产生|丧失|减损|拒绝|延迟|延期|推迟)";
const WAYS_ZH = "(?:仲裁|诉讼|起诉|司法程序)";
/** The part says in itself what proceedings do not do: 任何仲裁或者诉讼均不中止服务；不因申请仲裁而丧失佣金. */
const HAS_EFFECT = new RegExp(
  `${WAYS_ZH}[^，；]{0,8}${EFFECT_ZH}|(?:因|以|由于|就|基于)[^，；]{0,24}${WAYS_ZH}[^，；]{0,8}(?:为由|而|为理由|的原因)`,
);
/** The part is a condition, a time or what is set aside: 提起仲裁或诉讼的；仲裁期间；无论是否起诉. */
const IS_CONDITION = new RegExp(
  `${WAYS_ZH}[^，；]{0,12}(?:的|后|时|中|前|期间|以前|之前|之后|之日起?|过程|阶段)[)）]?$|期间[（(][^）)]*[）)]$|^(?:但|且|而)?(?:无论|不论|不管|即使|即便|尽管|纵使|虽然?|一旦)|${WAYS_ZH}[^，；]{0,10}(?:期间|过程中|前|后)[^，；]{0,6}$|${WAYS_ZH}中[^，；]{0,12}(?:内容|材料|陈述|主张)$`,
);
/** The part names proceedings and no more, so that what follows is said of them: 一方要求仲裁或者诉讼，不影响…… */
const IS_SUBJECT = new RegExp(
  `^(?:但|且)?(?:任何|任意)?(?:任一方|一方|各方|双方|甲方|乙方|对方|当事人)?[^，；]{0,12}(?:提起|申请|要求|请求|启动|提请|发生|进入|进行|之间的|任何)?[^，；]{0,6}${WAYS_ZH}(?:程序|的(?:提起|进行|发生|存在|启动))?$`,
);
const BEGINS_WITH_EFFECT = new RegExp(
  `^(?:也|均|都)?(?:${EFFECT_ZH}|[^，；]{0,14}(?:仍|继续|照常|照付|不受影响|不得?[因据以由借]此))`,
);
const spokenOfInChinese = (text: string): boolean => {
  const parts = text
    .replace(/诉讼时效|仲裁时效/g, "时效")
    .split(/[，,；;]/)
    .map((part) => part.trim());
  const others = parts.filter((part) => !WAY.zh.test(part));
  if (others.length === parts.length || others.some((part) => TAKES_PART.test(part))) return false;
  const spoken = parts.map((part, at) => {
    if (!WAY.zh.test(part)) return "no";
    if (OPENS_ZH.test(part)) return undefined;
    if (HAS_EFFECT.test(part)) return "whole";
    if (IS_CONDITION.test(part)) return "part";
    return IS_SUBJECT.test(part) && BEGINS_WITH_EFFECT.test(parts[at + 1] ?? "") ? "whole" : undefined;
  });
  if (spoken.includes(undefined)) return false;
  const last = parts.at(-1)!;
  return spoken.includes("whole") || !WAY.zh.test(last);
};

const BEFORE_EN =
  "(?:if|where|when(?:ever)?|once|after|(?<!(?:go|goes|going|gone|went|brought|brings?|bring|heard|tried|taken|submitted|settled|come|comes|appears?|sues?|decided|right|so) )before|until|while|during|pending|throughout|notwithstanding|regardless of|irrespective of|despite|in spite of|even (?:if|where|when|though)|in (?:the event|case) of|upon|because(?: of)?|on the grounds? (?:of|that)|whether or not|on account of|by reason of|for (?:commencing|starting|bringing|having)|survives?|outlasts?)";
const WAYS_EN =
  "(?:arbitra\\w*|litigat\\w*|law ?suits?|suits?|sues?|sued|suing|(?:legal|judicial|court) (?:proceedings?|actions?)|proceedings|(?:a |the |to |in )court)";
/** A condition, a time or what is set aside, up to its comma or the end. */
const ASIDE_EN = new RegExp(`\\b${BEFORE_EN}\\b[^,;]*\\b${WAYS_EN}\\b[^,;]*`, "gi");
/** Proceedings as what does, or does not do, something. */
const SUBJECT_EN = new RegExp(
  `^(?:but |and )?(?:(?:the |a |an )?(?:commenc\\w*|institut\\w*|initiat\\w*|existence|pendency|fact that|fil(?:e|ing)|bring\\w*|start(?:ing)?|request(?:ing)?|demand(?:ing)?|submission|submitting|going)\\b|neither\\b|no\\b|any\\b|an?\\b|a party (?:that|who|which)\\b|the party (?:that|who|which)\\b|(?:either|the other) party(?:'s)?\\b|${WAYS_EN})[^,;]{0,60}?\\b${WAYS_EN}(?:(?:,? (?:or|and|nor) | )(?:of |to |in |a |an |the |any )*${WAYS_EN})*|^(?:but |and )?${WAYS_EN}(?:(?:,? (?:or|and|nor) | )(?:of |to |in |a |an |the |any )*${WAYS_EN})*`,
  "i",
);
const EFFECT_EN =
  /^(?:, [^,;]{1,30},)?[^,;]{0,60}\b(suspends?|stays?|affects?|stops?|interrupts?|releases?|relieves?|excuses?|prejudices?|delays?|postpones?|terminates?|entitles? (the|either|a) \w+ to (withhold|suspend|stop)|constitutes?|waives?|is (no|not) (an? )?(breach|waiver|ground|reason|termination)|tells?|notif(y|ies)|informs?|changes?|frees?|discharges?|reduces?)\b/i;
/** Words that open a way, or by which it is taken as agreed. */
const OPENS_EN =
  /\b(elect\w*|choos\w*|choice|options?|accepts?|agrees?|consents?|submits?|joins?|decid\w*|resolv\w*|settl(e|es|ed)|determin\w*|jurisdiction)\b/i;
const CHOSEN_ASIDE =
  /\b(elects?|chooses?|prefers?|opts?|wish\w*|unwilling|refus\w*|fails?|failed|not (satisfied|settled|agree))\b/i;
const spokenOfInEnglish = (text: string): boolean => {
  const asides = text.match(ASIDE_EN) ?? [];
  if (asides.some((aside) => CHOSEN_ASIDE.test(aside))) return false;
  const rest = text.replace(ASIDE_EN, " ").replace(/[’]/g, "'").trim();
  if (WAY.en.test(rest)) {
    const subject = SUBJECT_EN.exec(rest);
    if (!subject || OPENS_EN.test(subject[0]) || /\b(may|can|entitled)\b/i.test(subject[0])) return false;
    const after = rest.slice(subject[0].length);
    return !WAY.en.test(after) && EFFECT_EN.test(after);
  }
  return asides.length > 0 && /\w+ \w+/.test(rest) && !OPENS_EN.test(rest);
};
const SPOKEN_OF = { zh: spokenOfInChinese, en: spokenOfInEnglish };

/**
 * A sentence that only says what proceedings do to something else, or that they do nothing to it: undisputed pay goes on while they last
 * (domain-E). It opens no way to a decision.
 */
export const speaksOfProceedings = ({
  language,
  text,
}: {
  readonly language: Language;
  readonly text: string;
}): boolean => WAY[language].test(text) && SPOKEN_OF[language](text);
