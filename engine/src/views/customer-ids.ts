// Clauses: C7.1, S8

/** Numbers, amounts and dates: digits that happen to be somebody's number do not stand for the person. */
const ONLY_DIGITS = /^[\d.,:+−-]*$/;
/** Digits so many that, standing alone, they are more likely a number of a register than a figure: those are grouped. */
const REGISTER_DIGITS = /^\d{5,}$/;
/** Whatever of these stands on either side makes a figure of digits: 3,678.76, 10%, 2026-10, 5元. */
const FIGURE_BESIDE = /[\d.,:%‰+−×÷¥$€£=≥≤<>/元天日月年点次份个-]/;
/** Shorter ones, and words, are part of many another word: they tell of somebody only where they stand alone. */
const LONG_ENOUGH = /^(?=.*\d).{4,}$/s;
/** Whether a customer's number is none of the figures and words that anybody writes: `K0358`, not `10`, `2026-10` or `VIP`. */
export const standsOut = (id: string): boolean => !ONLY_DIGITS.test(id) && LONG_ENOUGH.test(id);
/** Whether a piece of a paper's number may be a customer's: not the 10 of HT-2026-10. */
export const couldBeNumber = (piece: string): boolean => !ONLY_DIGITS.test(piece) || REGISTER_DIGITS.test(piece);
/** Whether a piece of a written text, standing at `at`, can be meant as a customer's number: not the 10 in 10%. */
export const canBeNumber = (text: string, at: number, piece: string): boolean => {
  if (!ONLY_DIGITS.test(piece)) return true;
  const [before, after] = [text.charAt(at - 1), text.charAt(at + piece.length)];
  return REGISTER_DIGITS.test(piece) && !FIGURE_BESIDE.test(before) && !FIGURE_BESIDE.test(after);
};
const DIGIT = /\d/;
const LETTER = /[A-Za-z]/;
const LETTER_OR_DIGIT = /[A-Za-z\d]/;

/** Whether the number that stands there is the whole of what is written, and no piece of another. */
const isWhole = (text: string, at: number, id: string): boolean => {
  const [before, after] = [text.charAt(at - 1), text.charAt(at + id.length)];
  if (!LONG_ENOUGH.test(id)) return !LETTER_OR_DIGIT.test(before) && !LETTER_OR_DIGIT.test(after);
  if (DIGIT.test(id[0]!) && DIGIT.test(before)) return false;
  return !(DIGIT.test(id.at(-1)!) ? DIGIT : LETTER).test(after);
};
/**
 * Whether a text holds the number of one of these customers, also as part of a longer number: `TY-K0358`, `TYK0358`. Each piece of the text that is as
 * long as one of the numbers is looked up: it costs what the text is long, however many customers there are.
 */
export const tellsOf = (ids: Iterable<string>): ((text: string) => boolean) => {
  const ofLength = new Map<number, Set<string>>();
  for (const id of ids) {
    // The 1 of contact-1 and the 2026 of 2026-Q2 stand for nobody, though a customer has that number.
    if (id === "" || !couldBeNumber(id)) continue;
    const known = ofLength.get(id.length) ?? new Set();
    ofLength.set(id.length, known.add(id));
  }
  const lengths = [...ofLength].sort(([a], [b]) => a - b);
  return (text) => {
    if (ONLY_DIGITS.test(text)) return false;
    for (const [length, known] of lengths) {
      if (length > text.length) return false;
      for (let at = 0; at + length <= text.length; at += 1) {
        const piece = text.slice(at, at + length);
        if (known.has(piece) && isWhole(text, at, piece)) return true;
      }
    }
    return false;
  };
};
