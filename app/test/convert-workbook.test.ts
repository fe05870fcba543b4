import { join } from "node:path";
import { localDay } from "@fealty/engine/calendar/zone.ts";
import { dayText, parseInstant } from "@fealty/engine/values/date.ts";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { zoneNamed } from "../src/world.ts";
import { convert, put, room, saleMapping } from "./convert-room.ts";
import { sheetOf, workbookParts, zipOf } from "./convert-zip.ts";

let made = 0;
type Cell = ExcelJS.CellValue;
const workbook = async (
  rows: readonly (readonly Cell[])[],
  shape: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void = () => undefined,
): Promise<string> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("数据");
  for (const row of rows) sheet.addRow([...row]);
  shape(sheet, book);
  const path = join(room, `w${made++}.xlsx`);
  await book.xlsx.writeFile(path);
  return path;
};
const utc = (...parts: [number, number, number, number?, number?, number?]): Date => new Date(Date.UTC(...parts));
const FIELDS = `      at: datetime(row.at)\n      order: row.no\n      customer: id(row.customer)\n      amount: money(row.amount)`;
const mapping = saleMapping({ fields: FIELDS });
const HEAD = ["no", "at", "customer", "amount"];
const DAY = utc(2026, 2, 1);

describe("cells", () => {
  test("case-E5 case-E18 texts that hold numbers, with their zeros", async () => {
    const file = await workbook([HEAD, ["1", DAY, "06932169358293", "12,345.67"]]);
    expect((await convert(file, mapping)).events[0]).toMatchObject({ customer: "06932169358293", amount: "12345.67" });
  });
  test("case-E11 a date cell with a time of day", async () => {
    const file = await workbook([HEAD, ["1", utc(2020, 3, 21, 23, 10, 14), "c", 1]]);
    expect((await convert(file, mapping)).events[0]).toMatchObject({ at: "2020-04-21T23:10:14+08:00" });
  });
  test("case-E13 a workbook that counts from 1904", async () => {
    const styles = `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const sheet = sheetOf([HEAD, ["1", "=n 42506", "c", "=n 1"]]).replace('<c r="B2">', '<c r="B2" s="1">');
    const bytes = zipOf(workbookParts(sheet, [{ name: "xl/styles.xml", content: styles }], 'date1904="1"'));
    expect((await convert(put(bytes, ".xlsx"), mapping)).events[0]).toMatchObject({ at: "2020-05-17T00:00:00+08:00" });
  });
  test("case-E14 day number 60 is refused, 10 is 1900-01-10, 1 is 1900-01-01, as the house reads them", async () => {
    const rows = ["60", "10", "1"].map((serial, i) => [String(i + 1), `=n ${serial}`, "c", "=n 1"]);
    const file = put(zipOf(workbookParts(sheetOf([HEAD, ...rows]))), ".xlsx");
    for (const read of ["date", "datetime"]) {
      const fields = FIELDS.replace("datetime(row.at)", `${read}(row.at)`);
      const { events, report } = await convert(file, saleMapping({ fields }));
      expect(report.refused.map(({ row, column, code }) => [row, column, code])).toEqual([[2, "at", "serial_no_day"]]);
      expect(events.map(({ at }) => at)).toEqual(["1900-01-10T00:00:00+08:00", "1900-01-01T00:00:00+08:00"]);
      const zone = await zoneNamed("Asia/Shanghai");
      expect(events.map(({ at }) => dayText(localDay(zone!, parseInstant(String(at))!)))).toEqual([
        "1900-01-10",
        "1900-01-01",
      ]);
    }
  });
  test("C7.1: a date where a number is wanted, a year where a day is, and an amount too long for 15 digits are refused", async () => {
    const rows = [
      ["1", "2026-03-01", "c", DAY],
      ["2", 2026, "c", 1],
      ["3", "2026年3月1日14时5分6秒", "c", 12345.67 + 2e-12],
      ["4", DAY, "c", 100 / 3],
    ];
    const long = sheetOf([
      HEAD,
      ...["12345678901234.56", "1234567890123.45", "1234567890123.456"].map((one, at) => [
        `x${at}`,
        "=n 46082",
        "c",
        `=n ${one}`,
      ]),
    ]);
    const fields = FIELDS.replace("money(row.amount)", "{value: money(row.amount), round: half_up}");
    const first = await convert(await workbook([HEAD, ...rows]), saleMapping({ fields }));
    expect(first.report.refused.map(({ row, column, code, value }) => [row, column, code, value])).toEqual([
      [2, "amount", "date_in_number", "2026-03-01"],
      [3, "at", "short_day_number", "2026"],
    ]);
    expect(first.events.map(({ at, amount }) => [at, amount])).toEqual([
      ["2026-03-01T14:05:06+08:00", "12345.67"],
      ["2026-03-01T00:00:00+08:00", "33.33"],
    ]);
    const second = await convert(put(zipOf(workbookParts(long)), ".xlsx"), saleMapping({ fields }));
    expect(second.report.refused.map(({ row, code }) => [row, code])).toEqual([
      [2, "digits_lost"],
      [4, "digits_lost"],
    ]);
    expect(second.events.map(({ amount }) => amount)).toEqual(["1234567890123.45"]);
  });
  test("C7.1: a number that spells a day is that day, in any format of its cell; what is no day either is called no day number", async () => {
    const styles = `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const rows = ["20260301", "20260301", "20260230", "99999999", "0"];
    const cells = sheetOf([HEAD, ...rows.map((number, i) => [String(i + 1), `=n ${number}`, "c", "=n 1"])]);
    const parts = workbookParts(cells.replace('<c r="B3">', '<c r="B3" s="1">'), [
      { name: "xl/styles.xml", content: styles },
    ]);
    const file = put(zipOf(parts), ".xlsx");
    const { events, report } = await convert(file, mapping);
    expect(events.map(({ at }) => at)).toEqual(["2026-03-01T00:00:00+08:00", "2026-03-01T00:00:00+08:00"]);
    expect(report.refused.map(({ row, code }) => [row, code])).toEqual([4, 5, 6].map((row) => [row, "no_day_number"]));
    expect(report.notes.map(({ code }) => code)).not.toContain("serials_in_text");
  });
  test("C7.1: a NUL in a cell refuses the row", async () => {
    const sheet = sheetOf([HEAD, ["1", "=n 46082", "c", "=n 1"], ["2", "=n 46082", "d", "=n 1"]]);
    for (const nul of ["&#0;", "\0"]) {
      const { events, report } = await convert(
        put(zipOf(workbookParts(sheet.replace(">c<", `>c${nul}<`))), ".xlsx"),
        saleMapping({ fields: FIELDS }),
      );
      expect(events.map(({ order }) => order)).toEqual(["2"]);
      expect(report.refused).toMatchObject([{ row: 2, column: "customer", value: "c␀", code: "nul_in_text" }]);
    }
  });
  test("case-E17 numbers that lost digits make no record", async () => {
    const file = await workbook([
      HEAD,
      ["1", DAY, +"440981199001010012", 1],
      ["2", DAY, 999032320001885, 1],
      ["3", DAY, 17850, 1],
    ]);
    const { events, report } = await convert(file, mapping);
    expect(report.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "customer", "digits_lost"],
      [3, "customer", "digits_lost"],
    ]);
    expect(events.map(({ customer }) => customer)).toEqual(["17850"]);
  });
  test("binary fractions are read at 15 digits; small and large numbers without exponent", async () => {
    const file = await workbook([
      HEAD,
      ["1", DAY, "c", 0.1 + 0.2],
      ["2", DAY, "c", 12345.67 * 3],
      ["3", DAY, "c", 1e-7],
      ["4", DAY, "c", 1e12],
    ]);
    const { events, report } = await convert(file, mapping);
    expect(events.map(({ amount }) => amount)).toEqual(["0.30", "37037.01", "1000000000000.00"]);
    expect(report.refused[0]).toMatchObject({ row: 4, column: "amount", code: "finer_than_currency" });
  });
  test("formulas by their value, errors and formulas without one refused, rich text and entities", async () => {
    const file = await workbook([
      HEAD,
      ["1", DAY, { richText: [{ text: "李" }, { text: "晓" }] }, { formula: "1+1", result: 2 }],
      ["2", DAY, 'a<b & "c"', { error: "#N/A" }],
      ["3", DAY, { formula: "A1" } as Cell, 1],
      ["4", DAY, 'a<b & "c"', 3],
    ] as Cell[][]);
    const { events, report } = await convert(file, mapping);
    expect(events.map(({ customer, amount }) => [customer, amount])).toEqual([
      ["李晓", "2.00"],
      ['a<b & "c"', "3.00"],
    ]);
    expect(report.refused.map(({ code }) => code)).toEqual(["error_cell", "formula_not_computed"]);
  });
  test("a number shown with a format of zeros is a code", async () => {
    const file = await workbook([HEAD, ["1", DAY, 693216, 1]], (sheet) => {
      sheet.getCell("C2").numFmt = "0000000000";
    });
    expect((await convert(file, mapping)).events[0]).toMatchObject({ customer: "0000693216" });
  });
});

describe("sheets", () => {
  test("merged cells give their text to each row; a merged number counts once and is refused after that", async () => {
    const file = await workbook(
      [["Sales", null, null, null], HEAD, ["1", DAY, "合并客户", 10], ["2", DAY, null, null], ["3", DAY, null, 7]],
      (sheet) => {
        sheet.mergeCells("A1:D1");
        sheet.mergeCells("C3:C5");
        sheet.mergeCells("D3:D4");
      },
    );
    const { events, report } = await convert(file, mapping);
    expect(events.map(({ order, customer, amount }) => [order, customer, amount])).toEqual([
      ["1", "合并客户", "10.00"],
      ["3", "合并客户", "7.00"],
    ]);
    expect(report.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [4, "amount", "merged_number"],
    ]);
    expect(report.headerRow).toBe(2);
  });
  test("what a covered cell of a merged area still holds is shown by no spreadsheet and read by nobody", async () => {
    const rows = [
      HEAD,
      ["1", "2026-03-01", "shown", "=n 10"],
      ["2", "2026-03-01", "hidden", "=n 999"],
      ["3", "2026-03-01", "hidden", "=n 7"],
    ];
    const merges = `<mergeCells count="2"><mergeCell ref="C2:C4"/><mergeCell ref="D2:D3"/></mergeCells>`;
    const { events, report } = await convert(put(zipOf(workbookParts(sheetOf(rows, merges))), ".xlsx"), mapping);
    expect(JSON.stringify([events, report])).not.toMatch(/hidden|999/);
    expect(events.map(({ order, customer, amount }) => [order, customer, amount])).toEqual([
      ["1", "shown", "10.00"],
      ["3", "shown", "7.00"],
    ]);
    expect(report.refused.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, "amount", "merged_number"],
    ]);
  });
  test("the sheet that has the columns is taken; several are asked about; a hidden one is left out", async () => {
    const several = await workbook([HEAD, ["1", DAY, "c", 1]], (_, book) => {
      book.addWorksheet("说明").addRow(["nothing"]);
      book.addWorksheet("隐藏", { state: "hidden" }).addRow(HEAD);
    });
    expect((await convert(several, mapping)).report).toMatchObject({ sheet: "数据", rows: { new: 1 } });
    const equal = await workbook([HEAD, ["1", DAY, "c", 1]], (_, book) => {
      book.addWorksheet("二月").addRows([HEAD, ["2", DAY, "c", 2]]);
    });
    const { report } = await convert(equal, mapping);
    expect(report.questions).toMatchObject([{ id: "sheet", choices: [{ answer: "数据" }, { answer: "二月" }] }]);
    expect((await convert(equal, mapping, { answers: { sheet: "二月" } })).events).toMatchObject([{ order: "2" }]);
    await expect(convert(equal, mapping, { answers: { sheet: "三月" } })).rejects.toMatchObject({
      code: "no_such_sheet",
    });
  });
  test("case-E tax-bureau workbook: elements with a prefix are read, all 406 rows of them", async () => {
    const rows = Array.from({ length: 405 }, (_, i) => [`n${i}`, "2026-03-01", "c", `${i}.50`]);
    const bytes = zipOf(workbookParts(sheetOf([HEAD, ...rows], "", "x:")));
    const { report } = await convert(put(bytes, ".xlsx"), mapping);
    expect(report.rows).toMatchObject({ read: 405, new: 405 });
    expect(report.notes).toMatchObject([
      { code: "rows_in_sheet", text: "With its header the sheet has 406 rows, 406 were read." },
    ]);
  });
  test("rows and cells without a reference stand behind those before; gaps keep their row numbers", async () => {
    const bare = sheetOf([HEAD, ["1", "2026-03-01", "c", "1"]]).replace(/ r="[A-Z]*\d+"/g, "");
    expect((await convert(put(zipOf(workbookParts(bare)), ".xlsx"), mapping)).events.length).toBe(1);
    const file = await workbook([HEAD, ["1", DAY, "c", 1], [], [], ["x", "never", "c", 1]]);
    expect((await convert(file, mapping)).report.refused.map(({ row }) => row)).toEqual([5]);
  });
  test("case-T9 megabytes without a tag behind the rows are told as a fault of the file, not as one of ours", async () => {
    const sheet = sheetOf([HEAD]).replace("</sheetData>", `${" ".repeat(17 * 1024 * 1024)}</sheetData>`);
    // Not packed: what packs that well is refused before it is read.
    const parts = workbookParts(sheet).map((part) => ({ ...part, stored: true }));
    await expect(convert(put(zipOf(parts), ".xlsx"), mapping)).rejects.toMatchObject({
      code: "broken_xml",
      args: { name: "xl/worksheets/sheet1.xml" },
    });
  });
  test("a sheet of many rows, read in many pieces", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [`n${i}`, "2026/3/1", `客户${i % 50}`, `=n ${i}.25`]);
    const { report, bytes } = await convert(put(zipOf(workbookParts(sheetOf([HEAD, ...rows]))), ".xlsx"), mapping);
    expect(report.rows).toMatchObject({ read: 20_000, new: 20_000 });
    expect(bytes).toContain('"order":"n19999","customer":"客户49","amount":"19999.25"');
  });
});
