// Clauses: N1
import type { Language, Text } from "@fealty/engine/values/text.ts";
import { readCompany } from "../store/companies.ts";
import type { Tx } from "../store/transaction.ts";
import type { House } from "./house.ts";

/** What is taken away from a demonstration says so: in each row of a table, since rows are copied on, and in the name of the file. */
export interface DemonstrationMark {
  readonly words: Required<Text>;
  /** Stands before the file's name. */
  readonly fileName: Readonly<Record<Language, string>>;
}
const MARK: DemonstrationMark = {
  words: { zh: "演示数据", en: "Demonstration data" },
  fileName: { zh: "演示数据-", en: "demonstration-" },
};
/** Of a company whose data are invented; undefined for a real one, whose files bear no mark. */
export const demonstrationMark = async (tx: Tx): Promise<DemonstrationMark | undefined> =>
  (await readCompany(tx)).demonstration ? MARK : undefined;
export const demonstrationMarkOf = (house: House, companyId: number): Promise<DemonstrationMark | undefined> =>
  house.store.withCompany(companyId, { snapshot: true }, demonstrationMark);
/** For files that are in both languages, or whose reader's is not known. */
export const inBothLanguages = ({ words: { zh, en } }: DemonstrationMark): string => `${zh} / ${en}`;
