// Clauses: A2, C12.1
import type { Param } from "@fealty/engine/contract/model.ts";
import { say, type Terminal } from "./command.ts";
import { visible } from "./visible.ts";

/** What the parties of each contract choose, by the template's own mark. */
export interface Choices {
  /** As given with `--set`, and as answered. */
  readonly set: Readonly<Record<string, string>>;
  /** What nobody chose: it stands as the template has it. */
  readonly taken: readonly Param[];
}
/** Asks on a terminal for what the parties choose and `--set` does not name; an empty answer takes what the template has. */
export const choose = async (
  params: readonly Param[],
  given: Readonly<Record<string, string>>,
  terminal: Terminal,
): Promise<Choices> => {
  const set: Record<string, string> = { ...given };
  const taken: Param[] = [];
  for (const param of params.filter(({ id, asked }) => asked === true && given[id] === undefined)) {
    const { id, written, label } = param;
    const name = label?.[terminal.language] ?? id;
    const answer = (await terminal.ask?.(`${name} [${written}]${say(terminal, "：", ": ")}`))?.trim() ?? "";
    if (answer !== "") set[id] = answer;
    else taken.push(param);
  }
  return { set, taken };
};
/** Says what the template chose for the parties, and how to choose otherwise. */
export const takenText = (taken: readonly Param[], terminal: Terminal): string =>
  taken.length === 0
    ? ""
    : [
        say(
          terminal,
          "以下内容没有人选定，按范本写成，须由各方确定；改用 --set 或在文件的 set 里写明：\n",
          "Nobody chose these; they stand as the template has them, and the parties have to decide. Give --set, or write them under set in the file:\n",
        ),
        ...taken.map(({ id, label, written }) => {
          const name = label?.[terminal.language] ?? id;
          return `  ${visible(`${name}${say(terminal, "：", ": ")}${written}`)}  --set ${id}=…\n`;
        }),
      ].join("");
