import { parseJson } from "@fealty/engine/contract/json.ts";
import { type Terminal, UsageError } from "./command.ts";
import { readText, refuseDepth } from "./files.ts";

/** Where the parser stopped, counted from its message, which is in English only. */
const stoppedAt = (text: string, problem: string): { line: number; column: number } => {
  const found = /position (\d+)/.exec(problem)?.[1];
  const before = text.slice(0, found === undefined ? text.length : +found);
  const lines = before.split("\n");
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
};
/** The value of a JSON file or `-`; a mistake is told with its place. */
export const readJson = async (
  terminal: Pick<Terminal, "cwd" | "bytes" | "signal">,
  path: string,
): Promise<unknown> => {
  const text = (await readText(terminal, path)).replace(/^\ufeff/, "");
  refuseDepth(path, text);
  const { value, problem } = parseJson(text);
  if (problem === undefined) return value;
  const { line, column } = stoppedAt(text, problem);
  throw new UsageError({
    zh: `${path}:${line}:${column} 不是完好的 JSON，从这里起读不下去。`,
    en: `${path}:${line}:${column} is no sound JSON from here on.`,
  });
};
