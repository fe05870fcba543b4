// Clauses: C7.1
import { describe } from "@fealty/engine/messages/describe.ts";
import type { Language } from "./convert-types.ts";
import type { FaultArgs } from "./fault.ts";
import type { Diagnostic } from "./mapping-model.ts";
import { fill, near, type Said } from "./messages.ts";

const MAPPING: Readonly<Record<string, Said>> = {
  mapping_wants_map: { zh: "此处应为若干“键: 值”", en: "Keys and values are wanted here" },
  mapping_wants_text: { zh: "此处应为一个值", en: "A single value is wanted here" },
  mapping_record: {
    zh: "字段 {field} 只有一个值，不能写成 record",
    en: "The field {field} has one value and takes no record",
  },
  mapping_unknown_key: { zh: "不认识的键 {key}", en: "The key {key} is unknown" },
  mapping_missing_key: { zh: "缺少 {key}", en: "{key} is missing" },
  mapping_bad_value: { zh: "{value} 不是可用的值（{values}）", en: "{value} is not among {values}" },
  mapping_version: { zh: "第一行应写 mapping: 1", en: "The file must say `mapping: 1`" },
  mapping_unknown_zone: { zh: "不认识的时区 {zone}", en: "The time zone {zone} is unknown" },
  mapping_unknown_currency: {
    zh: "{currency} 不是现行货币代码（ISO 4217）",
    en: "{currency} is no currency code in use (ISO 4217)",
  },
  mapping_unknown_kind: { zh: "没有事件种类 {kind}", en: "There is no event kind {kind}" },
  mapping_unknown_field: { zh: "{kind} 没有字段 {field}", en: "{kind} has no field {field}" },
  mapping_missing_field: { zh: "{kind} 缺少必填字段 {field}", en: "{kind} lacks its field {field}" },
  mapping_unknown_key_part: {
    zh: "id 中的 {part} 不是本事件的字段；列请写 row.{part}",
    en: "{part} in `id` is no field of this event; write row.{part} for a column",
  },
  mapping_empty_key: {
    zh: "id 是空的，分不清两行是不是同一件事；请写出能区分的字段，如 [order]，或写 [row_number()]",
    en: "`id` is empty and tells no two rows apart; name the fields that do, such as [order], or write [row_number()]",
  },
  mapping_key_of_itself: {
    zh: "id 不能由 {part} 构成：它本身取决于 id",
    en: "`id` cannot be made of {part}, which depends on it",
  },
  mapping_matched_alone: {
    zh: "字段 {field} 中 matched 只能单独写成 matched.字段，且该项须有 match",
    en: "In {field}, `matched` may only stand alone as matched.FIELD, in an entry with `match`",
  },
  mapping_event_id_alone: {
    zh: "字段 {field} 中 event_id() 只能单独使用",
    en: "In {field}, event_id() may only stand alone",
  },
  mapping_unknown_table: { zh: "没有对照表 {table}", en: "There is no table {table}" },
  mapping_expression_ends_early: {
    zh: "表达式没有写完：{written}；请补上末尾的运算数、引号或括号",
    en: "The expression ends too early: {written}; complete the operand, quote or bracket at its end",
  },
  mapping_expression_syntax: {
    zh: "表达式 {written} 在“{part}”处读不下去；请检查运算符、引号和括号",
    en: "The expression {written} does not read at “{part}”; check operators, quotes and brackets",
  },
  mapping_expression_unknown_name: {
    zh: "表达式里没有“{name}”；列写成 row.列名，所配事件的字段写成 matched.字段",
    en: "Expressions do not know “{name}”; write a column as row.NAME, a field of the matched event as matched.FIELD",
  },
  mapping_expression_unknown_function: { zh: "没有函数 {name}", en: "There is no function {name}" },
  mapping_expression_arguments: {
    zh: "{name}(…) 不能用于这里给出的 {given}",
    en: "{name}(…) does not take what is given here: {given}",
  },
  mapping_expression_text_for_number: {
    zh: "“{written}”里的 {part} 是文字，不能与数比较或计算；请先写成 number({part})",
    en: "In “{written}” {part} is text and cannot be compared or reckoned with a number; write number({part})",
  },
  mapping_expression_types_differ: {
    zh: "“{written}”：{operator} 不能用于{left}和{right}",
    en: "“{written}”: {operator} does not join {left} and {right}",
  },
  mapping_expression_type: {
    zh: "“{written}”前后的类型不合；条件须得真假，列表各项须同类",
    en: "What stands in “{written}” does not fit together; a condition must be true or false, items of a list of one type",
  },
  mapping_not_offered: { zh: "映射的表达式不提供 {part}", en: "{part} is not offered in mappings" },
  mapping_type: {
    zh: "{field} 需要{wanted}，表达式给出的是{type}",
    en: "{field} wants {wanted}, the expression gives {type}",
  },
};
/** Types as people name them: those of a field and those that expressions are checked with. */
const TYPES: Readonly<Record<string, Said>> = {
  string: { zh: "文字", en: "text" },
  text: { zh: "文字", en: "text" },
  texts: { zh: "文字的列表", en: "a list of texts" },
  Exact: { zh: "数", en: "a number" },
  int: { zh: "整数", en: "a whole number" },
  double: { zh: "小数", en: "a decimal" },
  number: { zh: "数", en: "a number" },
  numbers: { zh: "数的列表", en: "a list of numbers" },
  Day: { zh: "日期", en: "a date" },
  date: { zh: "日期", en: "a date" },
  Moment: { zh: "时刻", en: "a moment" },
  moment: { zh: "时刻", en: "a moment" },
  bool: { zh: "真假", en: "true or false" },
  truth: { zh: "真假", en: "true or false" },
  "map<string, string>": { zh: "整行", en: "a whole row" },
};
const TYPE_SLOTS: ReadonlySet<string> = new Set(["type", "wanted", "left", "right", "given"]);
const typesInWords = (args: FaultArgs, lang: Language): FaultArgs =>
  Object.fromEntries(
    Object.entries(args).map(([slot, value]) => [
      slot,
      TYPE_SLOTS.has(slot)
        ? value
            .split(/ \/ |, (?!string>)/)
            .map((type) => TYPES[type]?.[lang] ?? type)
            .join(lang === "zh" ? "、" : ", ")
        : value,
    ]),
  );
/** `file:line:column` and what is wrong there. */
export const mappingText = ({ code, file, line, column, args }: Diagnostic, lang: Language): string => {
  const said = MAPPING[code]?.[lang];
  const hint = args.nearest ? near[lang] : "";
  if (said !== undefined) return `${file}:${line}:${column} ${fill(said + hint, typesInWords(args, lang))}`;
  // What the YAML reader finds is told in its own words.
  const { what, fix } = describe({ code, args }, lang);
  return `${file}:${line}:${column} ${[what, fix].filter((words) => words !== "").join(lang === "zh" ? "" : " ")}`;
};
