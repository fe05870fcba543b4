import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { convert, put, saleMapping } from "./convert-room.ts";
import { sheetOf, workbookParts, zipOf } from "./convert-zip.ts";

const mapping = saleMapping({
  fields: `      at: date("2026-03-01")\n      order: row.no\n      customer: row.who\n      amount: number("1")`,
});
const read = async (rows: readonly string[], encoding = "utf8") => {
  const { events, report } = await convert(put(iconv.encode(`no,who\n${rows.join("\n")}\n`, encoding)), mapping);
  return { orders: events.map(({ order }) => order), who: events.map(({ customer }) => customer), report };
};

test("C7.1: ids that were guarded against a spreadsheet are read as the text inside, and counted", async () => {
  const rows = ['="000123",a', '"=""000124""",b', "'000125,c", "126,'t Hooft", "'127',d", '="1"2",e'];
  const { orders, who, report } = await read(rows);
  expect(orders).toEqual(["000123", "000124", "000125", "126", "'127'", '="1"2"']);
  expect(who[3]).toBe("'t Hooft");
  expect(report.notes.filter(({ code }) => code === "guarded").map(({ text }) => text.slice(0, 2))).toEqual(["3 "]);
  expect((await read(["1,a"])).report.notes.map(({ code }) => code)).not.toContain("guarded");
  expect((await read(['="007",中文'], "gb18030")).orders).toEqual(["007"]);
});

test("C7.1: control characters and signs that turn the direction of writing refuse the row and are named", async () => {
  const rows = ["A\x071,a", "\x072,b", "3,c\x1b", "4,d\u202ee", "5,f\u2069", "6,g", "7,h\x7f", "8,“中文”"];
  const { orders, report } = await read(rows);
  expect(orders).toEqual(["6", "8"]);
  expect(report.refused.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
    [2, "no", "A␇1", "control_in_text"],
    [3, "no", "␇2", "control_in_text"],
    [4, "who", "c␛", "control_in_text"],
    [5, "who", "d<U+202E>e", "direction_in_text"],
    [6, "who", "f<U+2069>", "direction_in_text"],
    [8, "who", "h␡", "control_in_text"],
  ]);
  expect(report.refused.map(({ reason }) => /U\+[0-9A-F]{4}/.exec(reason)?.[0])).toEqual([
    "U+0007",
    "U+0007",
    "U+001B",
    "U+202E",
    "U+2069",
    "U+007F",
  ]);
  const gb = await read(["1,中文", "2,中\u202e文", "3,\u061c文"], "gb18030");
  expect(gb.report.refused.map(({ row, code }) => [row, code])).toEqual([
    [3, "direction_in_text"],
    [4, "direction_in_text"],
  ]);
});

test("C7.1: two rows that only a carriage return parts are told as mixed line ends", async () => {
  const { orders, report } = await read(["1,a\r2,b", "3,c", "4,d,e"]);
  expect(orders).toEqual(["3"]);
  expect(report.refused.map(({ row, code }) => [row, code])).toEqual([
    [2, "lone_return"],
    [4, "column_count"],
  ]);
});

test("C7.1: a seventh digit of a second is refused as facts files refuse it; zeros behind the sixth say no more", async () => {
  const timed = saleMapping({
    fields: `      at: datetime(row.who)\n      order: row.no\n      customer: row.no\n      amount: number("1")`,
  });
  const rows = ["1,2026-03-01 10:00:00.1234567", "2,2026-03-01 10:00:00.1234560", "3,2026-03-01 10:00:00.123456"];
  const { events, report } = await convert(put(`no,who\n${rows.join("\n")}\n`), timed);
  expect(events.map(({ at }) => at)).toEqual(["2026-03-01T10:00:00.123456+08:00", "2026-03-01T10:00:00.123456+08:00"]);
  expect(report.refused.map(({ row, code }) => [row, code])).toEqual([[2, "finer_than_microsecond"]]);
});

test("C7.1: characters that a workbook writes as _x000D_ are read as what they are", async () => {
  const sheet = sheetOf([
    ["no", "who"],
    ["1_x000D_", "a"],
    ["2", "b_x0041_c"],
    ["3", "d_x005F_x0041_"],
    ["4", "e_x00g1_"],
    ["5", "f_xD83D__xDE00_"],
    ["6", "g_x0007_"],
  ]);
  const { events, report } = await convert(put(zipOf(workbookParts(sheet)), ".xlsx"), mapping);
  expect(events.map(({ order, customer }) => [order, customer])).toEqual([
    ["1", "a"],
    ["2", "bAc"],
    ["3", "d_x0041_"],
    ["4", "e_x00g1_"],
    ["5", "f😀"],
  ]);
  expect(report.refused.map(({ row, code }) => [row, code])).toEqual([[7, "control_in_text"]]);
});
