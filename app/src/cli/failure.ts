import type { Diagnostic } from "@fealty/engine/contract/diagnostic.ts";
import { describe } from "@fealty/engine/messages/describe.ts";
import type { Text } from "@fealty/engine/values/text.ts";
import { Refusal } from "../commands/refusal.ts";
import { isStoreRefusal } from "../commands/store-refusal.ts";
import {
  AbsentError,
  CancelledError,
  EXIT,
  type ExitCode,
  MistakesError,
  RefusedError,
  say,
  type Terminal,
  UsageError,
} from "./command.ts";
import { diagnosticsText } from "./diagnostics-text.ts";
import { isSystemError, systemErrorText } from "./file-errors.ts";
import { UnreadableError } from "./files.ts";
import { visible } from "./visible.ts";

/** Why a call came to nothing, for people and for programs. */
export interface Failure {
  readonly code: string;
  readonly exit: ExitCode;
  readonly text: Text;
  readonly diagnostics: readonly Diagnostic[];
  readonly lines: readonly string[];
}
const failure = (code: string, exit: ExitCode, text: Text, more: Partial<Failure> = {}): Failure => ({
  code,
  exit,
  text,
  diagnostics: [],
  lines: [],
  ...more,
});
/** Streams wrap the signal's reason in an error of their own. */
const isOfSignal = (error: unknown, { signal }: Terminal): boolean =>
  signal?.aborted === true && (error === signal.reason || (error instanceof Error && error.cause === signal.reason));
/** What an error means to the person who called; undefined for bugs. */
export const failureOf = (error: unknown, terminal: Terminal): Failure | undefined => {
  if (error instanceof CancelledError || isOfSignal(error, terminal))
    return failure("cancelled", EXIT.cancelled, {
      zh: "已取消，什么也没有写。",
      en: "Cancelled; nothing was written.",
    });
  if (error instanceof UsageError) return failure("usage", EXIT.usage, error.text);
  if (error instanceof UnreadableError) return failure("unreadable", EXIT.usage, error.text);
  if (error instanceof MistakesError)
    return failure(error.code, EXIT.found, error.text, { diagnostics: error.diagnostics });
  if (error instanceof AbsentError) return failure("not_found", EXIT.found, error.text);
  if (error instanceof RefusedError) return failure(error.code, EXIT.usage, error.text, { lines: error.lines });
  if (error instanceof Refusal)
    return failure(error.code, EXIT.usage, error.text, {
      lines: error.problems.map(({ line, column, what, fix }) =>
        [`${line}:${column}`, what, fix].filter((words) => words !== undefined && words !== "").join(" "),
      ),
    });
  if (isStoreRefusal(error)) return failure(error.code, EXIT.usage, error.text);
  if (isSystemError(error)) return failure("file", EXIT.usage, systemErrorText(error, terminal.cwd));
  if (error instanceof RangeError && /call stack/.test(error.message))
    return failure("too_deep", EXIT.usage, {
      zh: "文件的内容嵌套过深，不予读取。",
      en: "The file nests its content too deeply and is refused.",
    });
  return undefined;
};
export const failureText = (failed: Failure, terminal: Terminal, usage: string | undefined): string =>
  [
    diagnosticsText(terminal, failed.diagnostics),
    ...failed.lines.map((line) => `${visible(line)}\n`),
    `${failed.text[terminal.language]}\n`,
    failed.code === "usage" && usage !== undefined ? `${say(terminal, "用法：", "Usage: ")}${usage}\n` : "",
  ].join("");
export const failureJson = (failed: Failure, terminal: Terminal) => ({
  code: failed.code,
  message: failed.text[terminal.language] ?? "",
  ...(failed.lines.length === 0 ? {} : { details: failed.lines }),
  ...(failed.diagnostics.length === 0
    ? {}
    : { diagnostics: failed.diagnostics.map((one) => ({ ...one, ...describe(one, terminal.language) })) }),
});
