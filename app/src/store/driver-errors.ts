import type { Text } from "@fealty/engine/values/text.ts";
import { type RefusalCode, StoreRefusal } from "./refusal.ts";

/** What the driver throws for an answer of the server; errors of the connection have a system code instead. */
interface DriverError extends Error {
  readonly code?: string;
  readonly constraint?: string;
  readonly detail?: string;
}
/** A distributed database adds the shard's number to the name. */
const constraintOf = (error: DriverError): string => (error.constraint ?? "").replace(/_\d+$/, "");

const NAMES: Readonly<Record<string, Required<Text>>> = {
  company_pkey: { zh: "公司编号", en: "company number" },
  branch_code: { zh: "分支机构代码", en: "branch code" },
  person_code: { zh: "人员代码", en: "person code" },
  customer_code: { zh: "客户编号", en: "customer code" },
  contract_number: { zh: "合同编号", en: "contract number" },
  event_source_id: { zh: "事件的来源编号", en: "source id of an event" },
  event_id: { zh: "事件编号", en: "event id" },
  person_branch: { zh: "分支机构", en: "branch" },
  contract_agent: { zh: "代理人", en: "agent" },
  contract_intermediary: { zh: "中介人", en: "intermediary" },
  event_contract: { zh: "合同", en: "contract" },
  contract_file_text: { zh: "文件内容", en: "file content" },
};
const nameOf = (constraint: string): Required<Text> => NAMES[constraint] ?? { zh: constraint, en: constraint };

type Sentence = (name: Required<Text>, error: DriverError) => Required<Text>;
const SENTENCES: Readonly<Record<string, { readonly code: RefusalCode; readonly tell: Sentence }>> = {
  23505: {
    code: "already_there",
    tell: (name) => ({ zh: `${name.zh}已经用过，没有写入。`, en: `The ${name.en} is taken; nothing was written.` }),
  },
  23503: {
    code: "named_thing_missing",
    tell: (name) => ({
      zh: `所指的${name.zh}不存在，没有写入。`,
      en: `The ${name.en} that is named does not exist; nothing was written.`,
    }),
  },
  23514: {
    code: "value_refused",
    tell: (name) => ({
      zh: `数值不合规定（${name.zh}），没有写入。`,
      en: `A value breaks the rule ${name.en}; nothing was written.`,
    }),
  },
  22003: {
    code: "value_refused",
    tell: () => ({
      zh: "合计的金额或数量太大，存不下，没有写入。请核对金额的位数。",
      en: "A total is too large to be kept; nothing was written. Check the digits of the amounts.",
    }),
  },
  22021: {
    code: "value_refused",
    tell: () => ({
      zh: "文字里有数据库不接受的字符（NUL），什么也没有做。请去掉它。",
      en: "A text has a character that the database does not take (NUL); nothing was done. Leave it out.",
    }),
  },
  42501: {
    code: "not_permitted",
    tell: () => ({
      zh: "以这个身份不能读写这些数据，没有写入。",
      en: "In this role these data may not be read or written; nothing was written.",
    }),
  },
  FY001: {
    code: "append_only",
    tell: () => ({
      zh: "这张表只能增加记录，不能修改或删除；更正请写成新的事件。",
      en: "Records of this table are only added, never changed or deleted; write a correction as a new event.",
    }),
  },
  FY002: {
    code: "statement_closed",
    tell: (_, { detail = "" }) => ({
      zh: `结算单 ${detail} 已结，金额和期间不再改变，没有写入；此后才知道的事记入以后的结算单。程序或假日数据更新后结果不同的，由管理员执行 fealty doctor --store --rebuild 重算。`,
      en: `The statement ${detail} is closed: its figures and its period do not change any more, and nothing was written; what is learned later counts in a later statement. Where a newer program or newer holidays give other figures, an administrator runs fealty doctor --store --rebuild.`,
    }),
  },
};

/** What an error of the server means to the caller; undefined for bugs and for what is worth another try. */
export const refusalOf = (error: unknown): StoreRefusal | undefined => {
  if (!(error instanceof Error)) return undefined;
  const told = error as DriverError;
  const found = Object.hasOwn(SENTENCES, told.code ?? "") ? SENTENCES[told.code!] : undefined;
  if (found === undefined) return undefined;
  const constraint = constraintOf(told);
  return new StoreRefusal(found.code, found.tell(nameOf(constraint), told), { constraint, detail: told.detail }, error);
};

const CONFLICTS = new Set(["40001", "40P01"]);
const LOST = new Set([
  "08000",
  "08003",
  "08006",
  "08001",
  "57P01",
  "57P02",
  "57P03",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
]);

/** Two transactions met and the server chose ours to go back: all of it can be done again. */
export const isConflict = (error: unknown): boolean => CONFLICTS.has(codeOf(error));
/** The connection or the server went away. Before the commit was sent nothing of ours is kept. */
export const isLost = (error: unknown): boolean =>
  (LOST.has(codeOf(error)) && !isOfFile(error)) ||
  (error instanceof Error &&
    /^Connection terminated|^Client has encountered a connection error|timeout exceeded when trying to connect/.test(
      error.message,
    ));
/** A distributed database tells a conflict at commit in this way. */
export const isUncertainAtCommit = (error: unknown): boolean => codeOf(error) === "XX000" || isLost(error);
/** A file that the work reads or writes has the same codes, and is no reason to do it again. */
const isOfFile = (error: unknown): boolean => {
  const { code, path, syscall } = error as { code?: string; path?: string; syscall?: string };
  if (code === "ENOENT" || code === "ECONNREFUSED") return syscall !== "connect";
  return path !== undefined && syscall !== "connect";
};
const codeOf = (error: unknown): string => (error as { code?: string } | null)?.code ?? "";
