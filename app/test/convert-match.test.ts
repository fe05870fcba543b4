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
