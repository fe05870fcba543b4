// Clauses: C7.1
import type { Language, Text } from "@fealty/engine/values/text.ts";
import type { ProblemView } from "@fealty/engine/views/viewpoint.ts";
import type { Question } from "../convert/convert-types.ts";
import { FileProblem } from "../convert/file-problem.ts";
import { MappingProblem } from "../convert/mapping.ts";
import { mappingText } from "../convert/mapping-messages.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { problemText, questionText } from "../convert/messages.ts";
import type { OtherContract } from "../store/other-contracts.ts";
import type { Caller } from "./access.ts";
import { contractNumbered, type House } from "./house.ts";
import { otherContractWords } from "./other-contract-words.ts";
import { Refusal } from "./refusal.ts";

/** Names of this machine's scratch files are told to nobody: people know the file by its own. */
export type Shown = (words: string) => string;

/** What the converter refuses as a whole, as a refusal of the house; anything else as it is. */
export const importProblem = (problem: unknown, language: Language, shown: Shown): unknown => {
  if (problem instanceof FileProblem)
    return new Refusal("file_refused", {
      zh: `${shown(problemText(problem, "zh"))}什么也没有写入。`,
      en: `${shown(problemText(problem, "en"))} Nothing was written.`,
    });
  if (problem instanceof MappingProblem) return mappingRefused(problem, language);
  const { code } = problem as { code?: string };
  if (code === "ENOSPC" || code === "EDQUOT" || code === "53100") return noSpace();
  return problem;
};
const mappingRefused = ({ diagnostics }: MappingProblem, language: Language): Refusal => {
  const problems = diagnostics.map((one): ProblemView => {
    const { code, line, column } = one;
    const what = mappingText(one, language).replace(/^.*?:\d+:\d+ /, "");
    return { file: "", line, column, severity: "error", code, what };
  });
  return new Refusal(
    "mapping_refused",
    {
      zh: `映射有 ${problems.length} 处错误，什么也没有写入。`,
      en: `The mapping has ${problems.length === 1 ? "one mistake" : `${problems.length} mistakes`}; nothing was written.`,
    },
    {},
    problems,
  );
};
const noSpace = (): Refusal =>
  new Refusal("no_space", {
    zh: "磁盘空间不足，什么也没有写入。导入时需要约为文件大小两倍的临时空间，数据库另需约两倍。",
    en: "The disk is full; nothing was written. An import takes about twice the file's size for a while, and the database about twice more.",
  });
/** What the file leaves open, asked once; the answers come with the next call. */
export const importAsks = (questions: readonly Question[]): Refusal => {
  const text: Required<Text> = {
    zh: `文件里有 ${questions.length} 处可以有不同的读法，须先回答；什么也没有写入。`,
    en: `The file can be read in several ways in ${questions.length === 1 ? "one respect" : `${questions.length} respects`}; answer first. Nothing was written.`,
  };
  return new Refusal("import_asks", text, { questions });
};
/** Whether somebody said that rows which stand in another contract belong to both. */
export const isForBoth = (mapping: Mapping, answers: Readonly<Record<string, string>>): boolean =>
  (answers.other_contract ?? mapping.answers.get("other_contract")) === "both";
/** Rows that stand in another contract already: whether they belong to both is asked once, with each contract and how many there are. */
export const asksOfOthers = (others: readonly OtherContract[], language: Language): Question[] => {
  const [first] = others;
  if (first === undefined) return [];
  const args = { sample: first.sourceId, contracts: otherContractWords(others, language) };
  const text = questionText("other_contract", args, language);
  return [{ id: "other_contract", column: "", samples: [], text, choices: [{ answer: "both", reads: [] }] }];
};
const needsContract = (): Refusal =>
  new Refusal("import_needs_contract", {
    zh: "映射没有说明每一行属于哪份合同：请指定一份合同，或在映射里写 contract 字段。",
    en: "The mapping does not say which contract a row is for: name one contract, or write the field `contract` in the mapping.",
  });
export const contractChanged = (number: string): Refusal =>
  new Refusal(
    "import_contract_changed",
    {
      zh: `读取文件期间，合同 ${number} 有了新的版本，什么也没有写入。请再导入一次。`,
      en: `Contract ${number} got a new version while the file was read; nothing was written. Import it once more.`,
    },
    { number },
  );
/** Before a long file is read: a contract that is not there, or none named at all. */
export const refuseUnassigned = async (
  house: House,
  { companyId }: Caller,
  { emits }: Mapping,
  contract: string | undefined,
): Promise<void> => {
  if (contract !== undefined)
    await house.store.withCompany(companyId, { snapshot: true }, (tx) => contractNumbered(tx, contract));
  else if (!emits.every(({ fields }) => fields.some(({ name }) => name === "contract"))) throw needsContract();
};
