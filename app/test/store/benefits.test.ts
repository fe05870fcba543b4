import { beforeAll, describe, expect, it } from "vitest";
import { addContract } from "../../src/commands/add-contract.ts";
import { appendEvents } from "../../src/commands/append-events.ts";
import { previewTable } from "../../src/commands/preview-table.ts";
import { readRefusals } from "../../src/store/import-reports.ts";
import { CONTRACT } from "../cli-terminal.ts";
import { company, HEAD, type ImportHouse, importHouse, MAPPING, put } from "./import-room.ts";

/** It declares a kind of its own by which somebody could be given something. */
const DECLARED = CONTRACT.replace("params:", "events:\n  gift_given: {value: money}\nparams:");
const INSURANCE = DECLARED.replace("    rules:", "    statutes: [CN-INS-131]\n    rules:");
const GIFT = { id: "g1", kind: "gift_given", at: "2026-07-02T10:00:00+08:00", value: "200.00" };
const CODE = "fact_customer_benefit";
let room: ImportHouse;
let keys = 0;
const append = (number: string, ...events: object[]) =>
  appendEvents(room.house, company, {
    number,
    lines: events.map((one) => JSON.stringify(one)).join("\n"),
    key: `benefits-${keys++}`,
    language: "zh",
  });
const refusedBy = (call: Promise<unknown>): Promise<{ code: string; codes: string[]; words: string }> =>
  call.then(
    () => ({ code: "", codes: [], words: "" }),
    (error) => ({
      code: error.code,
      codes: (error.problems ?? []).map(({ code }: { code: string }) => code),
      words: (error.problems ?? []).map(({ what }: { what: string }) => what).join(""),
    }),
  );
const kinds = async (number: string): Promise<string[]> => (await room.eventsOf(number)).map(({ kind }) => kind);
beforeAll(async () => {
  room = await importHouse();
  await room.add("INS-1", { text: INSURANCE });
  await room.add("FREE-1", { text: DECLARED });
});

describe("law-A10: no benefit for customers beside the policy", () => {
  it("law-A10: by the API none of the lines is taken, each is told with the law; the same under another contract is taken", async () => {
    const sale = { id: "s1", kind: "sale", at: GIFT.at, order: "o1", amount: "10.00" };
    const contact = { id: "c1", kind: "contact_made", at: GIFT.at, customer: "K1", purpose: "赠送礼品" };
    const refused = await refusedBy(append("INS-1", sale, GIFT, contact));
    expect(refused).toMatchObject({ code: "events_refused", codes: [CODE, CODE] });
    expect(refused.words).toContain("保险法第一百三十一条");
    expect(await kinds("INS-1")).toEqual([]);
    // Service is service.
    await append("INS-1", { ...contact, purpose: "送达保单" });
    await append("INS-1", { id: "v1", kind: "rule_violated", at: GIFT.at, rulebook: "礼品" });
    expect(await kinds("INS-1")).toEqual(["contact_made", "rule_violated"]);
    await append("FREE-1", GIFT);
    expect(await kinds("FREE-1")).toEqual(["gift_given"]);
  });
  it("law-A10: nor does it come in by a correction, or with a contract", async () => {
    const fields = { purpose: "送红包" };
    expect(
      (await refusedBy(append("INS-1", { id: "k1", kind: "corrected", at: GIFT.at, target: "c1", fields }))).codes,
    ).toEqual([CODE]);
    // A reason may be that of what was ended, which tells of a gift and gives none.
    const told = { id: "k2", kind: "corrected", at: GIFT.at, target: "v1", fields: { reason: "返佣" } };
    expect((await refusedBy(append("INS-1", told)).catch(() => ({ codes: [] }))).codes).not.toContain(CODE);
    const files = [{ path: "contract.yaml", text: INSURANCE.replace("CLI-1", "INS-2") }];
    const facts = JSON.stringify({ ...GIFT, recorded_at: GIFT.at });
    expect((await refusedBy(addContract(room.house, company, { files, facts }, "zh"))).codes).toEqual([CODE]);
  });
  it("law-A10, C7.1: a mapping that records gifts is refused for the contract before a row is read, also in the preview", async () => {
    const mapping = MAPPING.replace("emit:", "events: {gift_given: {value: money}}\nemit:").concat(`  - kind: gift_given
    id: [row.no]
    fields:
      at: datetime(row.day)
      value: money(row.amount)
`);
    const rows = `${HEAD}\nX1,c1,1.00,2026-06-10\n`;
    const before = await kinds("INS-1");
    const refused = await refusedBy(room.take(rows, { contract: "INS-1" }, { mapping }));
    expect(refused).toMatchObject({ code: "mapping_refused", codes: [CODE] });
    const request = { file: put(rows), mapping: put(mapping, ".yaml"), contract: "INS-1", language: "zh" } as const;
    expect((await refusedBy(previewTable(room.house, company, request))).code).toBe("mapping_refused");
    expect(await kinds("INS-1")).toEqual(before);
    await room.take(rows, { contract: "FREE-1" }, { mapping });
    expect((await kinds("FREE-1")).sort()).toEqual(["gift_given", "gift_given", "sale"]);
  });
  it("law-A10, C7.1: a column called after cash back and written as a refund is refused row by row, with column, cell and law; an empty cell is none", async () => {
    const mapping = MAPPING.replace("columns:", "columns:\n  back: 返现金额").concat(`  - kind: refund
    when: row.back != ""
    id: [row.no]
    fields:
      at: datetime(row.day)
      order: row.no
      amount: money(row.back)
`);
    const rows = `${HEAD},返现金额\nY1,c1,1.00,2026-06-10,0.50\nY2,c2,1.00,2026-06-10,\nY3,c3,1.00,2026-06-10,0.00\n`;
    const report = await room.take(rows, { contract: "INS-1" }, { mapping });
    const refusals = await room.house.store.withCompany(1, {}, (tx) => readRefusals(tx, report.importRunId));
    expect(refusals.map(({ row, column, value, code }) => [row, column, value, code])).toEqual([
      [2, "返现金额", "0.50", CODE],
    ]);
  });
});
