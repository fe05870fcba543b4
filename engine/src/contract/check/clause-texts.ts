// Clauses: C1.1
import type { Contract, Version } from "../model.ts";
import type { Found } from "./rule-findings.ts";
import { noText } from "./says-nothing.ts";
import { excerptOf, sentencesOf } from "./sentences.ts";

/** L6: a clause whose text only holds its place. One that is marked as blank is meant so. */
export const clauseTextsMissing = (contract: Contract, version: Version): Found[] => {
  const sentences = sentencesOf(contract, version);
  return version.clauses.flatMap(({ id, place, intentionallyBlank }) => {
    if (intentionallyBlank) return [];
    const empty = contract.languages.flatMap((language) => {
      const said = sentences.filter((one) => one.clause === id && one.language === language);
      return said.length > 0 && said.every(({ text }) => noText(text)) ? [said[0]!.text] : [];
    });
    return empty.slice(0, 1).map((text) => ({
      code: "clause_text_missing",
      place,
      clause: id,
      args: { excerpt: excerptOf(text) },
    }));
  });
};
