// Clauses: N1

import type { Text } from "@fealty/engine/values/text.ts";
import { ORPCError, ValidationError } from "@orpc/server";
import { Refusal } from "../commands/refusal.ts";
import { isStoreRefusal } from "../commands/store-refusal.ts";
import { fieldOf, type Issue, sayIssue } from "./field-issues.ts";
import type { WorkFailure } from "./long-work.ts";

const STATUS: Readonly<Record<string, number>> = {
  no_such_contract: 404,
  no_such_figure: 404,
  no_such_thing: 404,
  no_such_letter: 404,
  no_such_period: 404,
  bundle_too_large: 413,
  bundle_guessable: 409,
  no_such_case: 404,
  verifier_missing: 503,
  receipt_refused: 422,
  customer_erased: 410,
  form_refused: 422,
  no_such_route: 404,
  method_not_allowed: 405,
  no_such_company: 404,
  no_such_import: 404,
  not_for_this_party: 403,
  not_permitted: 403,
  not_signed_in: 401,
  not_entered: 401,
  key_refused: 401,
  key_from_elsewhere: 403,
  not_for_keys: 403,
  login_wrong: 401,
  second_factor_needed: 403,
  too_many_tries: 429,
  too_many_requests: 429,
  input_too_large: 413,
  code_unknown: 404,
  owner_there: 409,
  other_company: 409,
  no_persona: 403,
  passkey_refused: 422,
  login_of_ones_own: 403,
  stopped: 409,
  only_at_the_machine: 403,
  already_decided: 409,
  by_the_same_person: 403,
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
  statement_closed: 409,
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
  if (error instanceof ORPCError && error.status < 500)
    return isMalformed(error) ? malformedRequest(error.data, sentIn(error)) : error;
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
const sentIn = ({ cause }: Error): unknown => (cause instanceof ValidationError ? cause.data : undefined);
const hasIssues = (data: unknown): data is { readonly issues: readonly Issue[] } =>
  typeof data === "object" && data !== null && "issues" in data;
/** A request that is not what its route takes, with what zod finds wrong with it; `sent` is the request itself. */
export const malformedRequest = (found?: unknown, sent?: unknown): ORPCError<string, unknown> => {
  const issues = hasIssues(found) ? found.issues.filter(({ path }) => (path ?? []).length > 0) : [];
  const named = [...new Set(issues.map(fieldOf))].join(", ");
  const said = issues.map((issue) => sayIssue(issue, sent));
  const text =
    issues.length === 0
      ? {
          zh: "请求不是合法的 JSON，或缺少内容，没有执行。各接口要什么，见 /openapi.json。",
          en: "The request is no valid JSON or lacks its content; nothing was done. What each route takes stands in /openapi.json.",
        }
      : {
          zh: `请求里的 ${named} 缺失或不合要求，没有执行：${said.map(({ zh }) => zh).join("；")}。各接口要什么，见 /openapi.json。`,
          en: `In the request ${named} is missing or not as it should be; nothing was done. ${said.map(({ en }) => en).join("; ")}. What each route takes stands in /openapi.json.`,
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
/** A path that other methods have. */
export const methodNotAllowed = (
  method: string,
  path: string,
  allowed: readonly string[],
): ORPCError<string, unknown> =>
  httpError(
    "method_not_allowed",
    {
      zh: `接口 ${path} 没有 ${method} 方法，可用的是 ${allowed.join("、")}。全部接口见 /openapi.json。`,
      en: `The route ${path} has no ${method}; it has ${allowed.join(", ")}. All of them stand in /openapi.json.`,
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
    // A stable code, wherever on its way a request is refused.
    defined: true,
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
