// Clauses: C7.1
import { describe } from "@fealty/engine/messages/describe.ts";
import type { Language } from "@fealty/engine/values/text.ts";
import { faultText, isFaultCode } from "../convert/messages.ts";
import type { ImportRefusal } from "../store/import-reports.ts";

type Said = Readonly<Record<Language, readonly [reason: string, mend: string]>>;
/** Why the house does not take an event that could be read. `{name}` is an argument of the refusal. */
const SENTENCES: Readonly<Record<string, Said>> = {
  source_id_conflict: {
    zh: ["已有同一编号而内容不同的事件", "用更正（corrected）事件改旧记录，不要再次导入"],
    en: [
      "An event with this id is in already, with other content",
      "Correct the earlier record by a `corrected` event instead of importing again",
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
      "写了 recorded_at，而这份合同已有事件；何时得知，由系统在收到时记下",
      "去掉 recorded_at；补记以前的事，at 写发生的时间即可",
    ],
    en: [
      "It brings `recorded_at`, and this contract has events already: when one is learned of is written down on arrival",
      "Leave `recorded_at` out; for something that happened earlier, `at` alone says when",
    ],
  },
  import_recorded_later: {
    zh: ["记录时刻晚于现在（{now}）", "改正 recorded_at，或不写，由系统记下导入的时刻"],
    en: [
      "It says it was recorded later than now ({now})",
      "Correct `recorded_at`, or leave it out: the house writes down when it learned of it",
    ],
  },
};
export interface RefusalSentence {
  readonly reason: string;
  readonly mend: string;
}
/** Reason and mending of a refused row, in the reader's language. */
export const refusalSentence = ({ code, column, value, args }: ImportRefusal, language: Language): RefusalSentence => {
  const texts = { ...textsOf(args), column, value };
  if (isFaultCode(code)) return faultText(code, texts, language);
  const said = SENTENCES[code]?.[language];
  if (said) return { reason: fill(said[0], texts), mend: fill(said[1], texts) };
  const { what, fix } = describe({ code, args: texts }, language);
  return { reason: what.replace(/[。.]$/, ""), mend: fix.replace(/[。.]$/, "") };
};
const textsOf = (args: ImportRefusal["args"]): Record<string, string> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value ?? "")]));
const fill = (text: string, args: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? "");
