import type { Language } from "@fealty/engine/values/text.ts";
import { EXIT } from "./command.ts";

/** Where a bug is told: what went wrong for people, and for a program that waits for JSON. */
export interface BugReport {
  readonly language: Language;
  readonly json: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
/** Exit code 1 says that something was found; a bug must not look like that. */
export const tellBug = (problem: unknown, { language, json, out, err }: BugReport): typeof EXIT.bug => {
  const what = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  const head =
    language === "zh"
      ? "这是忠约自身的错误，不是您的文件的问题。报告时请附上："
      : "This is a mistake of Fealty's own, not of your files. Please report it with:";
  err(`${head}\n${what}\n`);
  if (json) out(`${JSON.stringify({ error: { code: "bug", message: `${head} ${what.split("\n")[0]}` } })}\n`);
  return EXIT.bug;
};
