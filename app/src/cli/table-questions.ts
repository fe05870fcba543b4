// Clauses: C7.1
import type { Question } from "../convert/convert-types.ts";
import { type Terminal, UsageError } from "./command.ts";
import { visible } from "./visible.ts";

/** `date_order=dmy` */
export const answerOf = (written: string): [string, string] => {
  const at = written.indexOf("=");
  if (at < 1)
    throw new UsageError({
      zh: `--answer ${written}：请写成 问题=回答。`,
      en: `--answer ${written}: write QUESTION=ANSWER.`,
    });
  return [written.slice(0, at), written.slice(at + 1)];
};
/** A cell by its row and column; a row as a whole has no column. */
export const cellText = (cell: { readonly row: number; readonly column: string; readonly value: string }): string =>
  visible(`${cell.row}: ${cell.column === "" ? "" : `${cell.column} = `}${cell.value}`);
/** A row that was refused: its cell, why, and how to mend it. */
export const refusalText = (
  one: Parameters<typeof cellText>[0] & { readonly reason: string; readonly mend: string },
): string => `${cellText(one)}\n    ${visible(one.reason)}\n    ${visible(one.mend)}\n`;
export const questionText = (question: Question): string => {
  // What is asked of the file as a whole shows no cell.
  const shown = question.samples.filter(({ row }) => row > 0);
  const samples = shown.map((sample) => `    ${cellText(sample)}\n`).join("");
  const choices = question.choices
    .map((choice, index) => visible(`  ${index + 1}. ${choice.answer}${readsOf(choice)}`))
    .map((line) => `${line}\n`)
    .join("");
  return `${question.id}: ${visible(question.text)}\n${samples}${choices}`;
};
/** How the samples read under an answer; nothing where it reads none of them. */
const readsOf = ({ reads }: Question["choices"][number]): string =>
  reads.every((one) => one === null) ? "" : `: ${reads.map((one) => one ?? "–").join(", ")}`;
export const answerTo = async (
  question: Question,
  terminal: Terminal,
  ask: NonNullable<Terminal["ask"]>,
): Promise<string> => {
  terminal.err(questionText(question));
  for (;;) {
    const written = (await ask("> ")).trim();
    const chosen = question.choices[+written - 1] ?? question.choices.find((choice) => choice.answer === written);
    if (chosen) return chosen.answer;
  }
};
