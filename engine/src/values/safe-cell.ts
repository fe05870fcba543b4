// Clauses: C7.1, N6
/** First characters that a spreadsheet may take for a formula, also in full width (T8). */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@\t\r\n＝＋－＠]/;
const NEGATIVE_NUMBER = /^-\d+(?:\.\d+)?$/;
const RISKY_START = /^[\t\r\n]/;

/** May a spreadsheet take this text for a formula? A true negative number is none. */
export const isRisky = (value: string): boolean =>
  RISKY_START.test(value) || (FORMULA.test(value) && !NEGATIVE_NUMBER.test(value));
/** Text that opens as text in Excel, LibreOffice and WPS; a true negative number stays a number. */
export const safeCell = (value: string): string => (isRisky(value) ? `'${value}` : value);

/** One field of a CSV line: made safe, then quoted where it needs it (RFC 4180). */
export const csvField = (value: string): string => {
  const safe = safeCell(value);
  return safe !== value || /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
export const csvLine = (values: readonly string[]): string => `${values.map(csvField).join(",")}\r\n`;
