import { hash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { appendEvents, type IncomingEvent, readEvents } from "../../src/store/events.ts";
import { type ImportRefusal, listImports, readRefusals } from "../../src/store/import-reports.ts";
import { type ImportedFile, importFile } from "../../src/store/imports.ts";
import type { Store } from "../../src/store/open-store.ts";
import { newUuid } from "../../src/store/uuid.ts";
import { NOW, newContract, newStore, sale, withCompanies } from "./room.ts";

let store: Store;
beforeAll(async () => {
  store = await newStore();
  await withCompanies(store, 1, 2);
});
type Rows = readonly (readonly [contract: string, event: IncomingEvent])[];
async function* rowsOf(rows: Rows) {
  for (const [index, [contractId, event]] of rows.entries())
    yield { ...event, bare: event.line, contractId, row: index + 2 };
}
const file = (read: number, refusals: readonly ImportRefusal[] = []): ImportedFile => ({
  importRunId: newUuid(),
  fileName: "销售.csv",
  fileSha256: hash("sha256", "file", "hex"),
  mapping: "kind: sale",
  answers: { date_order: "ymd" },
  startedAt: NOW,
  endedAt: NOW,
  rows: { read, repeated: 0, unmatched: 0, leftOut: 0, blank: 0 },
  refusals,
});
const run = async (rows: Rows, refusals: readonly ImportRefusal[] = [], company = 1) => {
  const { report } = await store.withCompany(company, {}, (tx) =>
    importFile(tx, rowsOf(rows), () => file(rows.length + refusals.length, refusals), NOW),
  );
  return report;
};
const eventsOf = (contract: string) => store.withCompany(1, {}, (tx) => readEvents(tx, contract, { limit: 100_000 }));
const tally = ({ rows }: Awaited<ReturnType<typeof run>>) => [rows.read, rows.new, rows.repeated, rows.refused];

describe("a file taken in", () => {
  it("C7.1: goes behind what is there, in the file's order, byte for byte, with its report", async () => {
    const [a, b] = [await newContract(store, 1, "I-1"), await newContract(store, 1, "I-2")];
    await store.withCompany(1, {}, (tx) => appendEvents(tx, a, [sale("old")], { receivedAt: NOW }));
    const odd = { ...sale("奇\t\\"), line: '{"id":"奇\\t\\\\","note":"\ttab \\\\N \\. \r𠮷"}' };
    const refused: ImportRefusal = { row: 9, column: "金额", value: "abc", code: "not_a_number", args: { got: "abc" } };
    const report = await run(
      [
        [b, sale("1")],
        [a, sale("2")],
        [b, odd],
        [a, sale("old")],
      ],
      [refused],
    );
    expect(tally(report)).toEqual([5, 3, 1, 1]);
    expect((await eventsOf(a)).map((event) => [event.sequence, event.sourceId])).toEqual([
      [1, "old"],
      [2, "2"],
    ]);
    const [, second] = await eventsOf(b);
    expect(second).toMatchObject({ sequence: 2, line: odd.line, sourceId: odd.sourceId, at: odd.at });
    expect(second!.sha256).toBe(hash("sha256", odd.line, "hex"));
    const listed = await store.withCompany(1, {}, (tx) => listImports(tx));
    expect(listed).toEqual([report]);
    const refusals = await store.withCompany(1, {}, (tx) => readRefusals(tx, report.importRunId));
    expect(refusals).toEqual([{ ordinal: 0, ...refused }]);
    expect(
      (await store.withCompany(1, {}, (tx) => appendEvents(tx, b, [sale("after")], { receivedAt: NOW }))).last,
    ).toBe(3);
  });
  it("C7.1: the second time it changes nothing", async () => {
    const a = await newContract(store, 1, "I-3");
    const rows: Rows = Array.from({ length: 500 }, (_, index) => [a, sale(`s${index % 400}`)]);
    expect(tally(await run(rows))).toEqual([500, 400, 100, 0]);
    const before = await eventsOf(a);
    expect(tally(await run(rows))).toEqual([500, 0, 500, 0]);
    expect(await eventsOf(a)).toEqual(before);
  });
  it("C7.1: ids that another line has are refused row by row, the rest is taken", async () => {
    const a = await newContract(store, 1, "I-4");
    await run([[a, sale("x")]]);
    const report = await run([
      [a, sale("y")],
      [a, sale("x", "9.00")],
      [a, sale("y", "8.00")],
      [a, sale("z")],
    ]);
    expect(tally(report)).toEqual([4, 2, 0, 2]);
    const refusals = await store.withCompany(1, {}, (tx) => readRefusals(tx, report.importRunId));
    expect(refusals.map(({ row, value, code, args }) => [row, value, code, args.sequence])).toEqual([
      [3, "x", "source_id_conflict", 1],
      [4, "y", "source_id_conflict", null],
    ]);
    expect((await eventsOf(a)).map((event) => [event.sequence, event.sourceId])).toEqual([
      [1, "x"],
      [2, "y"],
      [3, "z"],
    ]);
  });
  it("C7.1: half a file leaves nothing, whatever ends it", async () => {
    const a = await newContract(store, 1, "I-5");
    async function* broken() {
      for (let row = 1; row < 5000; row += 1) yield { ...sale(`s${row}`), contractId: a, row };
      throw new Error("the disk failed");
    }
    const reading = store.withCompany(1, {}, (tx) => importFile(tx, broken(), () => file(1), NOW));
    await expect(reading).rejects.toThrow("the disk failed");
    await expect(
      run([
        [a, sale("1")],
        [newUuid(), sale("2")],
      ]),
    ).rejects.toMatchObject({ code: "no_such_contract" });
    await expect(
      run([
        [a, sale("1")],
        [a, { ...sale("2"), line: "a\nb" }],
      ]),
    ).rejects.toMatchObject({
      code: "event_line_malformed",
    });
    expect(await eventsOf(a)).toEqual([]);
    expect((await run([[a, sale("1")]])).rows.new).toBe(1);
  });
  it("C7.1: a contract of another company is not there, and its events are no repeats", async () => {
    const [a, other] = [await newContract(store, 1, "I-6"), await newContract(store, 2, "I-6")];
    await run([[a, sale("1")]]);
    await expect(run([[a, sale("1")]], [], 2)).rejects.toMatchObject({ code: "no_such_contract" });
    expect((await run([[other, sale("1")]], [], 2)).rows.new).toBe(1);
    const report = await store.withCompany(1, {}, (tx) => listImports(tx));
    await expect(store.withCompany(2, {}, (tx) => readRefusals(tx, report[0]!.importRunId))).rejects.toMatchObject({
      code: "no_such_import",
    });
  });
  it("C7.1: two files at once for the same contracts end well, with numbers without gaps", async () => {
    const [a, b] = [await newContract(store, 1, "I-7"), await newContract(store, 1, "I-8")];
    const rows = (from: number, first: string, second: string): Rows =>
      Array.from({ length: 2000 }, (_, index) => [index % 2 === 0 ? first : second, sale(`s${from + index}`)]);
    const reports = await Promise.all([run(rows(0, a, b)), run(rows(1000, b, a)), run(rows(0, a, b))]);
    expect(reports.map((report) => report.rows.new + report.rows.repeated)).toEqual([2000, 2000, 2000]);
    for (const contract of [a, b]) {
      const sequences = (await eventsOf(contract)).map((event) => event.sequence);
      expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    }
  });
});
