import { parseJson } from "@fealty/engine/contract/json.ts";
import { repeatedKey } from "@fealty/engine/facts/raw-line.ts";
import { type Terminal, UsageError } from "./command.ts";
import { inputName, readText, refuseDepth } from "./files.ts";
import { visible } from "./visible.ts";

/** `:line:column` where the parser stopped, as far as its message, which is in English only, names a position. */
const stoppedAt = (text: string, problem: string): string => {
  const found = /position (\d+)/.exec(problem)?.[1] ?? (/end of JSON/.test(problem) ? text.length : undefined);
  return found === undefined ? "" : placeOf(text, +found);
};
const placeOf = (text: string, at: number): string => {
  const lines = text.slice(0, at).split("\n");
  return `:${lines.length}:${lines.at(-1)!.length + 1}`;
};
/** The value of a JSON file or `-`; a mistake is told with its place where that is known. */
export const readJson = async (terminal: Pick<Terminal, "cwd" | "bytes" | "signal">, path: string): Promise<unknown> =>
  jsonOf(path, await readText(terminal, path));
/** As `readJson`, of a text that was read already. */
export const jsonOf = (path: string, read: string): unknown => {
  const text = read.replace(/^\ufeff/, "");
  refuseDepth(path, text);
  const { value, problem } = parseJson(text);
  const { zh, en } = inputName(path);
  if (problem === undefined) {
    // Which of the two counts is not for a program to say: another reader takes the other.
    const twice = repeatedKey(text);
    if (twice === undefined) return value;
    const at = placeOf(text, twice.at);
    throw new UsageError({
      zh: `${zh}${at} 的键“${visible(twice.key)}”在同一处写了两次，不知以哪一个为准；请删去一个。`,
      en: `${en}${at}: the key “${visible(twice.key)}” stands twice in one place, and which of them counts nobody can say; take one away.`,
    });
  }
  const where = stoppedAt(text, problem);
  throw new UsageError({ zh: `${zh}${where} 不是完好的 JSON。`, en: `${en}${where} is no sound JSON.` });
};
