// Clauses: C7.1, N6
import { isRisky } from "@fealty/engine/values/safe-cell.ts";
import { strToU8, zipSync } from "fflate";
import type { Cell, ListTable } from "./table.ts";

const SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Styles of cells: as it is; text that stays text when somebody edits it; a head. */
const QUOTED = 1;
const BOLD = 2;
/** A sheet's name takes 31 letters and not these. */
const sheetName = (title: string): string => title.replace(/[\\/?*[\]:']/g, " ").slice(0, 31);

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** What XML cannot hold at all: control characters but three, halves of characters, two that are none. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;
const escaped = (text: string): string => text.replace(UNWRITABLE, "").replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

/** No list has more columns than the alphabet letters. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const cellXml = (cell: Cell, place: string, style: number): string => {
  if (typeof cell !== "string") return `<c r="${place}" s="${style}"><v>${escaped(cell.number)}</v></c>`;
  if (cell === "") return "";
  const own = style === 0 && isRisky(cell) ? QUOTED : style;
  return `<c r="${place}" s="${own}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
};
const rowXml = (cells: readonly Cell[], row: number, style = 0): string =>
  `<row r="${row}">${cells.map((cell, index) => cellXml(cell, `${LETTERS[index]}${row}`, style)).join("")}</row>`;

/** The same list is the same file whenever and wherever it is made: the first local moment that ZIP knows. */
const MADE = new Date(1980, 0, 1);
const zipOf = (files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])), { mtime: MADE });

/**
 * One sheet with a head that stays in sight. Text is text, whatever it begins with; numbers keep the digits that they were computed
 * with, which a library that takes numbers of the language would round.
 */
export const workbookOf = (title: string, { columns, rows }: ListTable): Uint8Array<ArrayBuffer> =>
  zipOf({
    "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet xmlns="${SPREADSHEET}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf quotePrefix="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `${HEAD}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rowXml(columns, 1, BOLD)}${rows.map((row, index) => rowXml(row, index + 2)).join("")}</sheetData></worksheet>`,
  });
