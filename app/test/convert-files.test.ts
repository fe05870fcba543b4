import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { FileProblem } from "../src/convert/file-problem.ts";
import { GbTranslator } from "../src/convert/gb-translator.ts";
import { faultText, problemText } from "../src/convert/messages.ts";
import { convert, put, room, saleMapping } from "./convert-room.ts";

const CHINESE = saleMapping({
  fields: `      at: date(row["日期"])\n      order: row["单号"]\n      customer: row["客户编号"]\n      amount: money(row["金额"])`,
});
const TEXT = "单号,客户编号,日期,金额\nA1,客户甲,2026/3/1,12.50\nA2,“引号”㐀𠮷€,2026-03-02,13.50\n";
const customers = async (bytes: Uint8Array, ending = ".csv", mapping = CHINESE): Promise<unknown[]> =>
  (await convert(put(bytes, ending), mapping)).events.map(({ customer }) => customer);

const FIELDS = `      at: date("2026-03-01")\n      order: row.no\n      amount: money(row.amount)`;

describe("encodings", () => {
  const wanted = ["客户甲", "“引号”㐀𠮷€"];
  test("case-E2 a byte-order mark is no part of the first header", async () => {
    expect(await customers(Buffer.from(`\ufeff${TEXT}`))).toEqual(wanted);
  });
  test("UTF-8, GB18030 and UTF-16 are told from the bytes", async () => {
    expect(await customers(Buffer.from(TEXT))).toEqual(wanted);
    const gb = iconv.encode(TEXT, "gb18030");
    const { report, events } = await convert(put(gb), CHINESE);
    expect([report.encoding, ...events.map(({ customer }) => customer)]).toEqual(["gb18030", ...wanted]);
    expect(await customers(iconv.encode(TEXT, "utf-16le", { addBOM: true }))).toEqual(wanted);
    expect(await customers(iconv.encode(TEXT, "utf-16be", { addBOM: true }))).toEqual(wanted);
  });
  test("GB18030 with a bar as separator, whose byte may be half of a character", async () => {
    const text = TEXT.replaceAll(",", "|").replace("客户甲", "客户珅");
    expect(await customers(iconv.encode(text, "gb18030"))).toEqual(["客户珅", wanted[1]]);
    expect(iconv.encode("珅", "gb18030").includes(0x7c) || iconv.encode("亅", "gb18030").includes(0x7c)).toBe(true);
  });
  test("ASCII first and GB18030 only far down the file", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `A${i},c${i % 7},2026-03-01,1.00`);
    const bytes = Buffer.concat([
      iconv.encode("id,customer,day,amount\n", "ascii"),
      Buffer.from(`${rows.join("\n")}\n`),
      iconv.encode("Z,客户甲,2026-03-01,1.00\n", "gb18030"),
    ]);
    const mapping = saleMapping({
      fields:
        "      at: date(row.day)\n      order: row.id\n      customer: row.customer\n      amount: money(row.amount)",
    });
    const all = await customers(bytes, ".csv", mapping);
    expect([all.length, all.at(-1)]).toEqual([60_001, "客户甲"]);
  });
  test("a stray byte is asked about with its place, and each answer shows what it makes of the row", async () => {
    const stray = Buffer.concat([
      Buffer.from("no,amount,客户\n1,10.00,王芳\n2,20.00,"),
      Buffer.from([0xff]),
      Buffer.from("李晓\n3,30.00,赵敏\n"),
    ]);
    const mapping = saleMapping({ fields: `${FIELDS}\n      customer: row["客户"]` });
    const { report } = await convert(put(stray), mapping);
    expect(report.questions).toMatchObject([
      { id: "encoding", samples: [{ row: 3, column: "", value: "2,20.00,\ufffd李晓" }] },
    ]);
    const [question] = report.questions;
    expect(question!.text).toContain("row 3");
    expect(question!.choices.map(({ answer, reads }) => [answer, reads[0]])).toEqual([
      ["utf-8", "2,20.00,\ufffd李晓"],
      ["gb18030", expect.stringMatching(/^2,20\.00,/)],
    ]);
    const answered = await convert(put(stray), mapping, { answers: { encoding: "utf-8" } });
    expect(answered.events.map(({ customer }) => customer)).toEqual(["王芳", "赵敏"]);
    expect(answered.report.refused).toMatchObject([{ row: 3, code: "bad_bytes" }]);
  });
  test("a stray byte far behind the head of a file is asked about too", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},10.00,x\n`).join("");
    const stray = Buffer.concat([Buffer.from(`no,amount,c\n${rows}9,1.00,`), Buffer.from([0xff, 0x0a])]);
    const { report, bytes } = await convert(put(stray), saleMapping());
    expect([report.outcome, bytes]).toEqual(["asks", ""]);
    expect(report.questions).toMatchObject([{ id: "encoding", samples: [{ row: 60_002 }] }]);
  });
  test.each(["utf-16le", "utf-16be"])("%s without a byte-order mark is known by its zero bytes", async (encoding) => {
    const bytes = iconv.encode("客户,no,amount\r\n王芳,1,10.00\r\n", encoding, { addBOM: false });
    for (const source of ["", "encoding: utf-16"]) {
      const mapping = saleMapping({ source, fields: `${FIELDS}\n      customer: row["客户"]` });
      const { report, events } = await convert(put(bytes), mapping);
      expect([report.encoding, events.map(({ customer }) => customer)]).toEqual(["utf-16", ["王芳"]]);
    }
  });
  test("one zero byte makes no UTF-16 of a file", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},10.00,王芳\n`).join("");
    const { report, events } = await convert(put(`no,amount,c\n${rows}90,1.00,a\0b\n`), saleMapping());
    expect([report.encoding, events.length]).toEqual(["utf-8", 21]);
  });
  test.each([
    [
      "a picture",
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1],
    ],
    ["a document", [...Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n", "latin1")]],
    ["a program", [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0]],
  ])("%s is no table, whatever its name says", async (_, bytes) => {
    await expect(convert(put(Buffer.from(bytes)), saleMapping())).rejects.toMatchObject({ code: "no_table" });
  });
  test("rows with bytes of another encoding are refused one by one, the others are kept", async () => {
    const bytes = Buffer.concat([
      Buffer.from(TEXT),
      Buffer.from([0x41, 0x33, 0x2c, 0xff, 0xc4]),
      Buffer.from(",2026-03-02,1\n"),
    ]);
    const { report, events } = await convert(put(bytes), CHINESE.replace("source: {", "source: {encoding: utf-8, "));
    expect(events.length).toBe(2);
    expect(report.refused.map(({ row, code }) => [row, code])).toEqual([[4, "bad_bytes"]]);
  });
  test("the translator of GB18030 agrees with iconv-lite on every two-byte code and on four-byte ones", () => {
    const translator = new GbTranslator();
    const out = new Uint8Array(64);
    const check = (bytes: number[]): void => {
      const expected = iconv.decode(Buffer.from(bytes), "gb18030");
      if ([...expected].length !== 1 || expected === "\ufffd") return;
      const end = translator.translate(Uint8Array.from(bytes), 0, bytes.length, out, 0, true);
      expect(Buffer.from(out.subarray(0, end)).toString("utf8")).toBe(expected);
    };
    for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) check([lead, trail]);
    for (let i = 0; i < 3000; i++)
      check([0x81 + (i % 90), 0x30 + (i % 10), 0x81 + ((i * 7) % 126), 0x30 + ((i * 3) % 10)]);
  });
});

describe("separators, headers and quotes", () => {
  const lines = ["no,when,sum", "1,2026-03-01,5", '2,2026-03-02,"1,234.50"'];
  const mapping = saleMapping({
    fields: "      at: date(row.when)\n      order: row.no\n      amount: money(row.sum)",
  });
  test("comma, semicolon, tab and bar are found", async () => {
    for (const separator of [",", ";", "\t", "|"]) {
      const text = lines.map((line) => line.replace(/,(?!\d\d\d\.)/g, separator)).join("\r\n");
      const { events, report } = await convert(put(text), mapping);
      expect([report.separator, events.map(({ amount }) => amount)]).toEqual([separator, ["5.00", "1234.50"]]);
    }
  });
  test("two separators that fit equally are asked about", async () => {
    const bare = saleMapping({
      source: "header: none",
      fields: `      at: date("2026-03-01")\n      order: row["1"]\n      amount: number("1")`,
    });
    const file = put("a,b;c,d\ne,f;g,h\n");
    expect((await convert(file, bare)).report.questions.map(({ id }) => id)).toEqual(["separator"]);
    const { events } = await convert(file, bare, { answers: { separator: ";" } });
    expect(events.map(({ order }) => order)).toEqual(["a,b", "e,f"]);
  });
  test("quotes: doubled, with line ends and separators inside, text after the closing one", async () => {
    const rows = 'no,when,sum\n"a ""b"", c\nd",2026-03-01,5\n"x"y,2026-03-01,5\nin"ch,2026-03-01,5\n';
    const { events, report } = await convert(put(rows), mapping);
    expect(events.map(({ order }) => order)).toEqual(['a "b", c\nd', 'in"ch']);
    expect(report.refused.map(({ row, code }) => [row, code])).toEqual([[3, "text_after_quote"]]);
  });
  test("C7.1: lines that end with a carriage return alone, as old spreadsheets write them", async () => {
    const text = 'no,amount\rA,"1.00"\r"B\r2",2\rC,3';
    for (const bytes of [text, gzipSync(text), Buffer.from(`\ufeff${text}`, "utf16le")]) {
      const { events, report } = await convert(put(bytes), saleMapping());
      expect(events.map(({ order, amount }) => [order, amount])).toEqual([
        ["A", "1.00"],
        ["B\n2", "2.00"],
        ["C", "3.00"],
      ]);
      expect(report.rows).toMatchObject({ read: 3, new: 3 });
    }
  });
  test("C7.1: a file that breaks off behind a number's point is refused there, and one that only lacks its last line end is not", async () => {
    const last = async (cell: string, ending = "") => {
      const file = put(`no,amount\nA,10.\nB,${cell}${ending}`);
      const { events, report } = await convert(file, saleMapping({ source: 'number: "1,234.56"' }));
      expect(events[0]).toMatchObject({ order: "A", amount: "10.00" });
      return report.refused[0]?.code ?? events[1]!.amount;
    };
    expect(await last("10.")).toBe("cut_off");
    expect(await last("-10.")).toBe("cut_off");
    expect(await last("10.5")).toBe("10.50");
    expect(await last("10.", "\n")).toBe("10.00");
    expect(await last('"10."')).toBe("10.00");
  });
  test("C7.1: a NUL in a cell that is read refuses the row, within, at the end and in a number", async () => {
    const rows = ["A1\0,1,x", "A\x002,2,x", "A3,3\0,x", "A4,4,x\0", `A5,5,${"x".repeat(200)}`];
    const { events, report } = await convert(put(`no,amount,other\n${rows.join("\n")}\n`), saleMapping());
    expect(events.map(({ order }) => order)).toEqual(["A4", "A5"]);
    expect(report.refused.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [2, "no", "A1␀", "nul_in_text"],
      [3, "no", "A␀2", "nul_in_text"],
      [4, "amount", "3␀", "nul_in_text"],
    ]);
  });
  test("a quote that is never closed ends the run and names its row", async () => {
    await expect(convert(put('no,when,sum\n1,2026-03-01,5\n"2,2026-03-01,5\n'), mapping)).rejects.toMatchObject({
      code: "unclosed_quote",
      args: { row: "3" },
    });
  });
  test("rows of another shape are refused, blank ones counted, empty cells behind the last column allowed", async () => {
    const rows = "no,when,sum\n1,2026-03-01,5,,\n\n2,2026-03-01\n,,\n3,2026-03-01,5,x\n4,2026-03-01,6";
    const { report, events } = await convert(put(rows), mapping);
    expect(events.map(({ order }) => order)).toEqual(["1", "4"]);
    expect(report.rows).toMatchObject({ read: 6, new: 2, refused: 2, blank: 2 });
    expect(report.refused.map(({ row, code, value }) => [row, code, value])).toEqual([
      [4, "column_count", "2"],
      [6, "column_count", "3"],
    ]);
    expect(report.refused.map(({ reason }) => reason)).toEqual([
      "The row has 2 columns, the header 3",
      "The row has 4 columns, the header 3",
    ]);
  });
  test("C7.1: a row of another shape says how many columns there are, in Chinese too, and shows its first cell alone", async () => {
    const rows = `单号,客户编号,日期,金额\n甲一,客户甲\n乙,长${",c".repeat(21)}\n丙,客户甲,2026-03-01,5\n只有\n`;
    const { report } = await convert(put(iconv.encode(rows, "gb18030")), CHINESE, { lang: "zh" });
    expect(report.refused.map(({ row, value, reason }) => [row, value, reason])).toEqual([
      [2, "甲一", "列数与表头不同：该行 2 列，表头 4 列"],
      [3, "乙", "列数与表头不同：该行 23 列，表头 4 列"],
      [5, "只有", "列数与表头不同：该行 1 列，表头 4 列"],
    ]);
    const { mend } = report.refused[0]!;
    // Reports that are kept from before the columns were counted still read.
    expect(faultText("column_count", {}, "zh")).toEqual({ reason: "列数与表头不同", mend });
  });
  test("C7.1, N8: where the mapping reads names or phones, a row of another shape shows its first cell alone", async () => {
    const fields = `      at: date(row.day)\n      of: '"customer"'\n      customer: row.no\n      name: row.name`;
    const mapping = saleMapping({ fields, id: "[customer]" }).replace("kind: sale", "kind: subject");
    const { report } = await convert(put("no,name,day\nK1,王,芳,2026-03-01\n"), mapping);
    expect(report.refused).toMatchObject([{ row: 2, value: "K1", reason: "The row has 4 columns, the header 3" }]);
  });
  test("a title above the header is passed over; a header by number; none at all", async () => {
    const titled = await convert(put(`Sales of March,,\n\n${lines.join("\n")}`), mapping);
    expect([titled.report.headerRow, titled.events.length]).toEqual([3, 2]);
    const numbered = await convert(
      put(`no,when,sum\n${lines.join("\n")}`),
      mapping.replace("source: {", "source: {header: 2, "),
    );
    expect(numbered.events.length).toBe(2);
    const bare = mapping
      .replace("source: {", "source: {header: none, ")
      .replace("row.when", 'row["2"]')
      .replace("row.no", 'row["1"]')
      .replace("row.sum", 'row["3"]');
    expect((await convert(put(lines.slice(1).join("\n")), bare)).events.length).toBe(2);
  });
  test("columns that are not there are named beside those that are; a double one must be told apart", async () => {
    await expect(convert(put("no,when,total\n"), mapping)).rejects.toMatchObject({
      code: "missing_columns",
      args: { missing: "sum", found: "no, when, total" },
    });
    const typed = await convert(put("no,when,sun\n"), mapping).catch((problem: FileProblem) => problem);
    expect(problemText(typed as FileProblem, "zh")).toContain("是否想写 sun？");
    await expect(convert(put("no，when，sum\n1，2026-03-01，5\n"), mapping)).rejects.toMatchObject({
      code: "wide_separator",
      args: { sign: "，" },
    });
    const twice = put("no,when,sum,sum\n1,2026-03-01,5,6\n");
    await expect(convert(twice, mapping)).rejects.toMatchObject({ code: "double_column" });
    const second = mapping.replace("row.sum", 'row["sum#2"]');
    expect((await convert(twice, second)).events[0]).toMatchObject({ amount: "6.00" });
  });
  test("columns by other names, and optional ones", async () => {
    const aliases = saleMapping({
      head: "columns:\n  total: {name: [金额, sum]}\n  shop: {name: shop, optional: true}\n  when: {name: when, date: dmy}",
      fields: "      at: date(row.when)\n      order: row.no\n      amount: money(row.total)\n      channel: row.shop",
    });
    const { events } = await convert(put("no,when,sum\n1,3/1/2026,5\n"), aliases);
    expect(events).toEqual([
      { id: "sale/1", kind: "sale", at: "2026-01-03T00:00:00+08:00", order: "1", amount: "5.00" },
    ]);
  });
  test("packed with gzip, and packed again on the way out", async () => {
    const { events, report } = await convert(put(gzipSync(lines.join("\n")), ".csv.gz"), mapping, {
      outEnding: ".ndjson.gz",
    });
    expect([events.length, report.out?.endsWith(".gz")]).toEqual([2, true]);
  });
});

describe("all or nothing", () => {
  const mapping = saleMapping();
  const many = (rows: number): string =>
    `no,amount\n${Array.from({ length: rows }, (_, i) => `${i},${i}.50`).join("\n")}\n`;
  test("the same file converted twice gives the same bytes", async () => {
    const file = put(`${many(5000)}7,7.50\n8,9.99\n`);
    const out = join(room, "twice.ndjson");
    const report = join(room, "twice");
    const first = await convert(file, mapping, { out, report });
    const bytes = [out, `${report}.csv`, `${report}.json`].map((path) => readFileSync(path));
    await convert(file, mapping, { out, report });
    expect([out, `${report}.csv`].map((path) => readFileSync(path))).toEqual(bytes.slice(0, 2));
    expect(first.report.rows).toMatchObject({ read: 5002, new: 5000, repeated: 1, refused: 1 });
  });
  test("an aborted run leaves nothing, and what stood there stays", async () => {
    const file = put(many(200_000));
    const out = join(room, "aborted.ndjson");
    writeFileSync(out, "before\n");
    const stop = new AbortController();
    const options = { out, report: join(room, "aborted"), signal: stop.signal, onProgress: () => stop.abort() };
    await expect(convert(file, mapping, options)).rejects.toThrow(/abort/i);
    expect(readFileSync(out, "utf8")).toBe("before\n");
    expect(readdirSync(room).filter((name) => name.includes(".part"))).toEqual([]);
  });
  test("a question stops the run before anything is written", async () => {
    const out = join(room, "asked.ndjson");
    const { report } = await convert(put("no;amount\n1;1.234\n"), mapping, { out, report: join(room, "asked") });
    expect(report).toMatchObject({ outcome: "asks", reportFiles: [] });
    expect(report.questions[0]).toMatchObject({
      id: "number_format",
      column: "amount",
      samples: [{ row: 2, column: "amount", value: "1.234" }],
    });
    expect(report.questions[0]!.choices.slice(0, 2)).toEqual([
      { answer: "1,234.56", reads: ["1.234"] },
      { answer: "1.234,56", reads: ["1234"] },
    ]);
    expect([out, join(room, "asked.csv"), join(room, "asked.json")].filter(existsSync)).toEqual([]);
  });
  test("all questions of a file are asked in one run", async () => {
    const fields = "      at: date(row.at)\n      order: row.no\n      amount: money(row.amount)";
    const { report } = await convert(put("no;at;amount\n1;3/1/2026;1.234\n2;5/6/2026;$5\n"), saleMapping({ fields }));
    expect(report.questions.map(({ id }) => id).sort()).toEqual(["currency_sign", "date_order", "number_format"]);
  });
  test("the mapping's answers are taken; a wrong one is refused", async () => {
    const file = put("no;amount\n1;1.234\n");
    const answered = saleMapping({ head: 'answers: {number_format: "1.234,56"}' });
    expect((await convert(file, answered)).events[0]).toMatchObject({ amount: "1234.00" });
    await expect(convert(file, answered, { answers: { number_format: "maybe" } })).rejects.toMatchObject({
      code: "bad_answer",
    });
  });
  test("a file, mapping or folder that is not there is named", async () => {
    const file = put(many(1));
    await expect(convert(join(room, "none.csv"), mapping)).rejects.toMatchObject({ code: "no_file" });
    await expect(convert(file, mapping, { mapping: join(room, "none.yaml") })).rejects.toMatchObject({
      code: "no_file",
    });
    await expect(convert(file, mapping, { out: join(room, "none", "x.ndjson") })).rejects.toMatchObject({
      code: "no_folder",
    });
    await expect(convert(put(""), mapping)).rejects.toMatchObject({ code: "empty_file" });
  });
  test("the output never replaces its source", async () => {
    const file = put(many(1));
    await expect(convert(file, mapping, { out: file })).rejects.toMatchObject({ code: "out_is_source" });
  });
});
test("C7.1: what is neither a workbook nor text is said to be none, and nothing is asked about its bytes", async () => {
  let seed = 7;
  const random = Uint8Array.from({ length: 3000 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed >>> 24;
  });
  for (const ending of [".xlsx", ".csv", ""])
    await expect(convert(put(random, ending), saleMapping())).rejects.toMatchObject({ code: "no_table" });
});
