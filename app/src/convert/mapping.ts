// Clauses: C7.1
import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import type { Zone } from "@fealty/engine/calendar/zone.ts";
import { fixedZone } from "@fealty/engine/calendar/zone.ts";
import { newReport } from "@fealty/engine/contract/report.ts";
import { readTree, type Tree } from "@fealty/engine/contract/yaml-tree.ts";
import { currencyOf } from "@fealty/engine/values/money.ts";
import { HEAD_ROWS } from "./csv-head.ts";
import { isCurrencyInUse } from "./currency-codes.ts";
import type { DateOrder } from "./date-text.ts";
import { eventKinds, readEmit } from "./emit-reader.ts";
import { environment } from "./expression.ts";
import type { QuestionId } from "./fault.ts";
import { FileProblem } from "./file-problem.ts";
import { LocalClock, zoneNamed } from "./local-clock.ts";
import type { ColumnPlan, ContractsBy, Diagnostic, Emit, Mapping, SourceSettings } from "./mapping-model.ts";
import { MappingReader } from "./mapping-reader.ts";
import { NUMBER_FORMATS, type NumberFormat } from "./number-text.ts";

/** Every mistake of a mapping file at once. */
export class MappingProblem extends Error {
  override readonly name = "MappingProblem";
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => `${d.file}:${d.line}:${d.column} ${d.code}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}

const KEYS = ["mapping", "title", "source", "answers", "columns", "tables", "events", "contracts", "emit"];
const SOURCE_KEYS = ["encoding", "separator", "header", "sheet", "number", "date", "serials", "zone", "currency"];
const CONTRACTS_BY: readonly ContractsBy[] = ["number", "agent_code", "agent_name"];
const DATE_ORDERS: readonly DateOrder[] = ["ymd", "dmy", "mdy"];
const SEPARATORS = { auto: "auto", ",": ",", ";": ";", tab: "\t", "|": "|" } as const;
const ANSWERS: Readonly<Record<QuestionId, readonly string[] | undefined>> = {
  number_format: [...NUMBER_FORMATS.keys()],
  date_order: DATE_ORDERS,
  currency_sign: ["same", "refuse"],
  repeated_hour: ["earlier", "later"],
  separator: [",", ";", "tab", "|"],
  encoding: ["utf-8", "gb18030", "utf-16"],
  sheet: undefined,
  other_contract: ["both"],
};
export const QUESTIONS = Object.keys(ANSWERS) as readonly QuestionId[];
/** Whether an answer is one that its question has. */
export const answerFits = (question: QuestionId, answer: string): boolean =>
  ANSWERS[question]?.includes(answer) ?? true;
/** The answers that a question has; none where the file alone knows them. */
export const answersOf = (question: QuestionId): readonly string[] => ANSWERS[question] ?? [];

const formatOf = (reader: MappingReader, tree: Tree | undefined): NumberFormat | undefined => {
  const name = tree && reader.oneOf(tree, ["ask", ...NUMBER_FORMATS.keys()], "ask");
  return name === undefined ? undefined : NUMBER_FORMATS.get(name);
};
const orderOf = (reader: MappingReader, tree: Tree | undefined): DateOrder | undefined => {
  const order = tree && reader.oneOf(tree, ["ask", ...DATE_ORDERS], "ask");
  return order === "ask" ? undefined : order;
};

const readSource = (reader: MappingReader, tree: Tree | undefined): SourceSettings => {
  const keys = reader.map(tree, SOURCE_KEYS);
  const zone = reader.text(keys.get("zone")) ?? "Asia/Shanghai";
  if (!zoneNamed(zone)) reader.report("mapping_unknown_zone", keys.get("zone")!, { zone });
  const currency = reader.text(keys.get("currency")) ?? "CNY";
  if (!currencyOf(currency) || !isCurrencyInUse(currency))
    reader.report("mapping_unknown_currency", keys.get("currency")!, { currency });
  const separator = reader.oneOf(keys.get("separator"), Object.keys(SEPARATORS) as (keyof typeof SEPARATORS)[], "auto");
  const header = reader.text(keys.get("header")) ?? "auto";
  const row = /^[1-9]\d?$/.test(header) && +header <= HEAD_ROWS ? +header : undefined;
  if (row === undefined && header !== "auto" && header !== "none")
    reader.report("mapping_bad_value", keys.get("header")!, {
      value: header,
      values: `auto, none, 1 … ${HEAD_ROWS}`,
      nearest: "",
    });
  return {
    encoding: reader.oneOf(keys.get("encoding"), ["auto", "utf-8", "gb18030", "utf-16"], "auto"),
    separator: SEPARATORS[separator],
    header: row ?? (header === "none" ? "none" : "auto"),
    sheet: reader.text(keys.get("sheet")),
    number: formatOf(reader, keys.get("number")),
    date: orderOf(reader, keys.get("date")),
    serials: reader.oneOf(keys.get("serials"), ["1900", "1904"], "1900") === "1904" ? 1904 : 1900,
    zone,
    currency,
  };
};

const readColumns = (reader: MappingReader, tree: Tree | undefined): Map<string, ColumnPlan> =>
  new Map(
    reader.entries(tree).map(({ key, value }) => {
      if (value.kind !== "map")
        return [key, { names: texts(reader, value), optional: false, number: undefined, date: undefined }];
      const keys = reader.map(value, ["name", "optional", "number", "date"]);
      if (!keys.has("name")) reader.report("mapping_missing_key", value, { key: "name" });
      return [
        key,
        {
          names: texts(reader, keys.get("name")),
          optional: reader.oneOf(keys.get("optional"), ["true", "false"], "false") === "true",
          number: formatOf(reader, keys.get("number")),
          date: orderOf(reader, keys.get("date")),
        },
      ];
    }),
  );
const texts = (reader: MappingReader, tree: Tree | undefined): string[] =>
  reader.list(tree).flatMap((item) => reader.text(item) ?? []);

const readTables = (reader: MappingReader, tree: Tree | undefined): Map<string, ReadonlyMap<string, string>> =>
  new Map(
    reader
      .entries(tree)
      .map(({ key, value }) => [
        key,
        new Map(reader.entries(value).map((entry) => [entry.key, reader.text(entry.value) ?? ""])),
      ]),
  );

/** `title: 销售清单` or `title: {zh: 销售清单, en: Sales list}`; without it the file's name. */
const readTitle = (reader: MappingReader, tree: Tree | undefined, file: string): Mapping["title"] => {
  if (tree?.kind !== "map") {
    const title = reader.text(tree) ?? file;
    return { zh: title, en: title };
  }
  const keys = reader.map(tree, ["zh", "en"]);
  const [zh, en] = [reader.text(keys.get("zh")), reader.text(keys.get("en"))];
  return { zh: zh ?? en ?? file, en: en ?? zh ?? file };
};

/** Reads a mapping from its text. Throws a MappingProblem with all mistakes. */
export const parseMapping = (file: string, text: string): Mapping => {
  const report = newReport();
  const tree = readTree(file, text, report);
  const broken: Diagnostic[] = report
    .entries()
    .map(({ code, place, args }) => ({ code, file, line: place.line, column: place.column, args }));
  if (!tree || broken.length > 0) throw new MappingProblem(broken);
  const zone: Zone = fixedZone("UTC", 0);
  const env = environment({
    number: { format: NUMBER_FORMATS.get("1,234.56"), sign: "same" },
    currency: "CNY",
    date: { order: "ymd", serials: 1900, clock: new LocalClock(zone), repeatedHour: "earlier" },
    tables: new Map(),
  });
  const reader = new MappingReader(env);
  const keys = reader.map(tree, KEYS);
  const version = reader.text(keys.get("mapping"));
  if (version !== "1") reader.report("mapping_version", keys.get("mapping") ?? tree, { version: version ?? "" });
  const source = readSource(reader, keys.get("source"));
  const columns = readColumns(reader, keys.get("columns"));
  const tables = readTables(reader, keys.get("tables"));
  const answers = new Map<QuestionId, string>();
  for (const { key, keyPlace, value } of reader.entries(keys.get("answers"))) {
    const question = reader.oneOf({ kind: "scalar", text: key, quoted: false, place: keyPlace }, QUESTIONS, "sheet");
    const answer = reader.text(value) ?? "";
    if (answerFits(question, answer)) answers.set(question, answer);
    else
      reader.report("mapping_bad_value", value, { value: answer, values: answersOf(question).join(", "), nearest: "" });
  }
  const title = readTitle(reader, keys.get("title"), file);
  const contracts = reader.oneOf(keys.get("contracts"), CONTRACTS_BY, "number");
  const kinds = eventKinds(reader, keys.get("events"));
  const items = reader.list(keys.get("emit"));
  if (items.length === 0) reader.report("mapping_missing_key", tree, { key: "emit" });
  const emits = items.flatMap((item): Emit | Emit[] => readEmit(reader, item, kinds, tables) ?? []);
  const named = emits.every(({ fields }) => fields.some(({ name }) => name === "contract"));
  if (contracts !== "number" && !named)
    reader.report("mapping_missing_key", keys.get("contracts")!, { key: "contract" });
  if (reader.diagnostics.length > 0)
    throw new MappingProblem([...reader.diagnostics].sort((a, b) => a.line - b.line || a.column - b.column));
  return { file, title, source, columns, tables, emits, answers, contracts };
};
export const loadMapping = async (path: string): Promise<Mapping> => {
  try {
    const bytes = await readFile(path);
    if (!isUtf8(bytes)) throw new FileProblem("not_utf8", { file: path });
    return parseMapping(path, bytes.toString("utf8"));
  } catch (problem) {
    const { code } = problem as { code?: string };
    if (code === "ENOENT") throw new FileProblem("no_file", { file: path });
    if (code === "EISDIR") throw new FileProblem("is_folder", { file: path });
    throw problem;
  }
};
