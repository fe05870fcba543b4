import type { TextPiece } from "./view.ts";

const MARKS = /\[\[([\w.-]+)\]\]|\{\{\s*([\w.-]+)\s*\}\}/g;

interface Printed {
  term(id: string): string | undefined;
  param(id: string): string | undefined;
  /** What a text prints of the contract's head: `calendar.hours`. */
  figure(id: string): string | undefined;
}
/** Cuts a clause's text into paragraphs, and these into words, defined terms and parameters. */
export const piecesOf = (text: string, printed: Printed): TextPiece[][] =>
  text
    .split(/\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => piecesOfParagraph(paragraph, printed));

const piecesOfParagraph = (text: string, printed: Printed): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > at) pieces.push({ kind: "words", text: text.slice(at, match.index) });
    const [whole, term, param] = match;
    const shown = term === undefined ? printed.param(param!) : printed.term(term);
    if (shown === undefined) pieces.push({ kind: "words", text: printed.figure(param ?? "") ?? whole });
    else pieces.push({ kind: term === undefined ? "param" : "term", id: (term ?? param)!, text: shown });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: "words", text: text.slice(at) });
  return pieces;
};
/** The same text in one string. */
export const plainText = (pieces: readonly TextPiece[]): string => pieces.map((piece) => piece.text).join("");
