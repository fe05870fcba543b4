// Clauses: C7.1
import type { Day } from "@fealty/engine/values/brand.ts";
import { dayText } from "@fealty/engine/values/date.ts";
import { ofDecimal } from "./cell-number.ts";
import type { Choice, Language, Question } from "./convert-types.ts";
import { type DateOrder, readDate } from "./date-text.ts";
import { decimalText } from "./expression.ts";
import type { Ambiguity, QuestionId } from "./fault.ts";
import { questionText } from "./messages.ts";
import { NUMBER_FORMATS, readNumber } from "./number-text.ts";
import { readAs } from "./text-decoding.ts";

const MOST_SAMPLES = 5;
interface Sample {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly line?: Uint8Array | undefined;
  readonly reads?: readonly string[] | undefined;
}
const LONGEST_SAMPLE = 200;

const attempt = (read: () => string): string | null => {
  try {
    return read();
  } catch {
    return null;
  }
};
const FORMATS_OFFERED = ["1,234.56", "1.234,56", "1 234,56", "1234.56"];

type Reads = (samples: readonly Sample[], currency: string) => Choice[];
const plain =
  (answers: readonly string[]): Reads =>
  (samples) =>
    answers.map((answer, i) => ({ answer, reads: samples.map(({ reads }) => reads?.[i] ?? null) }));

/** For every question its answers, and how the samples read under each. */
const CHOICES: Readonly<Record<QuestionId, Reads>> = {
  number_format: (samples, currency) =>
    FORMATS_OFFERED.map((answer) => ({
      answer,
      reads: samples.map(({ value }) =>
        attempt(() =>
          decimalText(ofDecimal(readNumber(value, { format: NUMBER_FORMATS.get(answer), currency, sign: "same" }))),
        ),
      ),
    })),
  date_order: (samples) =>
    (["dmy", "mdy"] as readonly DateOrder[]).map((answer) => ({
      answer,
      reads: samples.map(({ value }) => attempt(() => dayText(readDate(value, answer, 1900).day as Day))),
    })),
  currency_sign: (samples, currency) =>
    (["same", "refuse"] as const).map((answer) => ({
      answer,
      reads: samples.map(({ value }) =>
        attempt(() => decimalText(ofDecimal(readNumber(value, { format: undefined, currency, sign: answer })))),
      ),
    })),
  repeated_hour: plain(["earlier", "later"]),
  separator: plain([",", ";", "tab", "|"]),
  encoding: (samples) =>
    (["utf-8", "gb18030"] as const).map((answer) => ({
      answer,
      reads: samples.map(({ line }) => (line ? readAs(line, answer).slice(0, LONGEST_SAMPLE) : null)),
    })),
  sheet: (samples) =>
    (samples[0]?.value ?? "").split("\n").map((answer) => ({ answer, reads: samples.map(() => null) })),
  other_contract: plain(["both"]),
};

/** Gathers what a file leaves open, each question once, with a few samples. */
export class Questions {
  private readonly samples = new Map<QuestionId, Sample[]>();
  get any(): boolean {
    return this.samples.size > 0;
  }
  has(id: QuestionId): boolean {
    return this.samples.has(id);
  }
  ask(problem: Ambiguity, row: number, columns: readonly string[]): void {
    const samples = this.samples.get(problem.question) ?? [];
    this.samples.set(problem.question, samples);
    if (samples.length >= MOST_SAMPLES || samples.some(({ value }) => value === problem.value)) return;
    samples.push({
      row: problem.bytes?.row ?? row,
      column: columns[problem.column] ?? "",
      value: problem.question === "sheet" ? problem.value : problem.value.slice(0, LONGEST_SAMPLE),
      line: problem.bytes?.line,
      reads: problem.reads,
    });
  }
  list(currency: string, lang: Language): Question[] {
    return [...this.samples].map(([id, samples]) => ({
      id,
      column: samples[0]?.column ?? "",
      samples: samples.map(({ row, column, value }) => ({ row, column, value })),
      text: questionText(
        id,
        { column: samples[0]?.column ?? "", sample: samples[0]?.value ?? "", row: String(samples[0]?.row ?? 0) },
        lang,
      ),
      choices: CHOICES[id](samples, currency),
    }));
  }
}
