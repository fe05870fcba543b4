import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../src/commands/access.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { importReportCsv, importReportJson, readImportReport } from "../../src/commands/import-report.ts";
import { listImports, readRefusals } from "../../src/store/import-reports.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { byContract, company, HEAD, type ImportHouse, importHouse, MAPPING } from "./import-room.ts";

let room: ImportHouse;
beforeAll(async () => {
  room = await importHouse();
});
const refusalsOf = (importRunId: string, companyId = 1) =>
  room.house.store.withCompany(companyId, {}, (tx) => readRefusals(tx, importRunId));
const scratch = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`fealty-import-${process.pid}-`));
const OWNER = 'row["归属"]';
const TWO = `${HEAD}\nX1,c1,"100,000.00",2026-06-20 10:00\nX2,c2,2000.00,2026-06-21 11:00`;

describe("import-table", () => {
  it("C7.1: a file is in the states when the command returns, with the moment at which the house learned of it", async () => {
    const number = await room.add("T-1");
    const report = await room.take(TWO, { contract: number });
    expect(report.rows).toEqual({ read: 2, new: 2, repeated: 0, refused: 0, unmatched: 0, leftOut: 0, blank: 0 });
    expect(report).toMatchObject({ events: 2, fileName: "销售.csv", contracts: [{ number, events: 2 }] });
    const events = await room.eventsOf(number);
    expect(events.map(({ sourceId }) => sourceId)).toEqual(["sale/X1", "sale/X2"]);
    expect(events[0]!.line).toMatch(/^\{"id":"sale\/X1",.*"recorded_at":"2026-07-05T04:00:00\+00:00"\}$/);
    expect((await room.stateOf(number))!.eventSequence).toBe(2);
    expect(await room.payOf(number)).not.toBe("0.00");
  });
  it("C7.1: a second import of the same file changes nothing, whoever wrote the events first", async () => {
    const number = await room.add("T-2");
    await room.take(TWO, { contract: number });
    const before = [await room.eventsOf(number), await room.stateOf(number)];
    const again = await room.take(TWO, { contract: number });
    expect(again.rows).toMatchObject({ read: 2, new: 0, repeated: 2, refused: 0 });
    expect([again.events, again.contracts]).toEqual([0, []]);
    expect([await room.eventsOf(number), await room.stateOf(number)]).toEqual(before);
    const grown = await room.take(`${TWO}\nX3,c1,5.00,2026-06-22 08:00`, { contract: number });
    expect(grown.rows).toMatchObject({ read: 3, new: 1, repeated: 2 });
  });
  it("C7.1: rows are refused with row, column, value and reason; the others go in", async () => {
    const number = await room.add("T-3");
    await room.take(TWO, { contract: number });
    const rows = `${HEAD}\nX1,c1,99.00,2026-06-20 10:00\nX4,c1,abc,2026-06-20\nX5,c1,1.00,2026-02-30\n,,,\nX6,c1,,2026-06-20\nX7,c1,7.00,2026-06-20`;
    const report = await room.take(rows, { contract: number });
    expect(report.rows).toEqual({ read: 6, new: 1, repeated: 0, refused: 3, unmatched: 0, leftOut: 1, blank: 1 });
    const told = (await refusalsOf(report.importRunId)).map(({ row, column, value, code }) => [
      row,
      column,
      value,
      code,
    ]);
    expect(told).toEqual([
      [2, "id", "sale/X1", "source_id_conflict"],
      [3, "金额", "abc", "not_a_number"],
      [4, "日期", "2026-02-30", "no_such_day"],
    ]);
  });
  it("C6.2: rows that are in and that no statement counts are told with row, column, value and reason, in every form of the report", async () => {
    const returns = "          returns: {event: refund, match: order, treat: restate}\n";
    const number = await room.add("T-30", {
      text: CONTRACT.replace("          components:\n", `${returns}          components:\n`),
    });
    const mapping = `${MAPPING.replace('row.amount != ""', 'row.customer == "新单"')}  - kind: refund
    when: row.customer == "退款"
    id: [row.no, row.day]
    fields: {at: datetime(row.day), order: row.no, amount: -money(row.amount)}
`;
    const rows = `${HEAD}\nR1,新单,100.00,2026-06-01\nR1,退款,5.00,2026-06-02\nR1,退款,-200.00,2026-06-03\nR9,退款,-1.00,2026-06-04`;
    const report = await room.take(rows, { contract: number }, { mapping });
    expect(report.rows).toMatchObject({ read: 4, new: 3, refused: 1 });
    const told = await readImportReport(room.house, company, report.importRunId, "zh");
    expect(told.refusals).toMatchObject([
      {
        row: 3,
        column: "金额",
        value: "5.00",
        code: "fact_refund_negative",
        reason: "退款的“金额”写作 5.00，退款额成了负数",
      },
    ]);
    expect([told.warned, told.warnings.map(({ row, column, value, reason }) => [row, column, value, reason])]).toEqual([
      { none: 1, part: 1, whole: 0 },
      [
        [4, "金额", "-200.00", "2026-07 结算单只计这一行中的 100.00：退回额超过销售额，超出部分不计"],
        [5, "订单号 / 日期", "R9 / 2026-06-04", "2026-07 结算单不计这一行：找不到对应的销售"],
      ],
    ]);
    const written = async (pieces: AsyncGenerator<string>): Promise<string> => {
      let text = "";
      for await (const piece of pieces) text += piece;
      return text;
    };
    const csv = await written(importReportCsv(room.house, company, report.importRunId, "en"));
    expect(csv.split("\n").map((line) => line.trim().split(",").slice(-3, -1).join())).toEqual([
      "taken in,counts",
      "no,no",
      "yes,in part",
      "yes,no",
      "",
    ]);
    const json = JSON.parse(await written(importReportJson(room.house, company, report.importRunId, "en")));
    expect([json.refused.length, json.warnings[0].code]).toEqual([1, "counted_in_part"]);
    expect(json.warnings.map((one: { counted: string }) => one.counted)).toEqual(["part", "none"]);
    // What was told once is not told again by an import that brings nothing of it.
    const later = await room.take(`${rows}\nR2,新单,1.00,2026-06-05`, { contract: number }, { mapping });
    expect((await readImportReport(room.house, company, later.importRunId, "zh")).warned).toEqual({
      none: 0,
      part: 0,
      whole: 0,
    });
  });
  it("C6.3: what an opening statement was paid too much and a credit earned too much counts, and is told as what to check", async () => {
    const number = await room.add("T-34", { text: CONTRACT.replace("parties:\n", "go_live: 2026-07-01\nparties:\n") });
    const mapping = `${MAPPING.slice(0, MAPPING.indexOf("  - kind:"))}  - kind: opening_statement
    when: row.no == "2026-06"
    id: [row.no]
    fields:
      at: datetime(row.day)
      period: row.no
      payable: money(row.amount)
      paid: money(row.customer)
      approved_by: '["甲", "乙"]'
  - kind: opening_credit
    when: row.no != "2026-06"
    id: [row.no]
    fields:
      at: datetime(row.day)
      order: row.no
      sold_at: date("2026-06-03")
      amount: money(row.amount)
      earned: {record: {base: {money: money(row.customer)}}}
      approved_by: '["甲", "乙"]'
`;
    const rows = `${HEAD}\n2026-06,150.00,100.00,2026-07-01\nC1,400.00,100.00,2026-07-01`;
    const { importRunId } = await room.take(rows, { contract: number }, { mapping });
    const { warned, warnings } = await readImportReport(room.house, company, importRunId, "zh");
    expect(warned).toEqual({ none: 0, part: 0, whole: 2 });
    expect(warnings.map(({ code, counted }) => [code, counted])).toEqual([
      ["opening_overpaid", "whole"],
      ["opening_earned_more", "whole"],
    ]);
  });
  it("C6.3: sales before go-live and outside of the term are in, and are told as what no statement counts", async () => {
    const number = await room.add("T-33", { text: CONTRACT.replace("parties:\n", "go_live: 2026-07-01\nparties:\n") });
    const rows = `${HEAD}\nA1,c,100.00,2026-06-20\nA2,c,100.00,2025-05-20\nA3,c,100.00,2026-07-02`;
    const { importRunId } = await room.take(rows, { contract: number });
    const told = async (language: "zh" | "en") =>
      (await readImportReport(room.house, company, importRunId, language)).warnings.map(
        ({ row, column, value, code, reason }) => [row, column, value, code, reason],
      );
    expect(await told("zh")).toEqual([
      [2, "日期", "2026-06-20", "sale_uncounted", "不计入任何结算单：早于启用日"],
      [3, "日期", "2025-05-20", "sale_uncounted", "不计入任何结算单：早于合同期限"],
    ]);
    expect((await told("en")).map(([, , , , reason]) => reason)).toEqual([
      "No statement counts it: it lies before the day of going live",
      "No statement counts it: it lies before the contract's term",
    ]);
    const lines = JSON.stringify({
      id: "late",
      kind: "sale",
      at: "2025-12-31T10:00:00+08:00",
      order: "x",
      amount: "1.00",
    });
    const { warnings } = await appendEvents(room.house, company, { number, lines, key: "late", language: "en" });
    expect(warnings).toMatchObject([
      { line: 1, what: "No statement counts event late of 2025-12-31: it lies before the contract's term." },
    ]);
  });
  it("C7.1: a refusal says what to mend in the file's columns and in plain words, and names nothing of the program's", async () => {
    const number = await room.add("T-31");
    await room.take(TWO, { contract: number });
    const rows = `${HEAD}\nX1,c1,9.00,2026-06-20\nP1,c1,-5.00,2026-06-20\nP2,c1,5.00,2027-06-20\nP3,c1,99999999999999999.00,2026-06-20`;
    const { importRunId } = await room.take(rows, { contract: number });
    const told = async (language: "zh" | "en", run = importRunId) =>
      (await readImportReport(room.house, company, run, language)).refusals.map(
        ({ reason, mend }) => `${reason}：${mend}`,
      );
    const zh = await told("zh");
    expect(zh.slice(0, 3)).toEqual([
      "已有同一编号而内容不同的记录：要改已写入的，由公司更正那条记录；是另一件事的，给它另外的编号",
      "成交的“金额”是 -5.00，须大于零：改正“金额”；这一行若是退款或撤销，请放到退款或撤销的表里导入",
      expect.stringMatching(/^“日期”的 2027-06-20 晚于现在（.*）：改正“日期”；还没有发生的事，发生后再导入$/),
    ]);
    // A field that the mapping writes without a column has a name in the reader's language.
    const mapping = MAPPING.replace("datetime(row.day)", 'datetime("2027-01-01")');
    const late = await room.take(TWO, { contract: await room.add("T-32") }, { mapping });
    expect((await told("zh", late.importRunId))[0]).toMatch(/^“发生时间”的/);
    const all = [...zh, ...(await told("en")), ...(await told("en", late.importRunId))];
    expect(all.filter((one) => /`|sale_cancelled|retracted|corrected|recorded_at/.test(one))).toEqual([]);
  });
  it("C7.1: a history that says when each fact was learned comes into a contract without events; afterwards the house says it", async () => {
    const [fresh, lived] = [await room.add("T-20"), await room.add("T-21")];
    const mapping = MAPPING.replace(
      "      at: datetime(row.day)\n",
      "      at: datetime(row.day)\n      recorded_at: datetime(row.day)\n",
    );
    const history = await room.take(TWO, { contract: fresh }, { mapping });
    expect(history.rows).toMatchObject({ read: 2, new: 2, refused: 0 });
    expect((await room.eventsOf(fresh)).map(({ at, recordedAt }) => recordedAt - at)).toEqual([0, 0]);
    // The very file again is known, row by row; a row more of it is not history any longer.
    expect((await room.take(TWO, { contract: fresh }, { mapping })).rows).toMatchObject({ new: 0, repeated: 2 });
    const more = await room.take(`${TWO}\nX3,c1,5.00,2026-06-22 08:00`, { contract: fresh }, { mapping });
    expect(more.rows).toMatchObject({ read: 3, new: 0, repeated: 2, refused: 1 });
    expect(await refusalsOf(more.importRunId)).toMatchObject([{ row: 4, code: "import_recorded_given" }]);
    await room.take(`${HEAD}\nX9,c1,5.00,2026-06-01 08:00`, { contract: lived });
    const late = await room.take(TWO, { contract: lived }, { mapping });
    expect(late.rows).toMatchObject({ read: 2, new: 0, refused: 2 });
    expect((await room.eventsOf(lived)).length).toBe(1);
  });
  it("C7.1: what is ambiguous is asked once, and nothing is written before the answer", async () => {
    const number = await room.add("T-4");
    const rows = `${HEAD}\nX1,c1,1.00,3/6/2026\nX2,c1,1.00,4/6/2026`;
    const asks = await room.take(rows, { contract: number }).catch((error) => error);
    expect(asks).toMatchObject({ code: "import_asks", args: { questions: [{ id: "date_order" }] } });
    expect(asks.args.questions[0].choices.map((one: { answer: string }) => one.answer)).toEqual(["dmy", "mdy"]);
    expect(await room.eventsOf(number)).toEqual([]);
    const report = await room.take(rows, { contract: number, answers: { date_order: "dmy" } });
    expect([report.rows.new, report.answers]).toEqual([2, { date_order: "dmy" }]);
    expect((await room.eventsOf(number))[0]!.line).toContain('"at":"2026-06-03T00:00:00+08:00"');
  });
  it("C7.1: a file for several contracts goes to each by number, by the agent's code, by the agent's name and the day", async () => {
    const [a, b] = [await room.add("T-5A", { agent: "A05" }), await room.add("T-5B", { agent: "B05" })];
    const rows = `${HEAD},归属\nY1,c,1.00,2026-06-01,${a}\nY2,c,2.00,2026-06-02,${b}\nY3,c,3.00,2026-06-03,T-none`;
    const report = await room.take(rows, {}, { mapping: byContract(OWNER) });
    expect([report.rows, report.contracts.map(({ number, events }) => [number, events])]).toMatchObject([
      { read: 3, new: 2, refused: 1 },
      [
        [a, 1],
        [b, 1],
      ],
    ]);
    expect(await refusalsOf(report.importRunId)).toMatchObject([
      { row: 4, code: "import_contract_unknown", value: "T-none" },
    ]);
    const codes = `${HEAD},归属\nZ1,c,1.00,2026-06-01,A05\nZ2,c,2.00,2026-06-02,B05\nZ3,c,3.00,2026-06-03,C05`;
    const agents = await room.take(codes, {}, { mapping: byContract(OWNER, "contracts: agent_code\n") });
    expect(agents.contracts.map(({ number, events }) => [number, events])).toEqual([
      [a, 1],
      [b, 1],
    ]);
    expect((await room.eventsOf(a)).at(-1)!.line).toContain(`"contract":"${a}"`);
    const named = await room.take(
      `${HEAD},归属\nN1,c,1.00,2026-06-01,李晓`,
      {},
      { mapping: byContract(OWNER, "contracts: agent_name\n") },
    );
    expect(await refusalsOf(named.importRunId)).toMatchObject([{ code: "import_agent_with_several", value: "李晓" }]);
    await expect(room.take(rows)).rejects.toMatchObject({ code: "import_needs_contract" });
    const other = await room.take(rows, { contract: a }, { mapping: byContract(OWNER) });
    expect(await refusalsOf(other.importRunId)).toMatchObject([{ row: 3, code: "import_other_contract" }, { row: 4 }]);
  });
  it("C7.1: what the contract cannot read is refused by its row, with all events of the row", async () => {
    const number = await room.add("T-6");
    const mapping = `${MAPPING}  - kind: gift_given
    when: row.customer == "c9"
    id: [row.no]
    fields: {at: datetime(row.day), worth: money(row.amount)}
`.replace("emit:", "events: {gift_given: {worth: money}}\nemit:");
    const report = await room.take(
      `${HEAD}\nG1,c9,1.00,2026-06-01\nG2,c1,2.00,2026-06-01`,
      { contract: number },
      { mapping },
    );
    expect(report.rows).toMatchObject({ read: 2, new: 1, refused: 1 });
    expect((await refusalsOf(report.importRunId)).map(({ row, code }) => [row, code])).toEqual([
      [2, "fact_unknown_kind"],
    ]);
    expect((await room.eventsOf(number)).map(({ sourceId }) => sourceId)).toEqual(["sale/G2"]);
    const dollars = await room.take(TWO, { contract: number }, { mapping: MAPPING.replace("CNY", "USD") });
    expect([dollars.rows.refused, (await refusalsOf(dollars.importRunId))[0]!.code]).toEqual([
      2,
      "import_other_currency",
    ]);
  });
  it("N8: not for the wrong party, and another company has neither the contract nor the report", async () => {
    const number = await room.add("T-7");
    const agent: Caller = { companyId: 1, party: "agent" };
    await expect(room.take(TWO, { contract: number }, { caller: agent })).rejects.toMatchObject({
      code: "not_for_this_party",
    });
    const other: Caller = { companyId: 2, party: "company" };
    await expect(room.take(TWO, { contract: number }, { caller: other })).rejects.toMatchObject({
      code: "no_such_contract",
    });
    const named = await room.take(
      `${HEAD},归属\nY1,c,1.00,2026-06-01,${number}`,
      {},
      { caller: other, mapping: byContract(OWNER) },
    );
    expect(named.rows).toMatchObject({ new: 0, refused: 1 });
    await expect(refusalsOf(named.importRunId, 1)).rejects.toMatchObject({ code: "no_such_import" });
    expect(await room.eventsOf(number)).toEqual([]);
  });
  it("C7.1: two imports of the same file at once: one takes it in, the other finds it", async () => {
    const number = await room.add("T-8");
    const many = `${HEAD}\n${Array.from({ length: 3000 }, (_, i) => `M${i},c,1.00,2026-06-01`).join("\n")}`;
    const reports = await Promise.all([1, 2, 3].map(() => room.take(many, { contract: number })));
    expect(reports.map(({ rows }) => rows.new).sort()).toEqual([0, 0, 3000]);
    expect(reports.map(({ rows }) => rows.repeated).sort((x, y) => x - y)).toEqual([0, 3000, 3000]);
    expect((await room.stateOf(number))!.eventSequence).toBe(3000);
  });
  it("C7.1: the same file at once into two contracts: the second is asked whether its rows belong to both", async () => {
    const numbers = [await room.add("T-8A"), await room.add("T-8B")];
    const many = `${HEAD}\n${Array.from({ length: 500 }, (_, i) => `TW${i},c,1.00,2026-06-01`).join("\n")}`;
    const took = numbers.map((contract) => room.take(many, { contract, answers: {} }));
    const told = (await Promise.allSettled(took)).map((one) =>
      one.status === "fulfilled" ? one.value.rows.new : one.reason.code,
    );
    expect(told.sort()).toEqual([500, "import_asks"]);
    const counts = await Promise.all(numbers.map(async (number) => (await room.eventsOf(number)).length));
    expect(counts.sort()).toEqual([0, 500]);
  });
  it("C7.1: cancelled while another import has its turn it does not wait for it, and leaves nothing", async () => {
    const number = await room.add("T-8C");
    const stop = new AbortController();
    let waits: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      waits = resolve;
    });
    const turn = room.house.store.withCompany(1, {}, async (tx) => {
      await tx.sql("select pg_advisory_xact_lock(7170005, 1)", []);
      const watch = { signal: stop.signal, progress: ({ step }: { step: string }) => step === "checking" && waits() };
      const took = room.take(`${HEAD}\nTC1,c,1.00,2026-06-01`, { contract: number }, { watch });
      const ended = took.then(
        () => "taken",
        (error: Error) => error.name,
      );
      await waiting;
      expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1000, "waits"))])).toBe("waits");
      stop.abort();
      return ended;
    });
    expect(await turn).toBe("AbortError");
    expect(await room.eventsOf(number)).toEqual([]);
  });
  it("C7.1: cancelled at any step it leaves nothing, neither in the house nor on the disk", async () => {
    const number = await room.add("T-9");
    const many = `${HEAD}\n${Array.from({ length: 5000 }, (_, i) => `M${i},c,1.00,2026-06-01`).join("\n")}`;
    for (const when of ["reading", "checking", "storing", "computing"]) {
      const stop = new AbortController();
      const watch = { signal: stop.signal, progress: ({ step }: { step: string }) => step === when && stop.abort() };
      const ended = await room.take(many, { contract: number }, { watch }).catch((error: Error) => error.name);
      // What is computed last is the whole work: an interrupt then comes too late.
      if (when !== "computing") expect([when, ended]).toEqual([when, "AbortError"]);
      else expect(ended).toMatchObject({ rows: { new: 5000 } });
      if (when !== "computing") expect(await room.eventsOf(number)).toEqual([]);
    }
    expect(scratch()).toEqual([]);
    expect((await room.take(many, { contract: number })).rows.repeated).toBe(5000);
  });
  it("C7.1: cancelled while a contract is being computed it does not wait for it, and the next computation is right", async () => {
    const [a, b] = [await room.add("T-11A"), await room.add("T-11B")];
    const rows = Array.from(
      { length: 6000 },
      (_, i) => `S${i},c${i % 40},1.00,2026-06-0${(i % 9) + 1},${i % 2 === 0 ? a : b}`,
    );
    const many = `${HEAD},归属\n${rows.join("\n")}`;
    const stop = new AbortController();
    let stored = 0;
    const watch = {
      signal: stop.signal,
      progress: ({ step, done, of }: { step: string; done: number; of: number }) => {
        if (step !== "storing" || done < of) return;
        stored = Date.now();
        setTimeout(() => stop.abort(), 60);
      },
    };
    await expect(room.take(many, {}, { mapping: byContract(OWNER), watch })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(stored).toBeGreaterThan(0);
    expect(await room.eventsOf(a)).toEqual([]);
    const whole = await room.take(many, {}, { mapping: byContract(OWNER) });
    expect([whole.rows.new, (await room.stateOf(b))!.eventSequence]).toEqual([6000, 3000]);
  });
  it("C7.1: a file that cannot be read to its end leaves nothing and says why", async () => {
    const number = await room.add("T-10");
    const open = `${TWO}\nX3,c1,"1.00,2026-06-22`;
    await expect(room.take(open, { contract: number })).rejects.toMatchObject({
      code: "file_refused",
      text: {
        zh: expect.stringContaining("第 4 行的引号没有结束；请补上引号，单元格里的引号要写两遍。什么也没有写入"),
      },
    });
    await expect(room.take(TWO, { contract: number }, { mapping: "mapping: 1\nemit: []\n" })).rejects.toMatchObject({
      code: "mapping_refused",
      problems: [expect.objectContaining({ line: expect.any(Number), what: expect.any(String) })],
    });
    expect(await room.eventsOf(number)).toEqual([]);
    expect((await room.house.store.withCompany(1, {}, (tx) => listImports(tx, 1))).at(0)?.contracts).not.toContain(
      number,
    );
    expect(company.companyId).toBe(1);
  });
});
