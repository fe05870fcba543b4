import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { importReportCsv, importReportJson, listImports, readImportReport } from "../../src/commands/import-report.ts";
import { listMappings } from "../../src/commands/list-mappings.ts";
import { previewTable } from "../../src/commands/preview-table.ts";
import { byContract, company, HEAD, type ImportHouse, importHouse, MAPPING, put } from "./import-room.ts";

let room: ImportHouse;
beforeAll(async () => {
  room = await importHouse();
});
const preview = (
  rows: string,
  {
    mapping = MAPPING,
    caller = company,
    ...more
  }: { mapping?: string; caller?: Caller; contract?: string; answers?: Record<string, string> } = {},
) =>
  previewTable(room.house, caller, {
    file: put(`${rows}\n`),
    fileName: "销售.csv",
    mapping: put(mapping, ".yaml"),
    language: "zh",
    ...more,
  });
const joined = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
};

describe("before and after an import", () => {
  it("C7.1: what the house refuses is told by the file's own columns and cells, before and after", async () => {
    const number = await room.add("V-9");
    await room.take(`${HEAD}\nB/14,c1,5.00,2026-06-01`, { contract: number });
    const rows = `${HEAD},合同\nB/14,c1,6.00,2026-06-01,${number}\nX2,c1,6.00,1026-02-03,${number}\nX3,c1,6.00,2026-06-03,nowhere\nX4,c1,1.00,2026-06-01,${number}\nX4,c1,2.00,2026-06-01,${number}`;
    const mapping = byContract('row["合同"]');
    const cells = [
      [2, "订单号", "B/14", "source_id_conflict"],
      [3, "日期", "1026-02-03", "fact_out_of_years"],
      [4, "合同", "nowhere", "import_contract_unknown"],
      [6, "订单号", "X4", "key_conflict"],
    ];
    const before = await preview(rows, { mapping });
    expect(
      before.rows.flatMap(({ row, problems }) => problems.map(({ column, value, code }) => [row, column, value, code])),
    ).toEqual(cells);
    const { importRunId } = await room.take(rows, {}, { mapping });
    const { refusals } = await readImportReport(room.house, company, importRunId, "zh");
    expect(refusals.map(({ row, column, value, code }) => [row, column, value, code])).toEqual(cells);
    expect(refusals[1]!.reason).toContain("“日期”为 1026-02-03");
    const table = await joined(importReportCsv(room.house, company, importRunId, "zh"));
    for (const [, column, value] of cells) expect(table).toContain(`,${column},${value},`);
    expect(table).not.toContain("sale/");
  });
  it("C7.1: a row that stands twice in the file is repeated in the preview as in the report, one left out is not", async () => {
    const number = await room.add("V-8");
    const text = `${HEAD}\nY1,c1,5.00,2026-06-01\nY1,c1,5.00,2026-06-01\n,,,`;
    const { rows } = await preview(text, { contract: number });
    expect(rows.map(({ events, double }) => [events.length, double])).toEqual([
      [1, false],
      [0, true],
      [0, false],
    ]);
    const { rows: counted } = await room.take(text, { contract: number });
    expect(counted).toMatchObject({ new: 1, repeated: 1, blank: 1 });
  });
  it("C7.1: the first rows are shown as they would come in, and nothing is written", async () => {
    const number = await room.add("V-1");
    await room.take(`${HEAD}\nX1,c1,5.00,2026-06-01\nX9,c1,9.00,2026-06-01`, { contract: number });
    const { rows, header, questions, more } = await preview(
      `${HEAD}\nX1,c1,5.00,2026-06-01\nX2,c2,6.00,2026-06-02\nX3,c3,abc,2026-06-03\nX9,c1,1.00,2026-06-01\n,,,`,
      { contract: number },
    );
    expect([header, questions, more]).toEqual([HEAD.split(","), [], false]);
    expect(rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [2, "X1"],
      [3, "X2"],
      [4, "X3"],
      [5, "X9"],
      [6, ""],
    ]);
    expect(
      rows.map(({ events, problems }) => [events.map(({ repeated }) => repeated), problems.map(({ code }) => code)]),
    ).toEqual([
      [[true], []],
      [[false], []],
      [[], ["not_a_number"]],
      [[], ["source_id_conflict"]],
      [[], []],
    ]);
    expect(rows[1]!.events[0]).toMatchObject({ kind: "sale", contract: number, at: "2026-06-02T00:00:00+08:00" });
    expect(rows[2]!.problems[0]).toMatchObject({ column: "金额", value: "abc", reason: "读不成数字" });
    expect((await room.eventsOf(number)).length).toBe(2);
  });
  it("C7.1: a long file is looked at only at its beginning, and what is open is asked with the cells still shown", async () => {
    const number = await room.add("V-2");
    const many = Array.from({ length: 5000 }, (_, i) => `L${i},c,1.00,${(i % 9) + 1}/6/2026`).join("\n");
    const asks = await preview(`${HEAD}\n${many}`, { contract: number });
    expect(asks.questions.map(({ id }) => id)).toEqual(["date_order"]);
    expect([asks.rows.length, asks.more, asks.rows[0]!.events]).toEqual([100, true, []]);
    const told = await preview(`${HEAD}\n${many}`, { contract: number, answers: { date_order: "dmy" } });
    expect([told.questions, told.rows.every(({ events }) => events.length === 1)]).toEqual([[], true]);
  });
  it("C7.1: what only a later row leaves open is asked with the preview, and the rows before it say what they become", async () => {
    await room.add("V-40");
    const line = (index: number, amount: string) => `L${index},c1,${amount},2026-06-20`;
    const rows = [HEAD, ...Array.from({ length: 400 }, (_, index) => line(index, "5.00")), line(400, "$5.00")].join(
      "\n",
    );
    const first = await preview(rows, { contract: "V-40", mapping: MAPPING.replace('number: "1,234.56", ', "") });
    expect(first.questions.map(({ id }) => id)).toEqual(["currency_sign"]);
    expect(first.questions[0]!.samples[0]).toMatchObject({ row: 402, value: "$5.00" });
    expect([first.rows.length, first.more]).toEqual([100, true]);
    expect(first.rows.every(({ events, asks }) => events.length === 1 && !asks)).toBe(true);
    const answered = await preview(rows, { contract: "V-40", answers: { currency_sign: "refuse" } });
    expect(answered.questions).toEqual([]);
  });
  it("C7.1: while a question is open a row that is refused whatever the answer says so, and only the row that hangs on it waits", async () => {
    const number = await room.add("V-7");
    const rows = [
      `A1,c1,"1,000.00",2026-06-01,${number}`,
      `A2,c1,100.00,2026-02-30,${number}`,
      `A3,c1,$5.00,2026-06-12,${number}`,
      "A4,c1,50.00,2026-06-12,nowhere",
      `A5,c1,=1+1,2026-06-15,${number}`,
    ].join("\n");
    const mapping = byContract('row["合同"]');
    const told = async (answers: Record<string, string> = {}) => {
      const { questions, rows: read } = await preview(`${HEAD},合同\n${rows}`, { mapping, answers });
      const outcomes = read.map(({ asks, events, problems }) =>
        asks ? "asks" : (problems[0]?.code ?? `${events.length} event`),
      );
      return [questions.map(({ id }) => id), outcomes];
    };
    const [first, second, , fourth, fifth] = ["1 event", "no_such_day", "", "import_contract_unknown", "not_a_number"];
    expect(await told()).toEqual([["currency_sign"], [first, second, "asks", fourth, fifth]]);
    expect(await told({ currency_sign: "same" })).toEqual([[], [first, second, "1 event", fourth, fifth]]);
    expect((await told({ currency_sign: "refuse" }))[1]![2]).toMatch(/_/);
  });
  it("C7.1: of a workbook the cells are shown as people see them, days as days", async () => {
    const number = await room.add("V-6");
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("数据");
    sheet.addRow(HEAD.split(","));
    sheet.addRow(["W1", "c1", 12.5, new Date(Date.UTC(2026, 5, 3))]);
    const file = put(Buffer.from(await book.xlsx.writeBuffer()), ".xlsx");
    const request = {
      file,
      fileName: "销售.xlsx",
      mapping: put(MAPPING, ".yaml"),
      contract: number,
      language: "zh" as const,
    };
    const { rows, sheet: read } = await previewTable(room.house, company, request);
    expect([read, rows[0]!.cells]).toEqual(["数据", ["W1", "c1", "12.5", "2026-06-03"]]);
    expect(rows[0]!.events[0]).toMatchObject({
      at: "2026-06-03T00:00:00+08:00",
      fields: [
        ["order", "W1"],
        ["customer", "c1"],
        ["amount", "12.50"],
      ],
    });
  });
  it("C7.1: what would be refused as a whole is refused here too, and the wrong party sees nothing", async () => {
    const number = await room.add("V-3");
    await expect(preview(`${HEAD}\n`, { mapping: "mapping: 1\n", contract: number })).rejects.toMatchObject({
      code: "mapping_refused",
    });
    await expect(preview(`a,b\n1,2`, { contract: number })).rejects.toMatchObject({
      code: "file_refused",
      text: { zh: expect.stringContaining("销售.csv") },
    });
    await expect(preview(`${HEAD}\nX,c,1.00,2026-06-01`)).rejects.toMatchObject({ code: "import_needs_contract" });
    await expect(
      preview(`${HEAD}\nX,c,1.00,2026-06-01`, { contract: number, caller: { companyId: 2, party: "company" } }),
    ).rejects.toMatchObject({ code: "no_such_contract" });
    await expect(preview(HEAD, { contract: number, caller: { companyId: 1, party: "agent" } })).rejects.toMatchObject({
      code: "not_for_this_party",
    });
    const { rows } = await preview(`${HEAD},归属\nX,c,1.00,2026-06-01,V-none`, { mapping: byContract('row["归属"]') });
    expect(rows[0]!.problems[0]).toMatchObject({ code: "import_contract_unknown", reason: "没有编号为 V-none 的合同" });
  });
  it("C7.1: in the report no cell is a formula, and each reason is in the reader's language", async () => {
    const number = await room.add("V-4");
    const evil = ["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-2+3", "\t=1", "＝1+1"];
    const rows = evil.map((cell, i) => `F${i},c,"${cell}",2026-06-01`).join("\n");
    const { importRunId } = await room.take(`${HEAD}\n${rows}`, { contract: number });
    const csv = await joined(importReportCsv(room.house, company, importRunId, "zh"));
    const lines = csv.replace("\ufeff", "").trim().split("\r\n");
    expect(lines[0]).toBe("行,列,值,原因,如何修正,代码,已写入,计入,演示数据");
    expect(lines.length).toBe(1 + evil.length);
    for (const line of lines.slice(1)) expect(line.split(",")[2]).toMatch(/^"'/);
    expect(lines[1]).toContain("读不成数字");
    const json = JSON.parse(await joined(importReportJson(room.house, company, importRunId, "en")));
    expect(json).toMatchObject({
      rows: { read: 6, refused: 6 },
      refused: expect.arrayContaining([expect.objectContaining({ row: 2, reason: "This is no number" })]),
    });
    expect(json.mapping).toBeUndefined();
    const other: Caller = { companyId: 2, party: "company" };
    await expect(joined(importReportCsv(room.house, other, importRunId, "zh"))).rejects.toMatchObject({
      code: "no_such_import",
    });
    expect(await listImports(room.house, other)).toEqual([]);
    expect(() => listImports(room.house, { companyId: 1, party: "intermediary" })).toThrow("Only the company");
  });
  it("C7.1: a report of many refused rows is told to its end", async () => {
    const number = await room.add("V-5");
    const rows = Array.from({ length: 2500 }, (_, i) => `B${i},c,bad${i},2026-06-01`).join("\n");
    const { importRunId } = await room.take(`${HEAD}\n${rows}`, { contract: number });
    const csv = await joined(importReportCsv(room.house, company, importRunId, "en"));
    expect(csv.trim().split("\r\n").length).toBe(2501);
    expect(csv).toContain("2501,金额,bad2499");
  });
  it("C7.1: every mapping that comes along reads and has a title in both languages", async () => {
    const mappings = await listMappings();
    expect(mappings.map(({ name }) => name)).toContain("sales.yaml");
    for (const { name, title } of mappings) expect([title.zh === name, title.en === name]).toEqual([false, false]);
  });
});
