// Clauses: C7.1, S8

/** Numbers, amounts and dates: digits that happen to be somebody's number do not stand for the person. */
const ONLY_DIGITS = /^[\d.,:+−-]*$/;
/** Shorter ones, and words, are part of many another word: they tell of somebody only where they stand alone. */
const LONG_ENOUGH = /^(?=.*\d).{4,}$/;

const patternOf = (id: string): string => {
  const bare = id.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
  const long = LONG_ENOUGH.test(id);
  const before = long ? (/^\d/.test(id) ? "(?<!\\d)" : "") : "(?<![A-Za-z\\d])";
  const after = long ? (/\d$/.test(id) ? "(?!\\d)" : "(?![A-Za-z])") : "(?![A-Za-z\\d])";
  return before + bare + after;
};
/** Whether a text holds the number of one of these customers, also as part of a longer number: `TY-K0358`, `TYK0358`. */
export const tellsOf = (ids: Iterable<string>): ((text: string) => boolean) => {
  const patterns = [...ids].filter((id) => id !== "").map(patternOf);
  if (patterns.length === 0) return () => false;
  const any = new RegExp(patterns.join("|"));
  return (text) => !ONLY_DIGITS.test(text) && any.test(text);
};
