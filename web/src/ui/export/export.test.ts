import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";
import { workbookOf } from "./workbook.ts";

const table = {
  columns: ["编号", "说明", "金额"],
  rows: [
    ["HX-1", '=HYPERLINK("http://x")', { number: "-1234.50" }],
    ["@SUM(1)", "含“,”与\n换行 <b> & \u0001\ud800", { number: "0.123456789012345" }],
    ["", "-12", ""],
  ],
} as const;

test("N6: a list as CSV opens in Excel in its own letters, and no cell of it as a formula", () => {
  expect(csvOf(table)).toBe(
    '\ufeff编号,说明,金额\r\nHX-1,"\'=HYPERLINK(""http://x"")",-1234.50\r\n"\'@SUM(1)","含“,”与\n换行 <b> & \u0001\ud800",0.123456789012345\r\n,-12,\r\n',
  );
});
test("N6: a list as XLSX is read back cell by cell: text stays text, whatever it begins with, and a number its digits", async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(workbookOf("合同 [1/2]", table).buffer as never);
  const sheet = book.worksheets[0]!;
  expect(sheet.name).toBe("合同  1 2 ");
  const cells = [1, 2, 3, 4].map((row) => [1, 2, 3].map((column) => sheet.getRow(row).getCell(column).value));
  expect(cells).toEqual([
    ["编号", "说明", "金额"],
    ["HX-1", '=HYPERLINK("http://x")', -1234.5],
    ["@SUM(1)", "含“,”与\n换行 <b> & ", 0.123456789012345],
    [null, "-12", null],
  ]);
  expect(sheet.getRow(2).getCell(2).formula).toBeUndefined();
});
