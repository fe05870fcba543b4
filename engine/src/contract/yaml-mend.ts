import type { Document, ParsedNode, YAMLParseError } from "yaml";
import type { DiagnosticCode } from "./codes.ts";
import type { Place } from "./model.ts";
import { placesOf } from "./yaml-places.ts";
import { Lines, type SetAside, slipOf } from "./yaml-salvage.ts";

type Parsed = Document.Parsed<ParsedNode>;
/** A file that parses once its slips are set aside. */
export interface Mended {
  readonly document: Parsed;
  readonly text: string;
  readonly widened: readonly number[];
  readonly aside: readonly SetAside[];
}
export interface Mending {
  readonly file: string;
  readonly parse: (text: string) => Parsed;
  readonly codeOf: (error: YAMLParseError, text: string) => DiagnosticCode;
  readonly tell: (code: DiagnosticCode, place: Place, args?: Readonly<Record<string, string>>) => void;
}
/** How many slips are told, and how many characters are parsed for it: a file costs at most about a second. */
const MOST = { told: 10, rounds: 40, characters: 3_000_000 };
/** Where the next line begins, of a value that goes on in keys: it stands too far right. */
const tooDeepBelow = ({ code, pos: [from] }: YAMLParseError, text: string): number | undefined => {
  if (code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  const below = /\n(?:[ \t]*(?:#.*)?\n)*(?=[ \t]*\S)/g;
  below.lastIndex = from;
  return below.exec(text) ? below.lastIndex : undefined;
};
const firstOf = (document: Parsed): YAMLParseError | undefined =>
  [...document.errors].sort((a, b) => a.pos[0] - b.pos[0])[0];

/**
 * Reads a file around its slips: a tab, a full-width sign, a quote that is not closed. Each is told once, without the echo that it
 * has further down; what it spoils is set aside. Undefined where nothing sure is left.
 */
export const mend = (source: string, { file, parse, codeOf, tell }: Mending): Mended | undefined => {
  const lines = new Lines(source);
  const { document: first, widened } = withoutTabs(lines, parse, (line, column) =>
    tell("yaml_tab", { file, line: line + 1, column: column + 1 }),
  );
  let document = first;
  let told = 0;
  let toldDepth = -1;
  for (let round = 0; round * source.length < MOST.characters && round < MOST.rounds; round += 1) {
    const text = lines.text();
    const error = firstOf(document);
    if (!error) return { document, text, widened, aside: lines.aside };
    const placeAt = placesOf(file, text, widened);
    const { from, at } = slipOf(error, document.contents);
    const line = placeAt(from).line - 1;
    if (!lines.isTaken(line) && told < MOST.told) {
      told += 1;
      const row = text.lastIndexOf("\n", from - 1) + 1;
      const wide = fullWidth(lines, line, document, parse);
      if (wide) {
        tell("yaml_full_width", placeAt(row + wide.column), { sign: wide.sign, instead: wide.instead });
        if (wide.document) {
          document = wide.document;
          continue;
        }
      } else {
        const mark = markOf(lines.lines[line]!);
        if (mark) tell("yaml_marks_unquoted", placeAt(row + mark.column), { written: mark.written });
        else {
          const code = codeOf(error, text);
          const below = code === "yaml_indent" ? tooDeepBelow(error, text) : undefined;
          const deep = below === undefined ? line : placeAt(below).line - 1;
          // Neighbours that stand as far right as a line that was told hang on the same slip.
          const depth = below === undefined ? -1 : lines.lines[deep]!.search(/\S/);
          if (depth < 0 || depth !== toldDepth)
            tell(code, placeAt(code === "yaml_unclosed" ? at : (below ?? error.pos[0])));
          toldDepth = depth;
          if (deep !== line && !lines.isTaken(deep)) {
            lines.drop(deep);
            document = parse(lines.text());
            continue;
          }
        }
      }
    }
    if (!lines.setAside(line)) return undefined;
    document = parse(lines.text());
  }
  return undefined;
};

/** Tabs that begin lines as blanks, as wide as an editor shows them, where a whole file is written so; else those lines are set aside. */
const withoutTabs = (
  lines: Lines,
  parse: Mending["parse"],
  tell: (line: number, column: number) => void,
): { readonly document: Parsed; readonly widened: readonly number[] } => {
  const before = parse(lines.text());
  const isTab = ({ code }: YAMLParseError): boolean => code === "TAB_AS_INDENT";
  if (!before.errors.some(isTab)) return { document: before, widened: [] };
  const original = [...lines.lines];
  const tabs = original.flatMap((line, at) => (/^\t+ *\S/.test(line) ? [at] : []));
  for (const at of tabs.slice(0, MOST.told)) tell(at, 0);
  const bad = tabs.length > 0 ? tabs : before.errors.filter(isTab).map(({ pos }) => countLines(lines.text(), pos[0]));
  if (tabs.length === 0) for (const at of bad) tell(at, original[at]!.search(/\t/));
  // Beside lines that begin with blanks nobody can tell how deep a tab was meant.
  const alone = !original.some((line) => /^ +[^\s#]/.test(line));
  for (const width of alone ? [2, 4, 8] : []) {
    const widened: number[] = [];
    bad.forEach((at) => {
      const [blanks] = /^[ \t]*/.exec(original[at]!)!;
      const wide = blanks.replaceAll("\t", " ".repeat(width));
      lines.lines[at] = wide + original[at]!.slice(blanks.length);
      widened[at] = wide.length - blanks.length;
    });
    const document = parse(lines.text());
    if (document.errors.length < before.errors.length && !document.errors.some(isTab)) return { document, widened };
  }
  const widened: number[] = [];
  for (const at of bad) {
    const deeper = headOfItem(original, at);
    if (deeper === undefined) lines.drop(at);
    else {
      lines.lines[at] = deeper + original[at]!.trimStart();
      widened[at] = deeper.length - original[at]!.search(/\S/);
    }
  }
  return { document: parse(lines.text()), widened };
};
/** The blanks before a line that begins an item, where the next line is a key of the same item: it tells how deep the item stands. */
const headOfItem = (lines: readonly string[], at: number): string | undefined => {
  const dash = /^\t+ *(- +)[A-Za-z_]\w*:/.exec(lines[at]!)?.[1];
  const below = lines.slice(at + 1).find((line) => /^\s*[^\s#]/.test(line));
  const depth = (/^ *[A-Za-z_]/.exec(below ?? "")?.[0].length ?? 1) - 1;
  return dash === undefined || depth < dash.length ? undefined : " ".repeat(depth - dash.length);
};
const countLines = (text: string, offset: number): number => text.slice(0, offset).split("\n").length - 1;

const INSTEAD: Readonly<Record<string, string>> = { "：": ":", "，": "," };
/** Signs of a Chinese keyboard where YAML wants its own: behind a key, and between a value and the next key. */
const WIDE = /(?<=(?:^|[{,，]|- )\s*[A-Za-z_]\w*)：(?=\s)|，(?=\s*[A-Za-z_]\w*\s*[:：])/g;
const WIDE_KEY = /(?<=^\s*(?:- +)*[A-Za-z_]\w*)：/;
/** The first such sign of a line, and the file with all of them in their places where that mends the line. */
const fullWidth = (
  lines: Lines,
  line: number,
  document: Parsed,
  parse: Mending["parse"],
): { sign: string; instead: string; column: number; document?: Parsed } | undefined => {
  const text = lines.lines[line]!;
  const column = withoutQuotes(text).search(WIDE);
  if (column >= 0) {
    lines.lines[line] = text.replace(WIDE, (sign) => INSTEAD[sign]!);
    const next = parse(lines.text());
    const [was, is] = [firstOf(document)!.pos[0], firstOf(next)?.pos[0]];
    if (is === undefined || (is > was && countLines(lines.text(), is) > line))
      return { sign: text[column]!, instead: INSTEAD[text[column]!]!, column, document: next };
    lines.lines[line] = text;
  }
  const key = text.search(WIDE_KEY);
  return key < 0 ? undefined : { sign: "：", instead: ": ", column: key };
};
const withoutQuotes = (line: string): string =>
  line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, (quoted) => "_".repeat(quoted.length));
/** A mark that stands outside of quotes, where its brackets are YAML's. */
const markOf = (line: string): { readonly written: string; readonly column: number } | undefined => {
  const found = /\{\{\s*[\w.]+\s*\}\}|\[\[[^[\]{}"']+\]\]/.exec(withoutQuotes(line));
  return found ? { written: found[0], column: found.index } : undefined;
};
