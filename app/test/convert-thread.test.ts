import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { convert, put, room, saleMapping } from "./convert-room.ts";

/** The settling thread's program, bundled as the command line bundles it. */
const program = join(room, "settle-worker.mjs");
beforeAll(async () => {
  const entry = fileURLToPath(new URL("../src/convert/settle-worker.ts", import.meta.url));
  await build({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "silent",
  });
});
const threaded = (): { settleProgram: URL } => ({ settleProgram: pathToFileURL(program) });

const FIELDS = `      at: date(row.at)\n      order: row.no\n      product: event_id()\n      amount: money(row.amount)`;
const rows = (count: number): string =>
  `no,at,amount\n${Array.from({ length: count }, (_, i) =>
    i % 97 === 5
      ? `${i},never,1.00`
      : i % 89 === 3
        ? `${i - 3},2026-03-01,9.99`
        : `${i},2026-03-0${1 + (i % 9)},${i % 1000}.50`,
  ).join("\n")}\n`;

describe("settling in a second thread", () => {
  const mapping = saleMapping({ fields: FIELDS, rest: "    identical_rows: numbered" });
  test("gives the bytes and the report that one thread gives", async () => {
    const file = put(`${rows(30_000)}7,2026-03-08,7.50\n`);
    const alone = await convert(file, mapping, { report: join(room, "alone"), importedBy: "李" });
    const two = await convert(file, mapping, { report: join(room, "two"), importedBy: "李", ...threaded() });
    expect(two.bytes === alone.bytes).toBe(true);
    expect({ ...two.report, out: "", mapping: "", reportFiles: [] }).toEqual({
      ...alone.report,
      out: "",
      mapping: "",
      reportFiles: [],
    });
    expect(alone.report.rows.refused).toBeGreaterThan(600);
    expect(alone.events.at(-1)).toMatchObject({ id: "sale/7#2", product: "sale/7#2", imported_by: "李" });
  });
  test("events that wait for an earlier one come back to be matched", async () => {
    const matching = `mapping: 1
emit:
  - kind: sale
    when: number(row.q) > 0
    id: [row.no]
    fields: {at: date(row.at), customer: row.c, product: row.p, order: event_id(), quantity: number(row.q), amount: number("1")}
  - kind: refund
    when: number(row.q) < 0
    id: [row.no]
    match: {kind: sale, same: {customer: row.c, product: row.p}, quantity: -number(row.q)}
    fields: {at: date(row.at), customer: row.c, order: matched.order, amount: number("1")}
`;
    const file = put("no,at,c,p,q\n1,2026-03-01,a,x,2\n2,2026-03-02,a,x,-1\n3,2026-03-03,a,x,-2\n");
    const { events, report } = await convert(file, matching, threaded());
    expect(events.map(({ id, order }) => [id, order])).toEqual([
      ["sale/1", "sale/1"],
      ["refund/2", "sale/1"],
    ]);
    expect(report.rows).toMatchObject({ new: 2, unmatched: 1 });
  });
  test("long events outgrow a batch's bytes and arrive whole", async () => {
    const long = "长".repeat(60_000);
    const file = put(
      `no,at,amount,note\n${Array.from({ length: 40 }, (_, i) => `${i},2026-03-01,1.00,${long}${i}`).join("\n")}\n`,
    );
    const noted = saleMapping({ fields: `${FIELDS}\n      channel: row.note` });
    const [alone, two] = [await convert(file, noted), await convert(file, noted, threaded())];
    expect(two.bytes === alone.bytes).toBe(true);
    expect(String(two.events[39]?.channel).length).toBe(60_002);
  });
  test("an aborted run stops the thread and leaves nothing", async () => {
    const stop = new AbortController();
    const options = { signal: stop.signal, onProgress: () => stop.abort(), ...threaded() };
    await expect(convert(put(rows(200_000)), mapping, options)).rejects.toThrow(/abort/i);
    expect(readdirSync(room).filter((name) => name.includes(".part"))).toEqual([]);
  });
  test("what goes wrong in the thread ends the run", async () => {
    // A name that a folder takes, but not with the ending of a file that is being written.
    const out = join(room, `${"n".repeat(243)}.ndjson`);
    await expect(convert(put(rows(10)), mapping, { out, ...threaded() })).rejects.toThrow(/ENAMETOOLONG/);
  });
});
