import { readFileSync } from "node:fs";
import { join } from "node:path";
import { safeCell } from "@fealty/engine/values/safe-cell.ts";
import { describe, expect, test } from "vitest";
import { convert, put, room, saleMapping } from "./convert-room.ts";

describe("case-T8 formulas do not get into the report", () => {
  test("cells that spreadsheets would run are texts; true negative numbers stay numbers", () => {
    const risky = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠x", " =1", "-", "\n=1"];
    expect(risky.map(safeCell)).toEqual(risky.map((text) => `'${text}`));
    const plain = ["-5000", "-12.50", "12", "text", "a=b", "", "客户"];
    expect(plain.map(safeCell)).toEqual(plain);
  });
  test("refused values and header names reach the CSV as texts", async () => {
    const head = `no;"=HYPERLINK(""x"")"`;
    const mapping = saleMapping({
      fields: `      at: date("2026-03-01")\n      order: row.no\n      amount: money(row[${JSON.stringify('=HYPERLINK("x")')}])`,
    });
    const report = join(room, "formulas");
    await convert(put(`${head}\n1;=1+1\n2;＝cmd\n3;@x\n4;-5\n5;--5\n`), mapping, { report });
    const lines = readFileSync(`${report}.csv`, "utf8").split("\r\n");
    expect(lines[0]).toBe("\ufeffrow,column,value,reason,how to mend,code");
    const header = `"'=HYPERLINK(""x"")"`;
    expect(lines.slice(1, 5).map((line) => line.slice(0, line.indexOf(",This")))).toEqual([
      `2,${header},"'=1+1"`,
      `3,${header},"'＝cmd"`,
      `4,${header},"'@x"`,
      `6,${header},"'--5"`,
    ]);
  });
});

const people = (): string => {
  const rows = Array.from({ length: 485 }, (_, i) => `${i},2026-03-01,${i}.00`);
  for (let i = 0; i < 12; i++) rows.splice(40 * i + 39, 0, rows[i * 3]!);
  rows.splice(100, 0, "bad1,2026-02-30,1.00");
  rows.splice(200, 0, "bad2,2026-03-01,x");
  rows.push("bad3,2026-03-01,");
  return `no,at,amount\n${rows.join("\n")}\n`;
};
const D6 = saleMapping({ fields: "      at: date(row.at)\n      order: row.no\n      amount: money(row.amount)" });

describe("case-D6 a report of what was not taken, and nothing changed by a second run", () => {
  test("500 rows, 12 repeated, 3 bad: 485 in, one report with row, column, value, reason and mending", async () => {
    const file = put(people());
    const reportAt = join(room, "d6");
    const { report, out } = await convert(file, D6, { report: reportAt, out: join(room, "d6.ndjson") });
    expect(report.rows).toEqual({ read: 500, new: 485, repeated: 12, refused: 3, unmatched: 0, leftOut: 0, blank: 0 });
    const written = JSON.parse(readFileSync(`${reportAt}.json`, "utf8"));
    expect(written.rows).toEqual(report.rows);
    expect(written.refused).toMatchObject([
      { row: 102, column: "at", value: "2026-02-30", code: "no_such_day", reason: "There is no such day" },
      { row: 202, column: "amount", value: "x", code: "not_a_number", mend: "Write a plain number such as 1234.56" },
      { row: 501, column: "amount", value: "", code: "blank" },
    ]);
    const again = await convert(file, D6, { known: [out] });
    expect(again.report.rows).toMatchObject({ read: 500, new: 0, repeated: 497, refused: 3 });
    expect(again.bytes).toBe("");
  });
  test("in Chinese too", async () => {
    const { report } = await convert(put(people()), D6, { lang: "zh", dryRun: true });
    expect([report.out, report.refused[0]?.reason, report.refused[0]?.mend]).toEqual([
      undefined,
      "没有这一天",
      "更正日期",
    ]);
  });
  test("the same key with other content is a conflict, in one file and against what is known", async () => {
    const file = put("no,at,amount\n1,2026-03-01,5\n1,2026-03-01,6\n");
    const { report, out } = await convert(file, D6);
    expect(report.refused).toMatchObject([
      { row: 3, code: "key_conflict", reason: "Row 2 has the same key with other content" },
    ]);
    const later = await convert(put("no,at,amount\n1,2026-03-01,7\n2,2026-03-01,7\n"), D6, { known: [out] });
    expect(later.report.refused).toMatchObject([{ row: 2, code: "known_conflict" }]);
    expect(later.events.map(({ id }) => id)).toEqual(["sale/2"]);
  });
  test("a key with quotes, backslashes or a tab in it is known again, and stands for one thing alone", async () => {
    const rows = 'no,at,amount\n"8"" 管",2026-03-01,5\nC:\\x,2026-03-01,5\n"a\tb",2026-03-01,5\n';
    const { out, report } = await convert(put(rows), D6);
    expect(report.rows).toMatchObject({ read: 3, new: 3 });
    const again = await convert(put(rows), D6, { known: [out] });
    expect([again.report.rows.new, again.report.rows.repeated, again.bytes]).toEqual([0, 3, ""]);
    const other = await convert(put(rows.replace("01,5", "01,6")), D6, { known: [out] });
    expect(other.report.refused).toMatchObject([{ row: 2, code: "known_conflict", value: '8" 管' }]);
  });
});

describe("rows that are equal", () => {
  const numbered = D6.replace("    fields:", "    identical_rows: numbered\n    fields:");
  test("are told apart by their number of occurrence, in this file and against what is known", async () => {
    const file = put("no,at,amount\n1,2026-03-01,5\n2,2026-03-01,5\n1,2026-03-01,5\n1,2026-03-01,5\n");
    const { events, out } = await convert(file, numbered);
    expect(events.map(({ id }) => id)).toEqual(["sale/1", "sale/2", "sale/1#2", "sale/1#3"]);
    expect((await convert(file, numbered, { known: [out] })).report.rows).toMatchObject({ new: 0, repeated: 4 });
    const more = put("no,at,amount\n1,2026-03-01,5\n1,2026-03-01,5\n1,2026-03-01,5\n1,2026-03-01,5\n");
    expect((await convert(more, numbered, { known: [out] })).events.map(({ id }) => id)).toEqual(["sale/1#4"]);
  });
  test("a fact in other order of fields and with a time of recording is the same fact", async () => {
    const known = put(
      '{"kind":"sale","id":"sale/1","amount":"5.00","order":"1","recorded_at":"2026-04-01T00:00:00Z","at":"2026-03-01T00:00:00+08:00"}\n',
      ".ndjson",
    );
    const file = put("no,at,amount\n1,2026-03-01,5\n");
    expect((await convert(file, D6, { known: [known] })).report.rows).toMatchObject({ new: 0, repeated: 1 });
  });
});

const PEOPLE = `mapping: 1
emit:
  - kind: subject
    id: [customer, at, email, name]
    fields:
      at: date(row.since)
      of: '"customer"'
      customer: {value: lower(row.email), customer_by: email}
      email: lower(row.email)
      name: row.name
`;
describe("customers found again", () => {
  const known = put(
    [
      {
        id: "k1",
        kind: "subject",
        at: "2026-01-01T00:00:00+08:00",
        of: "customer",
        customer: "C-7",
        email: "li@x.cn",
        name: "李晓",
      },
      {
        id: "k2",
        kind: "subject",
        at: "2026-01-01T00:00:00+08:00",
        of: "customer",
        customer: "C-8",
        email: "two@x.cn",
        name: "王伟",
      },
      {
        id: "k3",
        kind: "subject",
        at: "2026-01-01T00:00:00+08:00",
        of: "customer",
        customer: "C-9",
        email: "two@x.cn",
        name: "王伟",
      },
    ]
      .map((event) => JSON.stringify(event))
      .join("\n"),
    ".ndjson",
  );
  const file = put(
    "email,name,since\nLi@x.cn,李晓,2026-02-01\nnew@x.cn,王伟,2026-02-01\ntwo@x.cn,王伟,2026-02-01\nnew@x.cn,王伟,2026-03-01\n",
  );
  test("case-D7 by the rule chosen before import; a preview says what would be created and found", async () => {
    const preview = await convert(file, PEOPLE, { known: [known], dryRun: true });
    expect(preview.report).toMatchObject({
      out: undefined,
      customers: { created: 1, found: 1 },
      rows: { new: 3, refused: 1 },
    });
    const { events } = await convert(file, PEOPLE, { known: [known] });
    const ids = events.map(({ customer }) => String(customer));
    expect(ids[0]).toBe("C-7");
    expect(ids[1]).toMatch(/^c-[0-9a-f]{16}$/);
    expect(ids[2]).toBe(ids[1]);
  });
  test("case-D4 case-D9 several customers of one address are neither merged nor chosen between", async () => {
    const { report } = await convert(file, PEOPLE, { known: [known] });
    expect(report.refused).toMatchObject([
      { row: 4, column: "email", code: "several_customers", reason: "Several known customers fit: C-8, C-9" },
    ]);
  });
  test("case-D7 no new customer where the rule says so", async () => {
    const strict = PEOPLE.replace("customer_by: email", "customer_by: email, create: false");
    const { report } = await convert(file, strict, { known: [known] });
    expect(report.refused.map(({ row, code }) => [row, code])).toEqual([
      [3, "unknown_customer"],
      [4, "several_customers"],
      [5, "unknown_customer"],
    ]);
  });
  test("case-D8 what was retracted is in the bin until it is restored on purpose", async () => {
    const rows = put("no,at,amount\n1,2026-03-01,5\n");
    const { bytes } = await convert(rows, D6);
    const retraction = JSON.stringify({
      id: "r1",
      kind: "retracted",
      at: "2026-04-01T00:00:00+08:00",
      target: "sale/1",
    });
    const bin = put(`${bytes}${retraction}\n`, ".ndjson");
    const { report } = await convert(rows, D6, { known: [bin] });
    expect(report.refused).toMatchObject([{ row: 2, code: "retracted" }]);
    expect(report.refused[0]!.mend).toContain("--restore");
    // The sale is in already: what brings it back is that its retraction is taken back, at a moment of its own.
    const at = "2026-04-10T10:00:00+08:00";
    const back = await convert(rows, D6, { known: [bin], restore: at });
    expect(back.events).toEqual([{ id: "retracted/r1", kind: "retracted", at, target: "r1" }]);
    expect(back.report).toMatchObject({ rows: { new: 1, repeated: 0, refused: 0 }, events: { sale: 0, retracted: 1 } });
    const restored = put(`${bytes}${retraction}\n${back.bytes}`, ".ndjson");
    const again = await convert(rows, D6, { known: [restored] });
    expect([again.bytes, again.report.rows.repeated]).toEqual(["", 1]);
    // Taken out a second time, by whatever means, it is in the bin again and comes back under a new id.
    const second = JSON.stringify({ ...JSON.parse(retraction), id: "r2", target: "retracted/r1" });
    const out = put(`${bytes}${retraction}\n${back.bytes}${second}\n`, ".ndjson");
    expect((await convert(rows, D6, { known: [out] })).report.refused).toMatchObject([{ row: 2, code: "retracted" }]);
    const twice = await convert(rows, D6, { known: [out], restore: at });
    expect(twice.events).toEqual([{ id: "retracted/r1#2", kind: "retracted", at, target: "r1" }]);
  });
  test("case-D8 nothing is restored before it was retracted", async () => {
    const rows = put("no,at,amount\n1,2026-03-01,5\n");
    const { bytes } = await convert(rows, D6);
    const bin = put(
      `${bytes}${JSON.stringify({ id: "r1", kind: "retracted", at: "2026-04-01T00:00:00+08:00", recorded_at: "2026-04-20T00:00:00+08:00", target: "sale/1" })}\n`,
      ".ndjson",
    );
    await expect(convert(rows, D6, { known: [bin], restore: "2026-04-10T10:00:00+08:00" })).rejects.toMatchObject({
      code: "restored_too_early",
      args: { event: "sale/1", retracted: "2026-04-20T00:00:00+08:00" },
    });
  });
  test("case-D3 the author and day of a note stay, who brought it in stands beside", async () => {
    const notes = `mapping: 1
emit:
  - kind: contact_made
    id: [at, by, customer]
    fields: {at: date(row.day), by: row.author, customer: row.customer, purpose: row.note}
`;
    const { events } = await convert(put("day,author,customer,note\n2025-03-02,李,C-7,回访\n"), notes, {
      importedBy: "系统管理员",
    });
    expect(events).toEqual([
      {
        id: "contact_made/2025-03-02T00:00:00+08:00/李/C-7",
        kind: "contact_made",
        at: "2025-03-02T00:00:00+08:00",
        by: "李",
        customer: "C-7",
        purpose: "回访",
        imported_by: "系统管理员",
      },
    ]);
  });
});
