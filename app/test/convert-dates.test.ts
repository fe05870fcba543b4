import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localDay } from "@fealty/engine/calendar/zone.ts";
import type { Day } from "@fealty/engine/values/brand.ts";
import { dayText, parseInstant } from "@fealty/engine/values/date.ts";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { serialTime } from "../src/convert/date-text.ts";
import { RowFault } from "../src/convert/fault.ts";
import { zoneNamed } from "../src/world.ts";
import { convert, dates, put, room, saleMapping } from "./convert-room.ts";

const day = (serial: string, first: 1900 | 1904 = 1900): string => {
  try {
    return dayText(serialTime(serial, first).day as Day);
  } catch (problem) {
    if (problem instanceof RowFault) return problem.code;
    throw problem;
  }
};

test("case-E11 43942.9654398148 is 2020-04-21 23:10:14, local and without a shift", async () => {
  expect(await dates(["43942.9654398148"])).toEqual(["2020-04-21T23:10:14+08:00"]);
});
test("case-E12 day numbers 42752, 41332, 46082", async () => {
  expect(await dates(["42752", "41332", "46082"])).toEqual([
    "2017-01-17T00:00:00+08:00",
    "2013-02-27T00:00:00+08:00",
    "2026-03-01T00:00:00+08:00",
  ]);
});
test("case-E13 in the 1904 system 42506 is 2020-05-17", () => {
  expect(day("42506", 1904)).toBe("2020-05-17");
});
test("case-E14 10 and 1 are in January 1900, 60 is no day", () => {
  expect(["10", "1", "60", "59", "61"].map((serial) => day(serial))).toEqual([
    "1900-01-10",
    "1900-01-01",
    "serial_no_day",
    "1900-02-28",
    "1900-03-01",
  ]);
});
test("case-E15 midnight written as a date comes back as midnight, whatever zone the machine is in", async () => {
  const before = process.env.TZ;
  process.env.TZ = "Asia/Shanghai";
  try {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("s");
    sheet.addRow(["no", "at"]);
    sheet.addRow(["a", new Date(Date.UTC(2021, 7, 12))]);
    const path = join(room, "midnight.xlsx");
    await book.xlsx.writeFile(path);
    const fields = `      at: datetime(row.at)\n      order: row.no\n      amount: number("1")`;
    const { events } = await convert(path, saleMapping({ fields }));
    expect(events[0]?.at).toBe("2021-08-12T00:00:00+08:00");
  } finally {
    process.env.TZ = before;
  }
});
test("case-E text dates of all shapes are 2026-03-01", async () => {
  const shapes = [
    "2026/3/1",
    "2026年3月1日",
    "20260301",
    "２０２６年３月１日",
    "2026-3-1 ",
    "2026.03.01",
    "1 Mar 2026",
    "二〇二六年三月一日",
    "二○二六年三月一号",
    "2026年3月1日（星期日）",
    "2026-03-01 周日",
    "20260301(周日)",
    "2026–03–01",
    "2026—3—1",
    "2026/3/1日",
    "Sunday, March 1, 2026",
    "Sun 1 Mar 2026",
  ];
  expect(new Set(await dates(shapes))).toEqual(new Set(["2026-03-01T00:00:00+08:00"]));
});
test("case-E 3/1/2026 asks once per file; the answer settles it; 13/1/2026 has one reading", async () => {
  expect(await dates(["3/1/2026", "4/1/2026"])).toEqual(["asks date_order"]);
  expect(await dates(["3/1/2026"], "", { answers: { date_order: "dmy" } })).toEqual(["2026-01-03T00:00:00+08:00"]);
  expect(await dates(["3/1/2026", "13/1/2026"], "date: mdy")).toEqual([
    "2026-03-01T00:00:00+08:00",
    "wrong_date_order",
  ]);
  expect(await dates(["13/1/2026", "3/3/2026"])).toEqual(["2026-01-13T00:00:00+08:00", "2026-03-03T00:00:00+08:00"]);
});
test("case-E a date that reads one way only settles the others of its file, and the report says so; two that contradict each other settle nothing", async () => {
  expect(await dates(["3/1/2026", "31/12/2026"])).toEqual(["2026-01-03T00:00:00+08:00", "2026-12-31T00:00:00+08:00"]);
  expect(await dates(["12/31/2026", "3/1/2026"])).toEqual(["2026-12-31T00:00:00+08:00", "2026-03-01T00:00:00+08:00"]);
  expect(await dates(["3/1/2026", "31/12/2026", "12/31/2026"])).toEqual(["asks date_order"]);
  expect(await dates(["3/1/2026", "31/2/2026"])).toEqual(["asks date_order"]);
  const fields = "      at: date(row.at)\n      order: row.no\n      amount: money(row.amount)";
  const { report } = await convert(put("no;at;amount\n1;3/1/2026;1\n2;31/12/2026;2\n"), saleMapping({ fields }));
  expect(report.notes).toEqual([
    { code: "order_dmy", text: "Dates were read with the day first: 31/12/2026 in row 3 reads no other way." },
  ]);
});
test("impossible, short and foreign dates are refused with their reason", async () => {
  expect(await dates(["2026-02-30", "26/3/1", "2026", "soon", "", "2026-03-01 25:00"])).toEqual([
    "no_such_day",
    "two_digit_year",
    "short_day_number",
    "not_a_date",
    "blank",
    "not_a_date",
  ]);
});
test("C7.1: a date outside the years that facts may have is refused by its row and column", async () => {
  const cells = [
    "1899-12-31",
    "1900-01-01",
    "2199-12-31 23:59:59",
    "2200-01-01",
    "9999-12-31",
    "1900-01-01T00:00:00+14:00",
  ];
  const told = [
    "fact_out_of_years",
    "1900-01-01T00:00:00+08:00",
    "2199-12-31T23:59:59+08:00",
    "fact_out_of_years",
    "fact_out_of_years",
  ];
  expect(await dates(cells)).toEqual([...told, "fact_out_of_years"]);
  const paid = `mapping: 1
emit:
  - kind: premium_paid
    id: [policy]
    fields: {at: 'date("2026-03-01")', policy: row.no, due: date(row.at)}
`;
  const { report } = await convert(put("no,at\n0,1850/5/1\n1,１８９９年５月１４日\n"), paid);
  // As it stands in the file: people look for it there.
  expect(report.refused).toMatchObject([
    { row: 2, column: "at", value: "1850/5/1", reason: "at is 1850/5/1, outside the years 1900 to 2199" },
    { row: 3, column: "at", value: "１８９９年５月１４日" },
  ]);
});
test("C7.1: a local day of the file is the same day in its contract, in every zone and year", async () => {
  for (const id of ["Asia/Shanghai", "Europe/London", "Africa/Monrovia", "America/New_York"]) {
    const zone = (await zoneNamed(id))!;
    const cells = ["1900-01-01", "1935-07-01 23:59:59", "1971-02-03", "1988-07-01", "1991-06-01", "2050-07-01"];
    const fields = `      at: datetime(row.at)\n      order: row.no\n      amount: number("1")`;
    const mapping = saleMapping({ fields }).replace("Asia/Shanghai", id);
    const { events } = await convert(put(`no,at\n${cells.map((cell, i) => `${i},${cell}`).join("\n")}\n`), mapping);
    const read = events.map(({ at }) => dayText(localDay(zone, parseInstant(String(at))!)));
    expect([id, ...read]).toEqual([id, ...cells.map((cell) => cell.slice(0, 10))]);
  }
});
test("times of day, with a zone of their own or in the mapping's", async () => {
  expect(
    await dates([
      "2026-03-01 08:26",
      "2026/3/1 下午3:05",
      "2026-03-01T02:00:00Z",
      "2026-03-01 3:05:09.25 PM",
      "20260301101112",
    ]),
  ).toEqual([
    "2026-03-01T08:26:00+08:00",
    "2026-03-01T15:05:00+08:00",
    "2026-03-01T10:00:00+08:00",
    "2026-03-01T15:05:09.25+08:00",
    "2026-03-01T10:11:12+08:00",
  ]);
});
test("C7.1: dates and times as letters write them, and the end of a day", async () => {
  expect(
    await dates([
      "二〇二五年十二月三十一日 下午三点",
      "二〇二五年十二月三十一日",
      "二零二六年元月二十日 8点整",
      "二〇二六年十月十日",
      "2026年3月1日（周日）14时05分",
      "2026-03-01 14时",
      "2026-12-31 24:00",
      "2026-12-31 24:01",
      "二〇二六年二月三十日",
      "2026-03-01 14",
      "2026年3月1日下午2点",
      "202603011405",
      "1-Mar-26",
      "10",
      "60",
    ]),
  ).toEqual([
    "not_a_date",
    "2025-12-31T00:00:00+08:00",
    "2026-01-20T08:00:00+08:00",
    "2026-10-10T00:00:00+08:00",
    "2026-03-01T14:05:00+08:00",
    "2026-03-01T14:00:00+08:00",
    "2027-01-01T00:00:00+08:00",
    "not_a_date",
    "no_such_day",
    "not_a_date",
    "2026-03-01T14:00:00+08:00",
    "2026-03-01T14:05:00+08:00",
    "two_digit_year",
    "short_day_number",
    "short_day_number",
  ]);
});
test("summer time: the offset of the day, a skipped time refused, a repeated one asked", async () => {
  const london = "zone: Europe/London";
  const mapping = (source: string) =>
    saleMapping({ fields: `      at: datetime(row.at)\n      order: row.no\n      amount: number("1")` }).replace(
      "zone: Asia/Shanghai",
      source,
    );
  const file = put("no,at\n0,2011-01-01 12:00\n1,2011-03-27 01:30\n2,2011-07-01 12:00\n");
  const { events, report } = await convert(file, mapping(london));
  expect(events.map(({ at }) => at)).toEqual(["2011-01-01T12:00:00+00:00", "2011-07-01T12:00:00+01:00"]);
  expect(report.refused.map(({ row, code }) => [row, code])).toEqual([[3, "time_skipped"]]);
  const twice = put("no,at\n0,2011-10-30 01:30\n");
  const asked = await convert(twice, mapping(london));
  expect(asked.report.questions.map(({ id, column }) => [id, column])).toEqual([["repeated_hour", "at"]]);
  expect(asked.report.questions[0]?.choices).toEqual([
    { answer: "earlier", reads: ["2011-10-30T01:30:00+01:00"] },
    { answer: "later", reads: ["2011-10-30T01:30:00+00:00"] },
  ]);
  for (const [answer, at] of [
    ["earlier", "2011-10-30T01:30:00+01:00"],
    ["later", "2011-10-30T01:30:00+00:00"],
  ] as const) {
    const { bytes } = await convert(twice, mapping(london), { answers: { repeated_hour: answer } });
    expect(JSON.parse(bytes).at).toBe(at);
  }
});
test("C7.1: a time put together from two cells that the clock showed twice is asked about like one in a cell", async () => {
  const fields = `      at: datetime(row.day + " " + row.time)\n      order: row.no\n      amount: number("1")`;
  const mapping = saleMapping({ fields }).replace("Asia/Shanghai", "Europe/London");
  const twice = put("no,day,time\n0,2011-10-30,01:30\n1,2011-03-27,01:30\n");
  const asked = await convert(twice, mapping);
  expect(asked.report.questions.map(({ id, choices }) => [id, ...choices.flatMap(({ reads }) => reads)])).toEqual([
    ["repeated_hour", "2011-10-30T01:30:00+01:00", "2011-10-30T01:30:00+00:00"],
  ]);
  const { events, report } = await convert(twice, mapping, { answers: { repeated_hour: "later" } });
  expect(events.map(({ at }) => at)).toEqual(["2011-10-30T01:30:00+00:00"]);
  expect(report.refused).toMatchObject([{ row: 3, code: "time_skipped" }]);
});
test("day numbers in a text file are read, and the report says so", async () => {
  const file = put("no,at\n0,46082\n");
  const fields = `      at: datetime(row.at)\n      order: row.no\n      amount: number("1")`;
  const reportAt = join(room, "serials");
  const { report } = await convert(file, saleMapping({ fields }), { report: reportAt });
  expect(report.notes.map(({ code }) => code)).toEqual(["serials_in_text"]);
  expect(readFileSync(`${reportAt}.json`, "utf8")).toContain("serials_in_text");
});
