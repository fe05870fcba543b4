// Clauses: N1
import { localDay } from "../calendar/zone.ts";
import type { Clause, Contract, Version } from "../contract/model.ts";
import type { Evaluation } from "../evaluation.ts";
import { inLanguage } from "../values/text.ts";
import { piecesOf, plainText } from "./clause-text.ts";
import { printedIn } from "./clause-view.ts";
import { versionAt } from "./version-at.ts";
import type { Language } from "./view.ts";

/** A clause or a defined term as it is printed: terms and the figures in force filled in, a paragraph a string. */
export const clauseParagraphs = (
  contract: Contract,
  version: Version,
  { text }: Pick<Clause, "text">,
  language: Language,
): string[] => piecesOf(inLanguage(text, language), printedIn(contract, version, language)).map(plainText);

export interface TermText {
  readonly id: string;
  readonly title: Readonly<Partial<Record<Language, string>>>;
  readonly text: Readonly<Partial<Record<Language, string>>>;
}
export interface ClauseText extends TermText {
  readonly version: number;
  /** Pointed out to the other side and printed in bold (CC 496). */
  readonly prominent: boolean;
}
type Moment = Pick<Evaluation, "contract" | "zone" | "asOf">;
const inEach = ({ languages }: Contract, said: (language: Language) => string): Partial<Record<Language, string>> =>
  Object.fromEntries(languages.map((language) => [language, said(language)]));
/** Every clause of the wording in force, in each of the contract's languages. It stands beside an evaluation, not in its digest. */
export const clauseTexts = ({ contract, zone, asOf }: Moment): ClauseText[] => {
  const version = versionAt(contract, localDay(zone, asOf));
  return version.clauses.map((clause) => ({
    id: clause.id,
    version: version.number,
    prominent: clause.prominent,
    title: inEach(contract, (language) => inLanguage(clause.title, language)),
    text: inEach(contract, (language) => clauseParagraphs(contract, version, clause, language).join("\n")),
  }));
};
/** The contract whole: every clause, then the defined and legal terms on which they rest. */
export const contractTexts = (moment: Moment): (ClauseText | TermText)[] => [
  ...clauseTexts(moment),
  ...termTexts(moment),
];
const termTexts = ({ contract, zone, asOf }: Moment): TermText[] => {
  const version = versionAt(contract, localDay(zone, asOf));
  return contract.terms.map((term) => ({
    id: term.id,
    title: inEach(contract, (language) => inLanguage(term.title, language)),
    text: inEach(contract, (language) => clauseParagraphs(contract, version, term, language).join("\n")),
  }));
};
