// Clauses: C7.1
import { FileProblem } from "./file-problem.ts";
import { type Area, areaOf } from "./merged-cells.ts";
import type { CellStyle } from "./sheet-rows.ts";
import { ELEMENT, XmlProblem, XmlScanner } from "./xml-scanner.ts";
import type { ZipFile } from "./zip-file.ts";

/** Parts that are read whole: the list of sheets, their places, the styles. */
const LARGEST_PART = 16 * 1024 * 1024;
const MOST_MERGED = 200_000;

export interface SheetPlace {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}
const partText = async (zip: ZipFile, name: string): Promise<string> => {
  const text = (await zip.bytes(name, LARGEST_PART)).toString("utf8");
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new XmlProblem("document_type");
  if (!text.includes("<")) throw new XmlProblem("broken_xml");
  return text;
};
/** Attributes of every element of that local name. */
const elements = (text: string, name: string): ReadonlyMap<string, string>[] =>
  [...text.matchAll(new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)?/?>`, "g"))].map(
    ([, attributes = ""]) =>
      new Map(
        [...attributes.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((m) => [m[1]!, plain(m[2] ?? m[3]!)]),
      ),
  );
const plain = (text: string): string =>
  text.replace(
    /&(?:lt|gt|quot|apos|#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|amp);/g,
    (entity, decimal?: string, hex?: string) => {
      if (decimal || hex)
        return String.fromCodePoint(Math.min(decimal ? +decimal : Number.parseInt(hex!, 16), 0x10ffff));
      return { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'" }[entity] ?? "&";
    },
  );

/** The sheets in their order, and whether days count from 1904. */
export const readWorkbook = async (
  zip: ZipFile,
  file: string,
): Promise<{ sheets: SheetPlace[]; serials: 1900 | 1904 }> => {
  const root = zip.has("_rels/.rels") ? elements(await partText(zip, "_rels/.rels"), "Relationship") : [];
  const main =
    root.find((relation) => relation.get("Type")?.endsWith("/officeDocument"))?.get("Target") ?? "xl/workbook.xml";
  const part = main.replace(/^\//, "");
  if (!zip.has(part)) throw new FileProblem("not_a_workbook", { file });
  const folder = part.includes("/") ? part.slice(0, part.lastIndexOf("/") + 1) : "";
  const text = await partText(zip, part);
  const relations = new Map(
    elements(await partText(zip, `${folder}_rels/${part.slice(folder.length)}.rels`), "Relationship").map(
      (relation) => [relation.get("Id") ?? "", relation.get("Target") ?? ""],
    ),
  );
  const sheets = elements(text, "sheet").flatMap((sheet): SheetPlace | SheetPlace[] => {
    const id = [...sheet].find(([name]) => /(?:^|:)id$/.test(name))?.[1] ?? "";
    const target = relations.get(id);
    if (target === undefined || !/worksheets?\//i.test(target)) return [];
    const place = target.startsWith("/") ? target.slice(1) : folder + target;
    if (!zip.has(place)) throw new FileProblem("not_a_workbook", { file });
    return { name: sheet.get("name") ?? "", part: place, hidden: (sheet.get("state") ?? "visible") !== "visible" };
  });
  if (sheets.length === 0) throw new FileProblem("not_a_workbook", { file });
  const date1904 = elements(text, "workbookPr")[0]?.get("date1904");
  return { sheets, serials: date1904 === "1" || date1904 === "true" ? 1904 : 1900 };
};
export const stringsPart = (zip: ZipFile): string | undefined =>
  ["xl/sharedStrings.xml", "xl/SharedStrings.xml"].find((name) => zip.has(name));

/** Built-in number formats that show a date or a time, Chinese, Japanese and Korean ones included. */
const isDayFormat = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
const showsDay = (code: string): boolean =>
  /[ymdhs]|上午|年/i.test(
    code
      .replace(/"[^"]*"|\\.|_.|\*./g, "")
      .replace(/\[(?:[^\]hms][^\]]*|h+[^\]hms][^\]]*)\]/gi, "")
      .replace(/General|Standard|E[+-]/gi, "")
      .split(";")[0]!,
  );

export const readStyles = async (zip: ZipFile): Promise<CellStyle[]> => {
  if (!zip.has("xl/styles.xml")) return [];
  const text = await partText(zip, "xl/styles.xml");
  const codes = new Map(
    elements(text, "numFmt").map((format) => [+(format.get("numFmtId") ?? "-1"), format.get("formatCode") ?? ""]),
  );
  const cells = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(text)?.[0] ?? "";
  return elements(cells, "xf").map((style) => {
    const id = +(style.get("numFmtId") ?? "0");
    const code = codes.get(id);
    return {
      day: code === undefined ? isDayFormat(id) : showsDay(code),
      zeros: code !== undefined && /^0{2,}$/.test(code) ? code.length : 0,
    };
  });
};

export interface SheetFacts {
  readonly rows: number;
  readonly merged: readonly Area[];
  /** The last row by the sheet's own account, 0 without one. */
  readonly lastRow: number;
}
/** Goes through a sheet once for what stands behind its rows or must agree with them. */
export const surveySheet = async (pieces: AsyncIterable<Buffer>, file: string): Promise<SheetFacts> => {
  const xml = new XmlScanner();
  const merged: Area[] = [];
  let lastRow = 0;
  let data: RowCount | undefined;
  let rows = 0;
  for await (const piece of pieces) {
    // Inside the data only rows are counted, which a search does much quicker than reading tags.
    const rest = data ? data.add(piece) : piece;
    if (!rest) continue;
    data = undefined;
    xml.append(rest);
    while (xml.tag()) {
      if (xml.element === ELEMENT.sheetData && !xml.closing && !xml.empty) {
        data = new RowCount(xml.buf.toString("latin1", xml.lt + 1, xml.nameStart), () => rows++);
        const behind = data.add(xml.buf.subarray(xml.at));
        xml.at = xml.buf.length;
        if (!behind) break;
        data = undefined;
        xml.append(behind);
        continue;
      }
      if (xml.refStart < 0) continue;
      const reference = xml.buf.toString("latin1", xml.refStart, xml.refEnd);
      if (xml.element === ELEMENT.mergeCell) {
        const area = areaOf(reference);
        if (!area) throw new FileProblem("bad_reference", { file, reference: reference.slice(0, 30) });
        merged.push(area);
        if (merged.length > MOST_MERGED)
          throw new FileProblem("too_large", { file, name: "mergeCells", limit: String(MOST_MERGED) });
      } else if (xml.element === ELEMENT.dimension) lastRow = areaOf(reference)?.bottom ?? 0;
    }
  }
  return { rows, merged, lastRow };
};
/** Counts the row elements of a sheet by their name, prefix included, up to the end of the data. */
class RowCount {
  private readonly row: Buffer;
  private readonly end: Buffer;
  private readonly found: () => void;
  private rest: Buffer = Buffer.alloc(0);
  constructor(prefix: string, found: () => void) {
    this.row = Buffer.from(`<${prefix}row`);
    this.end = Buffer.from(`</${prefix}sheetData`);
    this.found = found;
  }
  /** What stands behind the data, once its end was seen. */
  add(piece: Buffer): Buffer | undefined {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, piece]) : piece;
    const end = bytes.indexOf(this.end);
    // A name that is cut off is looked at again with the next piece.
    const until = end < 0 ? bytes.length - this.end.length - 1 : end;
    let at = bytes.indexOf(this.row);
    for (; at >= 0 && at < until; at = bytes.indexOf(this.row, at + 1)) {
      const next = bytes[at + this.row.length]!;
      if (next <= 0x20 || next === 0x3e || next === 0x2f) this.found();
    }
    if (end >= 0) return bytes.subarray(end);
    this.rest = Buffer.from(bytes.subarray(Math.max(0, until)));
    return undefined;
  }
}
