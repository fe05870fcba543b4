// Clauses: C7.1, N1

import { type Counted, countedOf } from "@fealty/engine/messages/warning.ts";
import { csvLine } from "@fealty/engine/values/safe-cell.ts";
import type { Language } from "@fealty/engine/values/text.ts";
import { MappingProblem, parseMapping } from "../convert/mapping.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { heading } from "../convert/messages.ts";
import {
  countWarnings,
  type ImportRefusal,
  type ImportReport,
  listImports as listFromStore,
  readImport,
  readRefusals,
} from "../store/import-reports.ts";
import { authorise, type Caller } from "./access.ts";
import { demonstrationMarkOf } from "./demonstration-mark.ts";
import type { House } from "./house.ts";
import { inFilesWords, isOfFile } from "./import-cells.ts";
import { type RefusalSentence, refusalSentence, warningSentence } from "./import-sentences.ts";

export type ToldRefusal = Omit<ImportRefusal, "args"> & RefusalSentence;
/** What is told of a row that was taken in, and how much of it counts. */
export type ToldWarning = ToldRefusal & { readonly counted: Counted };
/** What people are told of an import: without the mapping's text, and with contracts by their numbers. */
export interface ToldImport extends Omit<ImportReport, "mapping" | "contracts"> {
  readonly contracts: readonly { readonly number: string; readonly events: number }[];
}
const toldImport = ({ mapping: _, contracts, ...report }: ImportReport): ToldImport => ({
  ...report,
  contracts: contracts.map(({ number, events }) => ({ number, events })),
});
/** Latest first. Refusal: `not_for_this_party`. */
export const listImports = (house: House, caller: Caller, limit = 50): Promise<ToldImport[]> => {
  authorise(caller, "import-table");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) =>
    (await listFromStore(tx, limit)).map(toldImport),
  );
};
/** What became of every row of a file: the counts, the first rows that were refused, and the first that were taken in and of which something is to be said. */
export interface ReadReport {
  readonly report: ToldImport;
  readonly refusals: readonly ToldRefusal[];
  readonly warnings: readonly ToldWarning[];
  /** How many warnings there are, by how much of the row counts. */
  readonly warned: Readonly<Record<Counted, number>>;
}
/** Refusals: `not_for_this_party`, `no_such_import`. */
export const readImportReport = (
  house: House,
  caller: Caller,
  importRunId: string,
  language: Language,
  most = 200,
): Promise<ReadReport> => {
  authorise(caller, "import-table");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) => {
    const report = await readImport(tx, importRunId);
    const mapping = mappingOf(report);
    const refusals = await readRefusals(tx, importRunId, { limit: most });
    const warnings = await readRefusals(tx, importRunId, { limit: most, taken: true });
    return {
      report: toldImport(report),
      refusals: refusals.map((one) => toldRefusal(one, mapping, language)),
      warnings: warnings.map((one) => toldWarning(one, language)),
      warned: byCounted(await countWarnings(tx, importRunId)),
    };
  });
};
const byCounted = (codes: ReadonlyMap<string, number>): ReadReport["warned"] => {
  const sums = { none: 0, part: 0, whole: 0 };
  for (const [code, count] of codes) sums[countedOf(code)] += count;
  return sums;
};
/** The mapping by which the file was read; undefined for one that is none any more. */
const mappingOf = ({ mapping }: Pick<ImportReport, "mapping">): Mapping | undefined => {
  try {
    return parseMapping("", mapping);
  } catch (problem) {
    if (problem instanceof MappingProblem) return undefined;
    throw problem;
  }
};
const toldRefusal = (given: ImportRefusal, mapping: Mapping | undefined, language: Language): ToldRefusal => {
  const one = inFilesWords(given, mapping);
  const { row, column, value, code } = one;
  return { row, column, value, code, ...refusalSentence(one, language, isOfFile(mapping, column)) };
};
/** Its column and value are the file's already. */
const toldWarning = (one: ImportRefusal, language: Language): ToldWarning => {
  const { row, column, value, code } = one;
  return { row, column, value, code, ...warningSentence(one, language), counted: countedOf(code) };
};

const AT_ONCE = 1000;
/** Every refused row, or every row that was taken in with a warning. */
async function* remarksOf(
  house: House,
  { companyId }: Caller,
  importRunId: string,
  language: Language,
  taken: boolean,
) {
  const mapping = mappingOf(
    await house.store.withCompany(companyId, { snapshot: true }, (tx) => readImport(tx, importRunId)),
  );
  for (let after = -1; ; ) {
    const last = after;
    const some = await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
      readRefusals(tx, importRunId, { after: last, limit: AT_ONCE, taken }),
    );
    for (const one of some) yield taken ? toldWarning(one, language) : toldRefusal(one, mapping, language);
    if (some.length < AT_ONCE) return;
    after = some.at(-1)!.ordinal;
  }
}
/**
 * Every refused row of an import, and every row that it warns of, as a table whose cells no spreadsheet takes for formulas, in pieces. Refusals come before the
 * first piece.
 */
export async function* importReportCsv(
  house: House,
  caller: Caller,
  importRunId: string,
  language: Language,
): AsyncGenerator<string> {
  await readImportReport(house, caller, importRunId, language, 1);
  const mark = await demonstrationMarkOf(house, caller.companyId);
  const marked = mark ? [mark.words[language]] : [];
  const { taken: title, counts: ofIt, yes, no, part } = TAKEN[language];
  const how = { none: no, part, whole: yes };
  yield `\ufeff${csvLine([...heading(language), title, ofIt, ...marked])}`;
  for (const taken of [false, true])
    for await (const one of remarksOf(house, caller, importRunId, language, taken)) {
      const { row, column, value, reason, mend, code } = one;
      const counts = how[taken ? countedOf(code) : "none"];
      yield csvLine([String(row), column, value, reason, mend, code, taken ? yes : no, counts, ...marked]);
    }
}
const TAKEN = {
  zh: { taken: "已写入", counts: "计入", yes: "是", no: "否", part: "部分" },
  en: { taken: "taken in", counts: "counts", yes: "yes", no: "no", part: "in part" },
} as const;
/** The whole report with every refused row and every warning as JSON, in pieces. */
export async function* importReportJson(
  house: House,
  caller: Caller,
  importRunId: string,
  language: Language,
): AsyncGenerator<string> {
  const { report } = await readImportReport(house, caller, importRunId, language, 1);
  const mark = await demonstrationMarkOf(house, caller.companyId);
  const head = { ...(mark ? { demonstration: mark.words[language] } : {}), ...report };
  yield JSON.stringify(head, null, 2).slice(0, -2);
  for (const [name, taken] of [
    ["refused", false],
    ["warnings", true],
  ] as const) {
    yield `,\n  "${name}": [`;
    let between = "\n    ";
    for await (const one of remarksOf(house, caller, importRunId, language, taken)) {
      yield `${between}${JSON.stringify(one)}`;
      between = ",\n    ";
    }
    yield "\n  ]";
  }
  yield "\n}\n";
}
