// Clauses: C7.1, N1

import { csvLine } from "@fealty/engine/values/safe-cell.ts";
import type { Language } from "@fealty/engine/values/text.ts";
import { MappingProblem, parseMapping } from "../convert/mapping.ts";
import type { Mapping } from "../convert/mapping-model.ts";
import { heading } from "../convert/messages.ts";
import {
  type ImportRefusal,
  type ImportReport,
  listImports as listFromStore,
  readImport,
  readRefusals,
} from "../store/import-reports.ts";
import { authorise, type Caller } from "./access.ts";
import type { House } from "./house.ts";
import { inFilesWords } from "./import-cells.ts";
import { type RefusalSentence, refusalSentence } from "./import-sentences.ts";

export type ToldRefusal = Omit<ImportRefusal, "args"> & RefusalSentence;
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
/** With its first refused rows. Refusals: `not_for_this_party`, `no_such_import`. */
export const readImportReport = (
  house: House,
  caller: Caller,
  importRunId: string,
  language: Language,
  most = 200,
): Promise<{ readonly report: ToldImport; readonly refusals: readonly ToldRefusal[] }> => {
  authorise(caller, "import-table");
  return house.store.withCompany(caller.companyId, { snapshot: true }, async (tx) => {
    const report = await readImport(tx, importRunId);
    const mapping = mappingOf(report);
    const refusals = await readRefusals(tx, importRunId, { limit: most });
    return { report: toldImport(report), refusals: refusals.map((one) => toldRefusal(one, mapping, language)) };
  });
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
  return { row, column, value, code, ...refusalSentence(one, language) };
};

const AT_ONCE = 1000;
async function* refusalsOf(house: House, { companyId }: Caller, importRunId: string, language: Language) {
  const mapping = mappingOf(
    await house.store.withCompany(companyId, { snapshot: true }, (tx) => readImport(tx, importRunId)),
  );
  for (let after = -1; ; ) {
    const last = after;
    const some = await house.store.withCompany(companyId, { snapshot: true }, (tx) =>
      readRefusals(tx, importRunId, { after: last, limit: AT_ONCE }),
    );
    for (const one of some) yield toldRefusal(one, mapping, language);
    if (some.length < AT_ONCE) return;
    after = some.at(-1)!.ordinal;
  }
}
/**
 * Every refused row of an import as a table whose cells no spreadsheet takes for formulas, in pieces. Refusals come before the
 * first piece.
 */
export async function* importReportCsv(
  house: House,
  caller: Caller,
  importRunId: string,
  language: Language,
): AsyncGenerator<string> {
  await readImportReport(house, caller, importRunId, language, 1);
  yield `\ufeff${csvLine(heading(language))}`;
  for await (const { row, column, value, reason, mend, code } of refusalsOf(house, caller, importRunId, language))
    yield csvLine([String(row), column, value, reason, mend, code]);
}
/** The whole report with every refused row as JSON, in pieces. */
export async function* importReportJson(
  house: House,
  caller: Caller,
  importRunId: string,
  language: Language,
): AsyncGenerator<string> {
  const { report } = await readImportReport(house, caller, importRunId, language, 1);
  yield `${JSON.stringify(report, null, 2).slice(0, -2)},\n  "refused": [`;
  let between = "\n    ";
  for await (const one of refusalsOf(house, caller, importRunId, language)) {
    yield `${between}${JSON.stringify(one)}`;
    between = ",\n    ";
  }
  yield "\n  ]\n}\n";
}
