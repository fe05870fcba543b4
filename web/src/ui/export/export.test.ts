import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";
import { markedTable } from "./table.ts";
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
test("N1: a list of invented data says so in a last column, in each row, and leaves the others as they were", async () => {
  const marked = markedTable(table, "演示数据");
  const lines = csvOf({ columns: ["a", "b"], rows: [["1", { number: "2.50" }]] }).trimEnd();
  expect(csvOf(markedTable({ columns: ["a", "b"], rows: [["1", { number: "2.50" }]] }, "演示数据"))).toBe(
    `${lines.replace("a,b", "a,b,演示数据")},演示数据\r\n`,
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(workbookOf("演示数据-合同", marked).buffer as never);
  const sheet = book.worksheets[0]!;
  expect(sheet.name).toBe("演示数据-合同");
  expect([1, 2, 3, 4].map((row) => sheet.getRow(row).getCell(4).value)).toEqual(Array(4).fill("演示数据"));
});
