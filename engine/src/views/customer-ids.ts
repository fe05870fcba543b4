// Clauses: C7.1, S8

/** Numbers, amounts and dates: digits that happen to be somebody's number do not stand for the person. */
const ONLY_DIGITS = /^[\d.,:+−-]*$/;
/** Shorter ones, and words, are part of many another word: they tell of somebody only where they stand alone. */
const LONG_ENOUGH = /^(?=.*\d).{4,}$/s;
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
    if (id === "") continue;
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
