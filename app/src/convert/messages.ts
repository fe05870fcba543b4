// Clauses: C7.1
// Long: the sentences of all codes in both languages, which are read beside each other
import { inNumber } from "@fealty/engine/messages/plain-words.ts";
import type { Language } from "./convert-types.ts";
import type { FaultArgs, FaultCode, QuestionId } from "./fault.ts";
import type { FileProblem, FileProblemCode } from "./file-problem.ts";

export type Said = Readonly<Record<Language, string>>;
/** `{name}` is replaced by the argument of that name; of `[count|one|many]` the form that goes with the count is kept. */
export const fill = (text: string, args: FaultArgs): string =>
  inNumber(text, args).replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? "");

interface FaultSaid {
  readonly reason: Said;
  readonly mend: Said;
}
const said = (zh: string, en: string, mendZh: string, mendEn: string): FaultSaid => ({
  reason: { zh, en },
  mend: { zh: mendZh, en: mendEn },
});
const LOST = [
  "从原系统重新导出，该列设为“文本”后再填",
  "Export again from the source system with this column set to “Text”",
] as const;

const SEPARATORS = ["检查该行多出或缺少的分隔符与引号", "Look for a missing or extra separator or quote"] as const;
/** Of reports from before the columns were counted. */
const UNCOUNTED = said("列数与表头不同", "The row has another number of columns than the header", ...SEPARATORS);

const FAULTS: Readonly<Record<FaultCode, FaultSaid>> = {
  blank: said(
    "必填的单元格是空的",
    "A cell that is needed is empty",
    "补上内容，或在映射的 when 中排除这类行",
    "Fill it in, or leave such rows out by the mapping's `when`",
  ),
  not_a_number: said(
    "读不成数字",
    "This is no number",
    "改成普通数字，如 1234.56",
    "Write a plain number such as 1234.56",
  ),
  date_in_number: said(
    "这一格是日期或时间，不是数字",
    "This cell holds a date or a time, no number",
    "在表格软件里把该列设为“常规”并重新填写；输入 3-1 这样的内容会被它变成日期",
    "Set the column to “General” in the spreadsheet and fill the cell in again; it turns what is typed as 3-1 into a date",
  ),
  cut_off: said(
    "文件在这里断了：最后一行没有换行，数字停在小数点上",
    "The file breaks off here: its last line has no end, and the number stops at its point",
    "重新导出完整的文件再导入",
    "Export the whole file once more and import that",
  ),
  exponent: said(
    "数字以科学计数法显示，原来的位数已看不全",
    "The number is shown with an exponent, its digits are not all there",
    ...LOST,
  ),
  digits_lost: said(
    "号码的末几位已丢失（表格软件只保留 15 位）",
    "The number lost digits (spreadsheets keep only 15)",
    ...LOST,
  ),
  wrong_number_format: said(
    "数字写法与已定的 {format} 不符",
    "The number does not follow the format {format} that was settled",
    "按 {format} 改写，或为该列另定 number",
    "Rewrite it as {format}, or give this column its own `number`",
  ),
  currency_mismatch: said(
    "货币符号 {sign} 不是映射的货币 {currency}",
    "The sign {sign} is not the mapping's currency {currency}",
    "按 {currency} 填写金额，或另用一份映射",
    "State the amount in {currency}, or use another mapping",
  ),
  finer_than_currency: said(
    "金额比 {currency} 的最小单位还细",
    "The amount is finer than {currency} has units",
    "改成整分，或在映射中写明 round: half_up",
    "Write whole minor units, or say `round: half_up` in the mapping",
  ),
  not_whole: said("这里应为整数", "A whole number is wanted here", "改成整数", "Write a whole number"),
  divided_by_zero: said(
    "算式除以零",
    "The expression divides by zero",
    "检查除数一列",
    "Look at the column that divides",
  ),
  endless_decimal: said(
    "结果是除不尽的小数",
    "The result is a fraction without end",
    "在映射的表达式中用 round(…, 位数)",
    "Use round(…, places) in the mapping's expression",
  ),
  not_a_date: said("读不成日期", "This is no date", "写成 2026-03-01 这样", "Write it like 2026-03-01"),
  short_day_number: said(
    "少于五位的数字不读作 Excel 的日期序号：它可能是年份或件数",
    "A number of fewer than five digits is not read as a day number of Excel: it may be a year or a count",
    "写成 2026-03-01 这样；工作簿里请把单元格设为日期格式",
    "Write it like 2026-03-01; in a workbook, give the cell a date format",
  ),
  no_such_day: said("没有这一天", "There is no such day", "更正日期", "Correct the date"),
  two_digit_year: said(
    "年份只写了两位",
    "The year has only two digits",
    "写出四位年份",
    "Write the year in four digits",
  ),
  fact_out_of_years: said(
    "“{column}”为 {value}，不在 {from} 年至 {to} 年之间",
    "{column} is {value}, outside the years {from} to {to}",
    "更正日期；表示没有终止或日期不详的，请留空",
    "Correct the date; leave the cell empty where it means without end, or is not known",
  ),
  serial_no_day: said(
    "这个 Excel 日期序号不对应任何一天",
    "This Excel day number is no day",
    "更正该单元格（1900 年没有 2 月 29 日）",
    "Correct the cell (1900 had no 29 February)",
  ),
  no_day_number: said(
    "这个数字既不是 Excel 日期序号，也不是 20260301 这样的日期",
    "This number is neither an Excel day number nor a date such as 20260301",
    "写明日期，如 2026-03-01",
    "Write the date, such as 2026-03-01",
  ),
  wrong_date_order: said(
    "日期与已定的次序 {order} 不符",
    "The date does not follow the order {order} that was settled",
    "更正日期，或为该列另定 date",
    "Correct it, or give this column its own `date`",
  ),
  time_skipped: said(
    "{zone} 当天没有这个时刻（夏令时跳过）",
    "{zone} skipped this time of day (summer time began)",
    "更正时刻",
    "Correct the time",
  ),
  not_a_truth: said("读不成是或否", "This is neither true nor false", "写成 true 或 false", "Write true or false"),
  resident_id_form: said("身份证号应为 18 位", "A resident id has 18 characters", "核对证件", "Check the document"),
  resident_id_day: said(
    "身份证号中的出生日期不存在",
    "The birthday inside the resident id does not exist",
    "核对证件",
    "Check the document",
  ),
  resident_id_check: said(
    "身份证号校验位不对，应为 {check}",
    "The check digit of the resident id must be {check}",
    "核对证件，多半有一位抄错",
    "Check the document; a digit is probably miscopied",
  ),
  not_in_table: said(
    "对照表中没有这个值",
    "The table has no such value",
    "在映射的对照表中补上，或给出 otherwise",
    "Add it to the mapping's table, or give `otherwise`",
  ),
  merged_number: said(
    "合并单元格的数字属于多行，不能逐行重复",
    "One merged number stands for several rows and must not be counted in each",
    "取消合并，逐行填写各自的数字",
    "Split the cell and state each row's own number",
  ),
  error_cell: said("单元格是错误值", "The cell holds an error", "在表格中修好公式", "Mend the formula in the sheet"),
  formula_not_computed: said(
    "公式没有算出的值",
    "The formula has no computed value",
    "用表格软件打开、重算并保存",
    "Open the workbook, recalculate and save it",
  ),
  column_count: said(
    "列数与表头不同：该行 {found} 列，表头 {expected} 列",
    "The row has {found} [found|column|columns], the header {expected}",
    ...SEPARATORS,
  ),
  text_after_quote: said(
    "引号结束后还有文字",
    "Text follows a closing quote",
    "引号内的引号要写两遍",
    "Double the quotes inside a quoted cell",
  ),
  bad_bytes: said(
    "该行含有不属于文件编码的字节",
    "The row has bytes that are not of the file's encoding",
    "用同一种编码重新保存文件",
    "Save the file again in one encoding",
  ),
  nul_in_text: said(
    "单元格里有看不见的空字符（NUL，此处显示为 ␀）",
    "The cell holds an invisible NUL character, shown here as ␀",
    "删去该字符，或从原系统重新导出",
    "Take it out, or export the file again from the source system",
  ),
  control_in_text: said(
    "单元格里有看不见的控制字符 {sign}（此处以可见的符号显示）",
    "The cell holds the invisible control character {sign}, shown here by a sign",
    "删去该字符，或从原系统重新导出",
    "Take it out, or export the file again from the source system",
  ),
  direction_in_text: said(
    "单元格里有改变书写方向的看不见的字符 {sign}：显示出来的与实际内容不同",
    "The cell holds the invisible character {sign}, which turns the direction of writing: what is shown is not what it holds",
    "删去该字符，或从原系统重新导出",
    "Take it out, or export the file again from the source system",
  ),
  lone_return: said(
    "该行 {found} 列，表头 {expected} 列：行内有单独的回车符（CR），文件混用了几种换行",
    "The row has {found} [found|column|columns], the header {expected}: a carriage return (CR) stands alone in it, so the file mixes kinds of line ends",
    "用同一种换行重新保存文件",
    "Save the file again with one kind of line end",
  ),
  finer_than_microsecond: said(
    "秒的小数超过六位，不能不作取舍地写下",
    "The fraction of a second has more than six digits and cannot be kept whole",
    "在原系统中取到微秒，或在映射中只取前几位",
    "Round it to microseconds in the source system",
  ),
  record_too_long: said("该行太长", "The row is too long", "检查引号", "Look at the quotes"),
  id_too_long: said(
    "去重键超过 {limit} 个字节",
    "The key is longer than {limit} bytes",
    "在映射的 id 中选用更短的字段",
    "Choose shorter fields for the mapping's `id`",
  ),
  key_conflict: said(
    "与第 {first} 行同键而内容不同",
    "Row {first} has the same key with other content",
    "更正其中一行，或在映射的 id 中加入能区分它们的字段",
    "Correct one of them, or add to the mapping's `id` what tells them apart",
  ),
  known_conflict: said(
    "已有同一编号而内容不同的事件",
    "An event with this id is in already, with other content",
    "用更正（corrected）事件改旧记录，不要再次导入",
    "Correct the earlier record by a `corrected` event instead of importing again",
  ),
  retracted: said(
    "这条记录曾被撤回，在回收站里",
    "This record was retracted and is in the bin",
    "确要恢复，请加 --restore 与恢复的时刻，例如 --restore 2026-04-10T10:00:00+08:00",
    "If it should come back, convert again with --restore and the moment it comes back, such as --restore 2026-04-10T10:00:00+08:00",
  ),
  several_customers: said(
    "有多位已知客户符合：{customers}",
    "Several known customers fit: {customers}",
    "在文件中写明客户编号",
    "State the customer's id in the file",
  ),
  unknown_customer: said(
    "没有已知客户符合",
    "No known customer fits",
    "先登记客户，或在映射中写 create: true",
    "Register the customer first, or say `create: true` in the mapping",
  ),
  unmatched: said(
    "找不到同一客户、同一商品且余量足够的更早的 {kind}",
    "No earlier {kind} of the same kind has enough left",
    "查更早的文件，或人工登记",
    "Look in earlier files, or record it by hand",
  ),
};

export const isFaultCode = (code: string): code is FaultCode => Object.hasOwn(FAULTS, code);
export const faultText = (code: FaultCode, args: FaultArgs, lang: Language): { reason: string; mend: string } => {
  const { reason, mend } = code === "column_count" && args.found === undefined ? UNCOUNTED : FAULTS[code];
  return { reason: fill(reason[lang], args), mend: fill(mend[lang], args) };
};
export const heading = (lang: Language): string[] =>
  lang === "zh"
    ? ["行", "列", "值", "原因", "如何修正", "代码"]
    : ["row", "column", "value", "reason", "how to mend", "code"];

const QUESTIONS: Readonly<Record<QuestionId, Said>> = {
  number_format: {
    zh: "“{column}”列的数字怎样读，如 {sample}？",
    en: "How are numbers like {sample} in “{column}” to be read?",
  },
  date_order: {
    zh: "“{column}”列的日期如 {sample}，是日在前还是月在前？",
    en: "In dates like {sample} in “{column}”, does the day or the month come first?",
  },
  currency_sign: {
    zh: "“{column}”列的 {sample} 带有别的货币符号，是否就按映射的货币读？",
    en: "{sample} in “{column}” bears another currency's sign: is it the mapping's currency all the same?",
  },
  repeated_hour: {
    zh: "{sample} 这一时刻因夏令时结束出现两次，取前一次还是后一次？",
    en: "The clock showed {sample} twice when summer time ended: the earlier or the later?",
  },
  separator: { zh: "列与列之间用什么分隔？", en: "What separates the columns?" },
  encoding: {
    zh: "第 {row} 行的字节既不全是 UTF-8，也不全是 GB18030。文件用什么编码？选定之后，含有异样字节的行会被拒收，其余照常转换。",
    en: "The bytes of row {row} are neither all UTF-8 nor all GB18030. In which encoding is the file? Rows with stray bytes are refused then, the others converted.",
  },
  sheet: { zh: "读哪一张工作表？", en: "Which sheet is to be read?" },
  other_contract: {
    zh: "文件里有些行（如 {sample}）已在别的合同里，合同及行数：{contracts}。记入两份合同的，会各算一次。选错了合同的，请改选；确实两份都属于的，请确认。",
    en: "Rows of the file (such as {sample}) stand in another contract already; contracts and how many rows: {contracts}. What stands in two contracts counts once in each. If the contract is the wrong one, choose another; if the rows belong to both, say so.",
  },
};
export const questionText = (id: QuestionId, args: FaultArgs, lang: Language): string =>
  fill(QUESTIONS[id][lang], args);

const NOTES = {
  serials_in_text: {
    zh: "有 {count} 个单元格按 Excel 日期序号（{first} 年起）读成日期。",
    en: "{count} [count|cell was|cells were] read as Excel day numbers counted from {first}.",
  },
  order_dmy: {
    zh: "日期按日在前读取：第 {row} 行的 {value} 只能这样读。",
    en: "Dates were read with the day first: {value} in row {row} reads no other way.",
  },
  order_mdy: {
    zh: "日期按月在前读取：第 {row} 行的 {value} 只能这样读。",
    en: "Dates were read with the month first: {value} in row {row} reads no other way.",
  },
  encoding: { zh: "文件按 {encoding} 读取。", en: "The file was read as {encoding}." },
  rows_in_sheet: {
    zh: "工作表连表头有 {rows} 行，读到 {read} 行。",
    en: "With its header the sheet has {rows} [rows|row|rows], {read} [read|was|were] read.",
  },
  guarded: {
    zh: '{count} 个单元格写成 ="000123" 或以撇号开头，以免表格软件改写，已按其中的文字读取。',
    en: '{count} [count|cell|cells] written as ="000123" or with a leading apostrophe, which keeps spreadsheets from changing them, [count|was|were] read as the text inside.',
  },
  merged: {
    zh: "{count} 处合并单元格按左上角的值填入各行。",
    en: "{count} merged [count|area|areas] gave the value of the first cell to each of the others.",
  },
} as const;
export type NoteCode = keyof typeof NOTES;
export const noteText = (code: NoteCode, args: FaultArgs, lang: Language): string => fill(NOTES[code][lang], args);

const savedAnew = (zh: string, en: string): Said => ({
  zh: `${zh}；请在表格软件里另存为 .xlsx 或 .csv`,
  en: `${en}; save it anew as .xlsx or .csv`,
});
const PROBLEMS: Readonly<Record<FileProblemCode, Said>> = {
  no_file: {
    zh: "找不到文件 {file}；请核对路径",
    en: "There is no file {file}; check the path",
  },
  is_folder: {
    zh: "{file} 是一个文件夹；请指明其中的文件",
    en: "{file} is a folder; name a file in it",
  },
  known_not_facts: {
    zh: "已有事实 {file} 第 {line} 行不是 JSON 对象；--known 用 NDJSON 文件",
    en: "Line {line} of the known facts {file} is no JSON object; --known takes NDJSON files",
  },
  needs_house: {
    zh: "映射按业务员归合同（contracts），只有公司的库里知道哪份合同是谁的；请用 fealty import",
    en: "The mapping finds contracts by their agents (contracts), which only the house knows; use fealty import",
  },
  restored_too_early: {
    zh: "{event} 在 {retracted} 才被撤回，不能在此之前的 {moment} 恢复；--restore 请写更晚的时刻",
    en: "{event} was retracted only at {retracted} and cannot be restored at {moment}, before that; give --restore a later moment",
  },
  not_utf8: {
    zh: "{file} 不是 UTF-8 文本；请另存为 UTF-8",
    en: "{file} is no UTF-8 text; save it as UTF-8",
  },
  no_such_kind: {
    zh: "映射不产生 {kind} 事件；可用的有：{kinds}",
    en: "The mapping makes no {kind} events; it makes: {kinds}",
  },
  row_too_long: {
    zh: "第 {row} 行超过 {limit}，不予读取；检查分隔符与换行",
    en: "Row {row} is longer than {limit} and is refused; look at its separators and line ends",
  },
  wide_separator: {
    zh: "{file} 的列用全角“{sign}”分隔，读不出各列；请把分隔符改成半角逗号，或从表格软件另存为 CSV",
    en: "The columns of {file} are separated by the full-width sign “{sign}” and cannot be told apart; make it a comma, or save the file as CSV from a spreadsheet",
  },
  empty_file: {
    zh: "{file} 是空的；请重新导出",
    en: "{file} is empty; export it again",
  },
  missing_columns: {
    zh: "{file} 中没有这些列：{missing}。找到的列：{found}。请改表头，或在映射的 columns 里写明列名",
    en: "{file} lacks the [count|column|columns] {missing}. It has: {found}. Mend the header, or name the right columns under `columns` in the mapping",
  },
  no_header: {
    zh: "{file} 第 {row} 行不是表头；请在映射的 source.header 里写明表头是第几行",
    en: "Row {row} of {file} is no header; say in the mapping under source.header which row is",
  },
  double_column: {
    zh: "{file} 中“{column}”列出现 {times} 次；请写 {column}#1、{column}#2",
    en: "{file} has the column “{column}” {times} times; say {column}#1 or {column}#2",
  },
  unclosed_quote: {
    zh: "第 {row} 行的引号没有结束；请补上引号，单元格里的引号要写两遍",
    en: "A quote in row {row} is never closed; close it, and write a quote inside a cell twice",
  },
  broken_gzip: {
    zh: "{file} 的 gzip 数据已损坏；请重新压缩或下载",
    en: "The gzip data of {file} is broken; pack or fetch it again",
  },
  packed_too_well: {
    zh: "{file} 解压后大于 {times} 倍，不予读取；请先解压，直接给出原文件",
    en: "{file} grows more than {times} times when unpacked and is refused; unpack it and give the plain file",
  },
  no_table: {
    zh: "{file} 不是表格，而是图片、文档或其他二进制文件；请另存为 .csv 或 .xlsx",
    en: "{file} is no table but a picture, a document or another binary file; save the table as .csv or .xlsx",
  },
  not_a_workbook: savedAnew("{file} 不是 .xlsx 工作簿", "{file} is no .xlsx workbook"),
  old_workbook: {
    zh: "{file} 是旧式 .xls；请另存为 .xlsx 或 .csv",
    en: "{file} is an old .xls; save it as .xlsx or .csv",
  },
  broken_zip: savedAnew("{file} 的压缩包已损坏", "The archive {file} is broken"),
  too_many_entries: savedAnew(
    "{file} 内有 {count} 个条目，超过 {limit} 个，不予读取",
    "{file} holds {count} entries, more than {limit}, and is refused",
  ),
  unsafe_entry_name: savedAnew("{file} 内有不安全的条目名 {name}", "{file} holds the unsafe entry name {name}"),
  double_entry: savedAnew("{file} 内条目 {name} 出现两次", "{file} holds the entry {name} twice"),
  encrypted: { zh: "{file} 已加密；请去掉密码另存", en: "{file} is encrypted; save it without a password" },
  zip64: savedAnew(
    "{file} 是超大压缩包格式（zip64），不予读取",
    "{file} is in the format for huge archives (zip64) and is refused",
  ),
  size_lies: savedAnew("{file} 的条目 {name} 比所称的大", "The entry {name} of {file} is larger than it says"),
  too_large: savedAnew(
    "{file} 的条目 {name} 解压后超过 {limit}，不予读取",
    "The entry {name} of {file} unpacks to more than {limit} and is refused",
  ),
  document_type: savedAnew(
    "{file} 的 {name} 含文档类型声明，不予读取",
    "{name} in {file} declares a document type and is refused",
  ),
  broken_xml: savedAnew("{file} 的 {name} 不是完好的 XML", "{name} in {file} is no sound XML"),
  bad_reference: savedAnew("{file} 含越界的单元格 {reference}", "{file} holds a cell beyond the sheet: {reference}"),
  no_such_sheet: {
    zh: "{file} 没有工作表“{sheet}”。有：{sheets}",
    en: "{file} has no sheet “{sheet}”. It has: {sheets}",
  },
  rows_missing: savedAnew(
    "{file} 的工作表有 {rows} 行，却只读到 {read} 行",
    "The sheet of {file} has {rows} rows, but only {read} could be read",
  ),
  no_folder: {
    zh: "没有文件夹 {folder}；请先建立",
    en: "There is no folder {folder}; make it first",
  },
  out_is_source: {
    zh: "输出不能覆盖来源文件 {file}；请另取名字",
    en: "The output must not replace the source {file}; choose another name",
  },
  out_is_mapping: {
    zh: "输出不能覆盖映射文件 {file}；请另取名字",
    en: "The output must not replace the mapping {file}; choose another name",
  },
  out_is_known: {
    zh: "输出不能覆盖已有事实 {file}；请另取名字",
    en: "The output must not replace the known facts {file}; choose another name",
  },
  out_is_report: {
    zh: "输出与报告不能是同一个文件 {file}；请另取名字",
    en: "Output and report must not be the same file {file}; choose another name",
  },
  unknown_question: {
    zh: "没有问题 {question}；可答的问题：{questions}",
    en: "There is no question {question}; the questions are {questions}",
  },
  bad_answer: {
    zh: "问题 {question} 没有“{answer}”这个答案；可答：{answers}",
    en: "The question {question} has no answer “{answer}”; it takes: {answers}",
  },
};
export const near = { zh: "；是否想写 {nearest}？", en: "; did you mean {nearest}?" };
/** What is wrong with a file and how to mend it, as whole sentences. */
export const problemText = (problem: FileProblem, lang: Language): string => {
  const end = problem.args.nearest ? near[lang] : lang === "zh" ? "。" : ".";
  return fill(PROBLEMS[problem.code][lang] + end, problem.args);
};
