// Clauses: C1.1, S1
import type { Clause, Contract, Version } from "../model.ts";
import type { Found } from "./rule-findings.ts";

/** What the numbers of a chapter's clauses begin with: `C9.`, `9.`, `Art. 9-`. */
const CHAPTER = /^(.*?)(\d+)([.．-])$/;

/**
 * L6: C2.1 and C2.3 without C2.2; C9.2 and C9.3 without C9.1. No first number is missed where no chapter counts from its first
 * clause on: a supplement goes on from another paper, and a short contract borrows numbers from a form, also of a clause that stands alone after
 * a gap of chapters.
 */
export const clauseNumberGaps = (_: Contract, version: Version): Found[] => {
  if (version.unread?.clauses) return [];
  const chapters = new Map<string, Map<number, Clause>>();
  for (const clause of version.clauses) {
    const match = /^(.*?)(\d+)$/.exec(clause.id);
    if (match) chapters.set(match[1]!, (chapters.get(match[1]!) ?? new Map()).set(+match[2]!, clause));
  }
  const countsThrough = [...chapters].some(
    ([prefix, numbers]) => CHAPTER.test(prefix) && numbers.has(1) && numbers.size > 1,
  );
  const followsChapter = (prefix: string): boolean => {
    const [, letters, number, sign] = CHAPTER.exec(prefix)!;
    return number === "1" || chapters.has(`${letters}${+number! - 1}${sign}`);
  };
  return [...chapters].flatMap(([prefix, numbers]) => {
    const sorted = [...numbers.keys()].sort((a, b) => a - b);
    const begins = CHAPTER.test(prefix) && countsThrough && (numbers.size > 1 || followsChapter(prefix));
    return sorted.flatMap((number, index) => {
      const before = sorted[index - 1] ?? (begins ? 0 : undefined);
      if (before === undefined || number <= before + 1) return [];
      const clause = numbers.get(number)!;
      const gap = number === before + 2 ? `${prefix}${before + 1}` : `${prefix}${before + 1}–${prefix}${number - 1}`;
      return [{ code: "clause_number_gap", place: clause.place, clause: clause.id, args: { gap } }];
    });
  });
};
