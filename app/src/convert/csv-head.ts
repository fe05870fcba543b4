// Clauses: C7.1
import { nearestName } from "@fealty/engine/values/nearest.ts";
import { Ambiguity } from "./fault.ts";
import { FileProblem } from "./file-problem.ts";
import { halfWidth, trimBlanks } from "./normal-text.ts";

/** How many rows are looked at for the header and the separator. */
export const HEAD_ROWS = 30;

/** The first rows of a CSV text; a last row that is cut off is left out unless the text is whole. */
export const splitHead = (text: string, separator: string, whole: boolean): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let at = 0;
  const stops = new RegExp(`[${separator}\\r\\n]`, "g");
  const endRow = (): void => {
    rows.push([...row, cell]);
    row = [];
    cell = "";
  };
  while (at < text.length && rows.length < HEAD_ROWS) {
    const char = text[at]!;
    if (char === '"' && cell === "") {
      const close = /"(?:[^"]|"")*"/y;
      close.lastIndex = at;
      const match = close.exec(text);
      if (!match) return rows;
      cell = match[0].slice(1, -1).replaceAll('""', '"');
      at += match[0].length;
      continue;
    }
    stops.lastIndex = at;
    const stop = stops.exec(text)?.index ?? text.length;
    cell += text.slice(at, stop);
    at = stop;
    if (at === text.length) break;
    at++;
    if (text[stop] === separator) {
      row.push(cell);
      cell = "";
    } else if (text[stop] === "\n") endRow();
    else if (text[at] !== "\n") cell += "\r";
  }
  if (whole && rows.length < HEAD_ROWS && (row.length > 0 || cell !== "")) endRow();
  return rows;
};

/** A header's name as it is compared: without outer blanks, in usual width. */
export const headerName = (text: string): string => halfWidth(trimBlanks(text)).trim().replace(/\s+/g, " ");

/** What a mapping wants to find in a header: for each column its names, the first found counts. */
export type WantedColumns = readonly { readonly names: readonly string[]; readonly optional: boolean }[];

export const lacking = (header: readonly string[], wanted: WantedColumns): string[] =>
  wanted
    .filter(({ names, optional }) => !optional && !names.some((name) => header.includes(withoutNumber(name))))
    .map(({ names }) => names[0]!);
/** `金额#2` is the second column of that name. */
export const withoutNumber = (name: string): string => headerName(name).replace(/#\d+$/, "");

/** Index of the header row among the first rows: the first that holds all columns wanted, −1 if none does. */
export const findHeader = (rows: readonly (readonly string[])[], wanted: WantedColumns): number =>
  rows.findIndex((row) => lacking(row.map(headerName), wanted).length === 0);

const SEPARATORS = [",", ";", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** The separator under which the columns are found; asked where several fit, an error where none does. */
export const findSeparator = (
  text: string,
  whole: boolean,
  header: number | "auto" | "none",
  wanted: WantedColumns,
  file: string,
): Separator => {
  const looks = SEPARATORS.map((separator) => {
    const rows = splitHead(text, separator, whole);
    const candidates = header === "auto" ? rows : header === "none" ? rows.slice(0, 0) : rows.slice(header - 1, header);
    const at = header === "none" ? 0 : findHeader(candidates, wanted);
    const width = (header === "none" ? rows[0] : candidates[at])?.length ?? 0;
    const even = rows.slice(Math.max(at, 0)).filter((row) => row.length === width).length;
    return { separator, fits: at >= 0 && width > 0, width, even };
  });
  const fitting = looks.filter((look) => look.fits && (header !== "none" || look.width > 1));
  const wide = fitting.filter((look) => look.width > 1);
  if (wide.length > 1) {
    const most = Math.max(...wide.map((look) => look.even));
    const best = wide.filter((look) => look.even === most);
    if (best.length > 1) throw new Ambiguity("separator", text.slice(0, text.indexOf("\n")).slice(0, 200));
    return best[0]!.separator;
  }
  if (wide[0]) return wide[0].separator;
  if (fitting.length > 0) return ",";
  const likely = looks.reduce((a, b) =>
    b.width > a.width || widest(text, b.separator) > widest(text, a.separator) ? b : a,
  );
  return missing(splitHead(text, likely.separator, whole), wanted, header, file);
};
const widest = (text: string, separator: string): number =>
  Math.max(0, ...splitHead(text, separator, true).map((row) => row.length));

/** Says which columns were not found, beside those that the likeliest header has. */
export const missing = (
  rows: readonly (readonly string[])[],
  wanted: WantedColumns,
  header: number | "auto" | "none",
  file: string,
): never => {
  const pool = typeof header === "number" ? rows.slice(header - 1, header) : rows;
  const best = [...pool].sort(
    (a, b) => lacking(a.map(headerName), wanted).length - lacking(b.map(headerName), wanted).length,
  )[0];
  const names = (best ?? []).map(headerName);
  const found = names.filter((name) => name !== "");
  const absent = lacking(names, wanted);
  const sign = best?.length === 1 ? /[，；｜]/.exec(best[0]!)?.[0] : undefined;
  if (sign !== undefined && lacking(best![0]!.split(sign).map(headerName), wanted).length === 0)
    throw new FileProblem("wide_separator", { file, sign });
  throw new FileProblem("missing_columns", {
    file,
    missing: absent.join(", "),
    count: String(absent.length),
    found: found.join(", ") || "–",
    nearest: [...new Set(absent.flatMap((name) => nearestName(name, found) ?? []))].join(", "),
  });
};
