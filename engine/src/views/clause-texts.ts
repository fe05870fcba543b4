// Clauses: N1
import { localDay } from "../calendar/zone.ts";
import type { Clause, Contract, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import { inLanguage } from "../values/text.ts";
import { piecesOf, plainText } from "./clause-text.ts";
import { printedIn } from "./clause-view.ts";
import { versionAt } from "./version-at.ts";
import type { Language } from "./view.ts";

/** A clause as it is printed: its terms and the figures in force filled in, a paragraph a string. */
export const clauseParagraphs = (contract: Contract, version: Version, clause: Clause, language: Language): string[] =>
  piecesOf(inLanguage(clause.text, language), printedIn(contract, version, language)).map(plainText);

export interface ClauseText {
  readonly id: string;
  readonly version: number;
  /** Pointed out to the other side and printed in bold (CC 496). */
  readonly prominent: boolean;
  readonly title: Readonly<Partial<Record<Language, string>>>;
  readonly text: Readonly<Partial<Record<Language, string>>>;
}
/** Every clause of the wording in force, in each of the contract's languages. It stands beside an evaluation, not in its digest. */
export const clauseTexts = ({ contract, zone, asOf }: Pick<Evaluation, "contract" | "zone" | "asOf">): ClauseText[] => {
  const version = versionAt(contract, localDay(zone, asOf));
  const inEach = (said: (language: Language) => string): Partial<Record<Language, string>> =>
    Object.fromEntries(contract.languages.map((language) => [language, said(language)]));
  return version.clauses.map((clause) => ({
    id: clause.id,
    version: version.number,
    prominent: clause.prominent,
    title: inEach((language) => inLanguage(clause.title, language)),
    text: inEach((language) => clauseParagraphs(contract, version, clause, language).join("\n")),
  }));
};
