/**
 * What a terminal obeys instead of showing: control characters, line and paragraph separators, and the marks that turn the
 * direction of writing. A file could hide or fake with them what stands on the screen.
 */
const OBEYED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const written = (character: string): string =>
  SHORT[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A value on one line: `\u001b` and `\n` in place of the characters themselves. */
export const visible = (text: string): string => text.replace(OBEYED, written);

/** As `visible` for text that was laid out: line ends stay, and where colours are on the few that states are shown in. */
export const visibleLines = (text: string, colours: boolean): string =>
  text
    .split(colours ? COLOUR_OR_LINE : /(\n)/)
    .map((part, index) => (index % 2 === 1 ? part : visible(part)))
    .join("");
const ESCAPE = "\u001b";
/** The colours are those that table cells are painted in. */
const COLOUR_OR_LINE = new RegExp(`(\n|${ESCAPE}\\[(?:3\\d|0)m)`);
