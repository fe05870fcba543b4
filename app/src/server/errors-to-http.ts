// Clauses: N1

import type { Text } from "@fealty/engine/values/text.ts";
import { ORPCError } from "@orpc/server";
import { z } from "zod";
import { Refusal } from "../commands/refusal.ts";
import { isStoreRefusal } from "../commands/store-refusal.ts";
import type { WorkFailure } from "./long-work.ts";

const STATUS: Readonly<Record<string, number>> = {
  no_such_contract: 404,
  no_such_figure: 404,
  no_such_thing: 404,
  no_such_period: 404,
  bundle_too_large: 413,
  verifier_missing: 503,
  receipt_refused: 422,
  customer_erased: 410,
  form_refused: 422,
  no_such_route: 404,
  no_such_company: 404,
  no_such_import: 404,
  not_for_this_party: 403,
  not_permitted: 403,
  input_malformed: 400,
  events_refused: 422,
  contract_refused: 422,
  file_refused: 422,
  mapping_refused: 422,
  import_asks: 422,
  import_needs_contract: 422,
  import_contract_changed: 409,
  file_too_large: 413,
  no_such_upload: 404,
  no_space: 507,
  event_line_malformed: 422,
  value_refused: 422,
  source_id_conflict: 409,
  key_reused: 409,
  already_there: 409,
  clock_is_real: 409,
  clock_outside_term: 422,
  busy: 503,
  database_unreachable: 503,
  server_did_not_start: 503,
  outcome_unknown: 503,
  master_key_missing: 503,
  master_key_malformed: 503,
  master_key_other: 503,
  record_key_malformed: 503,
};
const UNKNOWN: Required<Text> = {
  zh: "服务器内部出错，没有写入任何内容。请再试一次；仍然如此，请把时间告诉管理员，日志里有原因。",
  en: "Something failed inside the server and nothing was written. Try again; if it stays, tell the administrator the time: the reason stands in the log.",
};
/** A refusal with its stable code in capitals; what nobody foresaw is told without its inside, which goes to the log. */
export const errorToHttp = (error: unknown): ORPCError<string, unknown> => {
  if (error instanceof ORPCError && error.status < 500) return isMalformed(error) ? malformedRequest(error) : error;
  if (error instanceof Refusal) return httpError(error.code, error.text, error.problems, error.args.faults);
  if (isStoreRefusal(error)) return httpError(error.code, error.text, []);
  return new ORPCError("INTERNAL_SERVER_ERROR", {
    status: 500,
    message: UNKNOWN.en,
    data: { text: UNKNOWN, problems: [] },
  });
};
const isMalformed = ({ code, data }: ORPCError<string, unknown>): boolean =>
  code === "BAD_REQUEST" && (data === undefined || hasIssues(data));
const hasIssues = (data: unknown): data is { readonly issues: readonly Issue[] } =>
  typeof data === "object" && data !== null && "issues" in data;
type Issue = z.core.$ZodIssue;
const [inZh, inEn] = [z.locales.zhCN().localeError, z.locales.en().localeError];
const fieldOf = ({ path }: Issue): string => (path ?? []).map(String).join(".");
/** What a field may be, in the words that zod has for it. */
const allowed = (issue: Issue, say: typeof inZh): string => {
  const { message } = issue;
  const said = issue.code ? say({ ...issue, input: undefined }) : message;
  return `${fieldOf(issue)}: ${typeof said === "string" ? said : (said?.message ?? message)}`;
};
/** A request that is not what its route takes, with the fields that are wrong. */
export const malformedRequest = ({ data }: { readonly data?: unknown } = {}): ORPCError<string, unknown> => {
  const issues = hasIssues(data) ? data.issues.filter(({ path }) => (path ?? []).length > 0) : [];
  const named = [...new Set(issues.map(fieldOf))].join(", ");
  const text =
    issues.length === 0
      ? {
          zh: "请求不是合法的 JSON，或缺少内容，没有执行。各接口要什么，见 /openapi.json。",
          en: "The request is no valid JSON or lacks its content; nothing was done. What each route takes stands in /openapi.json.",
        }
      : {
          zh: `请求里的 ${named} 缺失或不合要求，没有执行：${issues.map((one) => allowed(one, inZh)).join("；")}。各接口要什么，见 /openapi.json。`,
          en: `In the request ${named} is missing or not as it should be; nothing was done. ${issues.map((one) => allowed(one, inEn)).join("; ")}. What each route takes stands in /openapi.json.`,
        };
  return httpError("input_malformed", text, []);
};
/** A path that no route has. */
export const noSuchRoute = (method: string, path: string): ORPCError<string, unknown> =>
  httpError(
    "no_such_route",
    {
      zh: `没有接口 ${method} ${path}。全部接口见 /openapi.json。`,
      en: `There is no route ${method} ${path}. All of them stand in /openapi.json.`,
    },
    [],
  );
const httpError = (
  code: string,
  text: Required<Text>,
  problems: unknown,
  faults?: unknown,
): ORPCError<string, unknown> =>
  new ORPCError(code.toUpperCase(), {
    status: STATUS[code] ?? 500,
    message: text.en,
    data: { text, problems, ...(faults === undefined ? {} : { faults }) },
  });
/** Why long work failed, with what its refusal names. */
export const failureOfWork = (error: unknown): WorkFailure => {
  if (error instanceof Refusal) return { code: error.code.toUpperCase(), text: error.text, args: error.args };
  if (isStoreRefusal(error)) return { code: error.code.toUpperCase(), text: error.text };
  return { code: "INTERNAL_SERVER_ERROR", text: UNKNOWN };
};
