// Clauses: C7.3
/** Of fewer answers than this none is shown by itself: whoever gave one might be recognised (7.3.5). */
export const FEWEST_SHOWN = 5;
/**
 * Which of some counts that add up to a known total are hidden: those below `FEWEST_SHOWN`, and where one alone would be, the smallest of the others
 * too, since the total less the others would tell it. Of a total that is itself too small, all.
 */
export const smallCells = (counts: readonly number[]): readonly boolean[] => {
  if (counts.reduce((sum, count) => sum + count, 0) < FEWEST_SHOWN) return counts.map(() => true);
  const hidden = counts.map((count) => count < FEWEST_SHOWN);
  if (hidden.filter(Boolean).length !== 1) return hidden;
  const next = Math.min(...counts.filter((_, index) => !hidden[index]));
  const also = counts.findIndex((count, index) => !hidden[index] && count === next);
  return hidden.map((one, index) => one || index === also);
};
