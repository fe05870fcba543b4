import { describe, expect, test } from "vitest";
import { convert, put } from "./convert-room.ts";

const mapping = `mapping: 1
source: {number: "1234.56", date: ymd}
emit:
  - kind: sale
    when: number(row.qty) > 0
    id: [row.no, product]
    fields:
      at: datetime(row.at)
      customer: row.customer
      product: row.product
      order: event_id()
      quantity: number(row.qty)
      amount: number(row.amount)
  - kind: refund
    when: number(row.qty) < 0
    id: [row.no]
    match: {kind: sale, same: {customer: row.customer, product: row.product}, quantity: -number(row.qty)}
    fields: {at: datetime(row.at), customer: row.customer, order: matched.order, amount: number(row.amount)}
`;
const run = (rows: readonly string[], options = {}) =>
  convert(put(`no,at,customer,product,qty,amount\n${rows.join("\n")}\n`), mapping, options);

describe("returns that name no sale", () => {
  test("go to the latest earlier purchase of the same customer and product with enough left", async () => {
    const { events, report } = await run([
      "R1,2026-03-09 10:00,c,p,-2,4.00",
      "S1,2026-03-01 10:00,c,p,5,10.00",
      "S2,2026-03-05 10:00,c,p,2,4.00",
      "S3,2026-03-10 10:00,c,p,9,9.00",
      "S4,2026-03-06 10:00,d,p,9,9.00",
      "R2,2026-03-09 11:00,c,p,-2,4.00",
      "R3,2026-03-09 12:00,c,p,-4,8.00",
    ]);
    const refunds = events.filter(({ kind }) => kind === "refund");
    expect(refunds.map(({ id, order }) => [id, order])).toEqual([
      ["refund/R1", "sale/S2/p"],
      ["refund/R2", "sale/S1/p"],
    ]);
    expect(report.rows).toMatchObject({ read: 7, new: 6, unmatched: 1 });
    expect(report.refused).toMatchObject([{ row: 8, code: "unmatched", value: "c / p" }]);
    expect(report.events).toEqual({ sale: 4, refund: 2 });
  });
  test("a purchase at the same moment is not earlier; fractions of a quantity are exact", async () => {
    const { events } = await run([
      "S1,2026-03-01 10:00,c,p,0.3,1.00",
      "R1,2026-03-02 10:00,c,p,-0.1,1.00",
      "R2,2026-03-03 10:00,c,p,-0.2,1.00",
      "R3,2026-03-04 10:00,c,p,-0.1,1.00",
      "S2,2026-03-05 10:00,d,q,1,1.00",
      "R4,2026-03-05 10:00,d,q,-1,1.00",
    ]);
    expect(events.filter(({ kind }) => kind === "refund").map(({ id }) => id)).toEqual(["refund/R1", "refund/R2"]);
  });
  const returned = [
    "S1,2026-03-01 10:00,c,p,5,10.00",
    "S2,2026-03-05 10:00,c,p,2,4.00",
    "S3,2026-03-05 10:00,c,p,2,4.00",
    "R1,2026-03-09 10:00,c,p,-2,4.00",
    "R1,2026-03-09 10:00,c,p,-2,4.00",
    "R1,2026-03-09 10:00,c,p,-2,4.00",
  ];
  const numbered = mapping.replaceAll("\n    match:", "\n    identical_rows: numbered\n    match:");
  const table = (rows: readonly string[]) => put(`no,at,customer,product,qty,amount\n${rows.join("\n")}\n`);
  test("C7.1: a file and its own output: every row is repeated, equal returns of several sales too", async () => {
    const file = table(returned);
    const { events, out } = await convert(file, numbered);
    expect(events.slice(3).map(({ id, order }) => [id, order])).toEqual([
      ["refund/R1", "sale/S3/p"],
      ["refund/R1#2", "sale/S2/p"],
      ["refund/R1#3", "sale/S1/p"],
    ]);
    const again = await convert(file, numbered, { known: [out] });
    expect(again.report.rows).toMatchObject({ read: 6, new: 0, repeated: 6, refused: 0, unmatched: 0 });
    expect(again.bytes).toBe("");
  });
  test("C7.1: a new return finds a sale that is in already, less what known returns took", async () => {
    const { out } = await convert(table(returned.slice(0, 4)), numbered);
    const later = [...returned.slice(0, 4), "R2,2026-03-10 10:00,c,p,-2,4.00", "R3,2026-03-11 10:00,c,p,-6,4.00"];
    const { events, report } = await convert(table(later), numbered, { known: [out] });
    expect(events.map(({ id, order }) => [id, order])).toEqual([["refund/R2", "sale/S2/p"]]);
    expect(report.rows).toMatchObject({ read: 6, new: 1, repeated: 4, refused: 0, unmatched: 1 });
    const whole = await convert(table(later), numbered);
    expect(whole.events.at(-1)).toEqual(events[0]);
  });
  test("C7.1: a return is compared with the known one when it is whole; what was retracted is refused or brought back", async () => {
    const rows = returned.slice(0, 4);
    const { out, bytes } = await convert(table(rows), numbered);
    const other = put(
      bytes.replace('"order":"sale/S3/p","amount":"4.00"', '"order":"sale/S1/p","amount":"4.00"'),
      ".ndjson",
    );
    const refused = await convert(table(rows), numbered, { known: [other] });
    expect(refused.report.rows).toMatchObject({ new: 0, repeated: 3, refused: 1 });
    expect(refused.report.refused).toMatchObject([{ row: 5, column: "no", value: "R1", code: "known_conflict" }]);
    const bin = put('{"id":"x","kind":"retracted","at":"2026-04-01T00:00:00Z","target":"refund/R1"}\n', ".ndjson");
    const known = [out, bin];
    const out2 = await convert(table(rows), numbered, { known });
    expect(out2.report.refused).toMatchObject([{ row: 5, code: "retracted" }]);
    const back = await convert(table(rows), numbered, { known, restore: "2026-04-10T10:00:00+08:00" });
    expect(back.report.rows).toMatchObject({ new: 1, repeated: 3, refused: 0 });
    expect(back.events).toMatchObject([{ kind: "retracted", target: "x" }]);
  });
  test("in a packed output too, and none of it in a dry run", async () => {
    const rows = [
      "S1,2026-03-01 10:00,c,p,5,10.00",
      "R1,2026-03-02 10:00,c,p,-2,4.00",
      "R2,2026-03-02 10:00,x,p,-2,4.00",
    ];
    const { events } = await run(rows, { outEnding: ".ndjson.gz" });
    expect(events.map(({ id }) => id)).toEqual(["sale/S1/p", "refund/R1"]);
    const dry = await run(rows, { dryRun: true });
    expect(dry.report).toMatchObject({ out: undefined, rows: { new: 2, unmatched: 1 } });
  });
});
