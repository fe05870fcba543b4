import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { convert, put, saleMapping } from "./convert-room.ts";
import { type Part, sheetOf, workbookParts, zipOf } from "./convert-zip.ts";

const ROWS = [
  ["no", "amount"],
  ["1", "5"],
];
/** T9: refused within two seconds and a hundred megabytes, and how. */
const refused = async (bytes: Uint8Array, ending = ".xlsx"): Promise<string> => {
  const file = put(bytes, ending);
  const before = process.memoryUsage.rss();
  // Of the processor, since other tests run on the same machine.
  const began = process.cpuUsage();
  const code = await convert(file, saleMapping()).then(
    () => "taken",
    (problem: { code?: string }) => problem.code ?? String(problem),
  );
  expect(process.cpuUsage(began).user).toBeLessThan(2_000_000);
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  return code;
};

describe("case-T9 archives that are not trusted", () => {
  test("the plain workbook is taken", async () => {
    expect(await refused(zipOf(workbookParts(sheetOf(ROWS))))).toBe("taken");
  });
  test("a quarter of a megabyte that unpacks to 256 MB", async () => {
    const row = `<row><c t="inlineStr"><is><t>${" ".repeat(1_000_000)}</t></is></c></row>`;
    const sheet = `<worksheet><sheetData>${row.repeat(256)}</sheetData></worksheet>`;
    expect(await refused(zipOf(workbookParts(sheet)))).toBe("too_large");
  });
  test("the same bomb whose directory says 10 kB", async () => {
    const parts = workbookParts(`<worksheet><sheetData>${" ".repeat(64_000_000)}</sheetData></worksheet>`);
    const lying = parts.map((part) => (part.name.endsWith("sheet1.xml") ? { ...part, size: 10_000 } : part));
    expect(await refused(zipOf(lying))).toBe("size_lies");
  });
  test("an entry that holds less than it says", async () => {
    const lying = workbookParts(sheetOf(ROWS)).map((part) =>
      part.name.endsWith("sheet1.xml") ? { ...part, size: 5000 } : part,
    );
    expect(await refused(zipOf(lying))).toBe("size_lies");
  });
  test("100,000 entries", async () => {
    const many: Part[] = Array.from({ length: 100_000 }, (_, i) => ({ name: `x${i}`, content: "", stored: true }));
    expect(await refused(zipOf([...workbookParts(sheetOf(ROWS)), ...many]))).toBe("too_many_entries");
  });
  test("names that lead out of the folder, twice the same name, a password", async () => {
    const plain = workbookParts(sheetOf(ROWS));
    for (const name of ["../../etc/passwd", "/etc/passwd", "xl/../../x", "C:\\x", "a\\..\\b"])
      expect(await refused(zipOf([...plain, { name, content: "x" }])), name).toBe("unsafe_entry_name");
    expect(await refused(zipOf([...plain, plain[0]!]))).toBe("double_entry");
    expect(await refused(zipOf(plain.map((part) => ({ ...part, flags: 1 }))))).toBe("encrypted");
  });
  test("entries that share their packed bytes", async () => {
    const bytes = zipOf([
      ...workbookParts(sheetOf(ROWS)),
      { name: "xl/a", content: "x".repeat(5000) },
      { name: "xl/b", content: "y" },
    ]);
    const second = bytes.lastIndexOf("xl/b") - 46;
    const first = bytes.lastIndexOf("xl/a") - 46;
    bytes.writeUInt32LE(bytes.readUInt32LE(first + 42), second + 42);
    expect(await refused(bytes)).toBe("broken_zip");
  });
  test("billion laughs and any other document type, in every part", async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    const sheet = sheetOf(ROWS);
    expect(await refused(zipOf(workbookParts(sheet.replace("<worksheet", `${laughs}<worksheet`))))).toBe(
      "document_type",
    );
    expect(
      await refused(zipOf(workbookParts(sheet, [{ name: "xl/styles.xml", content: `${laughs}<styleSheet/>` }]))),
    ).toBe("document_type");
    const strings = { name: "xl/sharedStrings.xml", content: `${laughs}<sst><si><t>&b;</t></si></sst>` };
    expect(await refused(zipOf(workbookParts(sheet, [strings])))).toBe("document_type");
    expect(await refused(zipOf(workbookParts(sheet.replace(">5<", ">&b;<"))))).toBe("broken_xml");
  });
  test("cells beyond the sheet", async () => {
    const beyond = (reference: string, row = "2"): string =>
      `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>no</t></is></c><c r="B1" t="inlineStr"><is><t>amount</t></is></c></row><row r="${row}"><c r="${reference}"><v>1</v></c></row></sheetData></worksheet>`;
    expect(await refused(zipOf(workbookParts(beyond("XFD1048577", "1048577"))))).toBe("bad_reference");
    expect(await refused(zipOf(workbookParts(beyond("XFE2"))))).toBe("bad_reference");
    expect(await refused(zipOf(workbookParts(beyond("ZZZZ2"))))).toBe("bad_reference");
    expect(
      await refused(zipOf(workbookParts(sheetOf(ROWS, '<mergeCells><mergeCell ref="A1:XFD1048577"/></mergeCells>')))),
    ).toBe("bad_reference");
  });
  test("rows out of order and XML cut short", async () => {
    const cut = sheetOf([...ROWS, ["2", "6"]]);
    expect(await refused(zipOf(workbookParts(cut.slice(0, cut.lastIndexOf("<c r=")))))).toBe("rows_missing");
    expect(await refused(zipOf(workbookParts(cut.replace('<row r="3"', '<row r="1"'))))).toBe("bad_reference");
  });
  test("what is no workbook at all", async () => {
    expect(await refused(Buffer.from("PK\u0003\u0004 and nothing more"))).toBe("broken_zip");
    expect(await refused(zipOf([{ name: "word/document.xml", content: "<x/>" }]))).toBe("not_a_workbook");
    expect(await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), ".xls")).toBe("old_workbook");
  });
  test("a gzip file that grows a thousandfold, and a broken one", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, `no,amount\n${"x".repeat(990)}\n`));
    expect(await refused(bomb, ".csv.gz")).toBe("packed_too_well");
    expect(await refused(gzipSync(Buffer.alloc(64 * 1024 * 1024, "a")), ".csv.gz")).toBe("packed_too_well");
    expect(await refused(gzipSync(Buffer.alloc(1024 * 1024, "a")), ".csv.gz")).toBe("missing_columns");
    expect(await refused(gzipSync("no,amount\n1,2\n").subarray(0, 30), ".csv.gz")).toBe("broken_gzip");
  });
});
