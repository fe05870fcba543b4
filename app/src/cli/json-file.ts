import { parseJson } from "@fealty/engine/contract/json.ts";
import { type Terminal, UsageError } from "./command.ts";
import { readText, refuseDepth } from "./files.ts";

/** `:line:column` where the parser stopped, as far as its message, which is in English only, names a position. */
const stoppedAt = (text: string, problem: string): string => {
  const found = /position (\d+)/.exec(problem)?.[1] ?? (/end of JSON/.test(problem) ? text.length : undefined);
  if (found === undefined) return "";
  const lines = text.slice(0, +found).split("\n");
  return `:${lines.length}:${lines.at(-1)!.length + 1}`;
};
/** The value of a JSON file or `-`; a mistake is told with its place where that is known. */
export const readJson = async (
  terminal: Pick<Terminal, "cwd" | "bytes" | "signal">,
  path: string,
): Promise<unknown> => {
  const text = (await readText(terminal, path)).replace(/^\ufeff/, "");
  refuseDepth(path, text);
  const { value, problem } = parseJson(text);
  if (problem === undefined) return value;
  const where = `${path}${stoppedAt(text, problem)}`;
  throw new UsageError({ zh: `${where} 不是完好的 JSON。`, en: `${where} is no sound JSON.` });
};
