// Clauses: C7.1
import { describe } from "@fealty/engine/messages/describe.ts";
import { describeWarning, reasonWords } from "@fealty/engine/messages/warning.ts";
import { words as en } from "@fealty/engine/messages/words/en.ts";
import { words as zh } from "@fealty/engine/messages/words/zh.ts";
import type { Language } from "@fealty/engine/values/text.ts";
import { keyOfId } from "../convert/field-columns.ts";
import { faultText, isFaultCode } from "../convert/messages.ts";
import type { ImportRefusal } from "../store/import-reports.ts";

type Said = Readonly<Record<Language, readonly [reason: string, mend: string]>>;
/** Why the house does not take an event that could be read. `{name}` is an argument of the refusal. */
const SENTENCES: Readonly<Record<string, Said>> = {
  source_id_conflict: {
    zh: ["已有同一编号而内容不同的记录", "要改已写入的，由公司更正那条记录；是另一件事的，给它另外的编号"],
    en: [
      "A record of this name is in already, with other content",
      "To change what is in, the company corrects that record; something else takes a name of its own",
    ],
  },
  import_no_contract: {
    zh: ["没有写明属于哪份合同", "补上合同，或在导入时指定一份合同"],
    en: ["It does not say which contract it is for", "Fill in the contract, or name one for the whole file"],
  },
  import_contract_unknown: {
    zh: ["没有编号为 {value} 的合同", "改正合同编号，或先把合同录入"],
    en: ["There is no contract {value}", "Correct the number, or bring the contract in first"],
  },
  import_other_contract: {
    zh: ["属于合同 {contract}，这次导入只取合同 {only} 的行", "单独导入，或不指定合同而由映射分配"],
    en: [
      "It is for contract {contract}, and this import takes rows of {only} only",
      "Import it by itself, or name no contract and let the mapping assign",
    ],
  },
  import_agent_unknown: {
    zh: ["没有哪份合同的乙方是 {value}", "改正工号或姓名，或先把合同录入"],
    en: ["No contract has the agent {value}", "Correct the code or name, or bring the contract in first"],
  },
  import_agent_without_contract: {
    zh: ["{day} 时 {value} 没有合同；有：{contracts}", "改正日期，或在文件里写合同编号"],
    en: ["On {day} {value} had no contract; there are {contracts}", "Correct the date, or write the contract's number"],
  },
  import_agent_with_several: {
    zh: ["{day} 时 {value} 有几份合同：{contracts}", "在文件里写合同编号"],
    en: ["On {day} {value} had several contracts: {contracts}", "Write the contract's number in the file"],
  },
  import_other_currency: {
    zh: ["映射的货币是 {written}，合同的货币是 {currency}", "改映射的 currency，或先换算"],
    en: [
      "The mapping counts in {written}, the contract in {currency}",
      "Correct the mapping's `currency`, or convert first",
    ],
  },
  import_recorded_given: {
    zh: [
      "写明了何时得知（{column}），而这份合同已有记录；何时得知，由系统在收到时记下",
      "不再取“{column}”；补记以前的事，写明发生的时间即可",
    ],
    en: [
      "It says when it was learned of ({column}), and this contract has records already: that is written down on arrival",
      "Leave {column} out; for something that happened earlier it is enough to say when it happened",
    ],
  },
  import_recorded_later: {
    zh: ["“{column}”晚于现在（{now}）", "改正“{column}”，或不取它，由系统记下导入的时刻"],
    en: [
      "{column} is later than now ({now})",
      "Correct {column}, or leave it out: when it was learned of is written down on arrival",
    ],
  },
  fact_customer_benefit: {
    zh: [
      "“{column}”的 {value} 记的是给客户的礼品、返佣或者现金，保险合同下不得给予合同以外的利益（保险法第一百三十一条）",
      "没有给的，删去这一格；查实有人给过的，记为违规或者投诉，由人处理",
    ],
    en: [
      "{value} in {column} records a gift, a rebate or cash to a customer; under a contract of insurance nobody is given benefits beside the policy (Insurance Law art. 131)",
      "Empty the cell where nothing was given; where somebody was found to have given it, record a violation or a complaint, for people to decide",
    ],
  },
  fact_own_dealing: {
    zh: [
      "“{column}”的 {value} 就是乙方本人（编号或者全名相同），乙方不得与自己办理（民法典第一百六十八条）",
      "由甲方的法务或负责人在合同“授权”页记下同意，或者记下是同名的另一人，再导入一次",
    ],
    en: [
      "{value} in {column} is the agent itself (the same code or whole name); it does not deal with itself (Civil Code art. 168)",
      "Have the company’s legal or owner record the consent, or that this is another person of that name, on the contract’s page Authority, and import again",
    ],
  },
  fact_name_too_long: {
    zh: ["“{column}”太长：最多 {most} 个字符", "改用来源系统自己的编号"],
    en: ["{column} is too long: {most} characters at most", "Use the source’s own number"],
  },
  fact_later_than_now: {
    zh: ["“{column}”的 {value} 晚于现在（{now}）", "改正“{column}”；还没有发生的事，发生后再导入"],
    en: [
      "{value} in {column} is later than now ({now})",
      "Correct {column}; what has not happened yet is imported once it has",
    ],
  },
  fact_sale_not_positive: {
    zh: ["成交的“{column}”是 {value}，须大于零", "改正“{column}”；这一行若是退款或撤销，请放到退款或撤销的表里导入"],
    en: [
      "{column} of the sale is {value} and has to be above zero",
      "Correct {column}; where the row is a refund or a cancellation, import it with a table of those",
    ],
  },
  fact_refund_negative: {
    zh: ["退款的“{column}”写作 {value}，退款额成了负数", "核对“{column}”的正负号，或核对这是不是退款"],
    en: [
      "{column} of the refund is written {value}, which makes the amount given back negative",
      "Check the sign of {column}, or whether this is a refund at all",
    ],
  },
  fact_missing_field: {
    zh: ["{kind}缺少“{column}”", "补上“{column}”"],
    en: ["{kind}: {column} is missing", "Fill in {column}"],
  },
  fact_unknown_kind: {
    zh: ["这份合同不记“{kind}”", "换一份映射，或由起草合同的人在合同里加上这一种记录"],
    en: [
      "This contract does not record “{kind}”",
      "Use another mapping, or let whoever writes the contract add this kind of record",
    ],
  },
  fact_opening_without_go_live: {
    zh: [
      "合同没有写明从哪一天起由系统结算，也不承接另一份合同，没有期初可录",
      "在合同里写上启用日，或从表里去掉这一行",
    ],
    en: [
      "The contract names no day of going live and continues no other, so there is nothing to take over",
      "Write the day of going live into the contract, or take this row out of the file",
    ],
  },
  fact_opening_not_signed: {
    zh: ["{kind}须由两个不同的人签认", "在“{column}”里写两个不同的人"],
    en: ["{kind}: two different persons have to sign it off", "Name two different persons in {column}"],
  },
  fact_opening_not_before_go_live: {
    zh: ["{written} 期没有在启用日（{go_live}）之前全部结束，由系统自行计算", "启用日之前已经结束的期间才录期初"],
    en: [
      "{written} was not over before the day of going live ({go_live}), so it is computed here",
      "Take over only periods that were over before that day",
    ],
  },
  fact_opening_twice: {
    zh: ["{written} 期的期初结算单已经录入（{first}）", "从表里去掉这一行；要改已录的，由公司更正或撤回那条记录"],
    en: [
      "The opening statement of {written} is in already ({first})",
      "Take this row out of the file; to change what is in, the company corrects that record or takes it back",
    ],
  },
  fact_opening_lines_differ: {
    zh: ["{written} 期应付 {payable}，各行明细合计却是 {sum}", "核对“{column}”和各行明细，两者须相等"],
    en: [
      "Of {written} {payable} is stated as payable, and its lines come to {sum}",
      "Check {column} and the lines; they have to come to the same",
    ],
  },
  fact_opening_balance_twice: {
    zh: ["这项期初余额已经录入（{first}），再录会重复累加", "从表里去掉这一行；要改已录的，由公司更正或撤回那条记录"],
    en: [
      "This opening balance is in already ({first}); a second one would be added to it",
      "Take this row out of the file; to change what is in, the company corrects that record or takes it back",
    ],
  },
  fact_opening_negative: {
    zh: ["{kind}的“{column}”写作 {written}，这里不能是负数", "核对正负号；没有余额的，从表里去掉这一行"],
    en: [
      "{kind}: {column} is {written} and cannot be below zero",
      "Check the sign; where there is no balance, take the row out of the file",
    ],
  },
  fact_opening_sold_late: {
    zh: [
      "“{column}”写作 {written}，不早于启用日（{live}），这笔成交由系统自行计算",
      "把这笔成交录入成交表；期初只录启用日之前的成交",
    ],
    en: [
      "{column} is {written}, not before the day of going live ({live}), so this sale is computed here",
      "Import it with the sales; take over only what was sold before that day",
    ],
  },
  fact_order_taken_over: {
    zh: ["订单 {order} 已作为期初业绩录入（{first}）", "核对“{column}”；另有其单的，用它自己的单号"],
    en: [
      "Order {order} is in already as an opening credit ({first})",
      "Check {column}; another order takes a number of its own",
    ],
  },
};
export interface RefusalSentence {
  readonly reason: string;
  readonly mend: string;
}
/** Kinds and fields of events are for programs: people are told their names, and of a field the file's column. */
const inPlainWords = (texts: Readonly<Record<string, string>>, ofFile: boolean, language: Language) => {
  const event: Names = WORDS[language].event;
  const field: Names = { ...WORDS[language].field, ...OTHERS[language] };
  const { kind, first, column = "" } = texts;
  const said = ofFile ? column : (field[column] ?? column);
  return {
    ...texts,
    column: said,
    ...(texts.field === undefined ? {} : { field: said }),
    ...(kind === undefined ? {} : { kind: event[kind] ?? kind }),
    ...(first === undefined ? {} : { first: keyOfId(first) }),
  };
};
type Names = Readonly<Record<string, string>>;
const WORDS = { zh, en };
/** Fields that every event has. */
const OTHERS: Readonly<Record<Language, Names>> = {
  zh: { at: "发生时间", recorded_at: "得知时间", customer: "客户", contract: "合同", id: "编号" },
  en: {
    at: "the time",
    recorded_at: "the time of learning",
    customer: "the customer",
    contract: "the contract",
    id: "the id",
  },
};
/** Reason and mending of a refused row, in the reader's language; `ofFile` where the column named is one of the file. */
export const refusalSentence = (
  { code, column, value, args }: ImportRefusal,
  language: Language,
  ofFile: boolean,
): RefusalSentence => {
  const given = { ...textsOf(args), column, value };
  if (isFaultCode(code)) return faultText(code, given, language);
  const texts = inPlainWords(given, ofFile, language);
  const said = SENTENCES[code]?.[language];
  if (said) return { reason: fill(said[0], texts), mend: fill(said[1], texts) };
  const { what, fix } = describe({ code, args: texts }, language);
  const plain = (text: string): string => text.replaceAll("`", "").replace(/[。.]$/, "");
  return { reason: plain(what), mend: plain(fix) };
};
/** What to do about a row that is in and does not count, or not all of it, by the reason of that. */
const COUNTING: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  no_matching_sale: {
    zh: "补录它所对应的销售，这一行随即计入",
    en: "Bring in the sale that it belongs to; the row counts from then on",
  },
  before_go_live: {
    zh: "启用日之前的业绩由期初数字转入；还可能退回的，录为期初业绩",
    en: "What was sold before comes in by opening figures, as an opening credit where it can still come back",
  },
  no_licence: {
    zh: "由公司补录有效期覆盖当日的执业登记，这一行随即计入",
    en: "The company files a licence that covers that day; the row counts from then on",
  },
  no_rate_row: { zh: "由付款方补上费率，这一行随即计入", en: "The payer adds the rate; the row counts from then on" },
};
const CHECK: Readonly<Record<Language, string>> = {
  zh: "核对这一行；写错了的，由公司更正或撤回已写入的记录",
  en: "Check the row; if it is wrong, the company corrects the record that is in, or takes it back",
};
/** Why a row that was taken in does not count as it seems meant, and what to do about it. */
export const warningSentence = ({ code, args }: ImportRefusal, language: Language): RefusalSentence => {
  const texts = textsOf(args);
  const mend = (COUNTING[texts.reason ?? ""] ?? CHECK)[language];
  if (code === "not_counted") {
    const { statement = "", reason = "" } = texts;
    const why = reasonWords(reason, language);
    return {
      reason:
        language === "zh"
          ? `${statement} 结算单不计这一行：${why}`
          : `Statement ${statement} does not count it: ${why}`,
      mend,
    };
  }
  if (code === "counted_in_part") {
    const { statement = "", counted = "", reason = "" } = texts;
    const why = reasonWords(reason, language);
    return {
      reason:
        language === "zh"
          ? `${statement} 结算单只计这一行中的 ${counted}：${why}`
          : `Statement ${statement} counts ${counted} of it: ${why}`,
      mend,
    };
  }
  if (code === "sale_uncounted") {
    const why = reasonWords(texts.reason ?? "", language);
    return { reason: language === "zh" ? `不计入任何结算单：${why}` : `No statement counts it: ${why}`, mend };
  }
  const event = keyOfId(texts.event ?? "");
  return { reason: describeWarning({ code, args: { ...texts, event } }, language).replace(/[。.]$/, ""), mend };
};
const textsOf = (args: ImportRefusal["args"]): Record<string, string> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value ?? "")]));
const fill = (text: string, args: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? "");
