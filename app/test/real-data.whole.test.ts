import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fealty, root } from "./cli-terminal.ts";

const data = process.env.FEALTY_SHARED ?? join(root, "../shared");
const file = (name: string): string => join(data, "data", name);
const folder = mkdtempSync(join(tmpdir(), "fealty-real-"));
const out = (name: string): string => join(folder, name);
interface Metric {
  readonly id: string;
  readonly period: string;
  readonly n: number;
  readonly numerator: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
const evaluated = async (contract: string, facts: string, asOf: string) =>
  JSON.parse((await fealty(["evaluate", contract, "--facts", facts, "--as-of", asOf, "--json"])).out) as {
    metrics: Metric[];
    statements: { period: string; payable: string; lines: { component: string; amount: string }[] }[];
    clauses: { id: string; state: string }[];
  };

// The files stand beside the clone and are never committed; without them there is nothing to show here.
describe.skipIf(!existsSync(file("online-retail-2010-12_2011-05.csv.gz")))("domain-F1 Online Retail", () => {
  const mapping = "mappings/online-retail.yaml";
  const source = file("online-retail-2010-12_2011-05.csv.gz");

  it("C3.2 domain-F1: repeat purchase is 1336 of 2718, .491538 [.472769, .510331], and revenue is that of the file", async () => {
    const converted = await fealty([
      "convert",
      source,
      "--mapping",
      mapping,
      "--out",
      out("sales.ndjson"),
      "--only",
      "sale",
      "--json",
    ]);
    expect(JSON.parse(converted.out)).toMatchObject({
      rows: { read: 209_029, new: 145_450, refused: 0 },
      events: { sale: 145_450 },
    });
    const { metrics } = await evaluated(
      "contracts/real/online-retail",
      out("sales.ndjson"),
      "2011-06-01T00:00:00+01:00",
    );
    expect(metrics.find((metric) => metric.id === "repeat")).toMatchObject({
      numerator: 1336,
      n: 2718,
      value: 0.491538,
      low: 0.472769,
      high: 0.510331,
    });
    const revenue = metrics.filter((metric) => metric.id === "revenue").map((metric) => metric.value);
    expect(revenue).toEqual([572_713.89, 569_445.04, 447_137.35, 595_500.76, 469_200.36, 678_594.56]);
  });

  it("C6.2 domain-F1: each country's partner has its monthly statement; returns are matched to their sales", async () => {
    const converted = await fealty([
      "convert",
      source,
      "--mapping",
      mapping,
      "--out",
      out("retail.ndjson"),
      "--report",
      out("report"),
      "--json",
    ]);
    expect(converted.code).toBe(0);
    const report = JSON.parse(converted.out) as { rows: Record<string, number>; events: Record<string, number> };
    expect(report.events).toEqual({ sale: 145_450, refund: 2679 });
    expect(report.rows.unmatched).toBe(911);
    expect(existsSync(out("report.csv"))).toBe(true);
    const { statements, metrics } = await evaluated(
      "contracts/real/online-retail/partner.yaml",
      out("retail.ndjson"),
      "2011-06-01T00:00:00+01:00",
    );
    expect(metrics.find((metric) => metric.id === "repeat")?.n).toBe(56);
    expect(statements.map((statement) => statement.period)).toEqual([
      "2010-12",
      "2011-01",
      "2011-02",
      "2011-03",
      "2011-04",
      "2011-05",
    ]);
    for (const { lines, payable } of statements) {
      const fen = lines.reduce((sum, line) => sum + BigInt(line.amount.replace(".", "")), 0n);
      expect(fen).toBe(BigInt(payable.replace(".", "")));
    }
    expect(statements.some(({ lines }) => lines.some((line) => line.component === "true_up"))).toBe(true);
  });

  it("C7.1: the same file converted twice gives the same bytes, and known facts make every row a repeat", async () => {
    const again = await fealty([
      "convert",
      source,
      "--mapping",
      mapping,
      "--out",
      out("again.ndjson"),
      "--only",
      "sale",
      "--known",
      out("sales.ndjson"),
      "--json",
    ]);
    expect(JSON.parse(again.out)).toMatchObject({ rows: { new: 0, repeated: 145_450 } });
  });
});

describe.skipIf(!existsSync(file("uslapseagent-even.csv.gz")))("domain-F1 policies of tied agents", () => {
  it("C3.2 domain-F1: kept at 5 and 9 quarters, over all causes and with death and other exits left out", async () => {
    await fealty([
      "convert",
      file("uslapseagent-even.csv.gz"),
      "--mapping",
      "mappings/us-lapse.yaml",
      "--out",
      out("lapse.ndjson"),
    ]);
    const { metrics } = await evaluated("contracts/real/us-lapse", out("lapse.ndjson"), "2009-01-01T00:00:00Z");
    const told = Object.fromEntries(metrics.map(({ id, numerator, n }) => [id, [numerator, n]]));
    expect(told).toEqual({
      kept_13: [12_867, 14_478],
      kept_25: [11_800, 14_308],
      lapse_13: [12_867, 14_231],
      lapse_25: [11_800, 13_881],
    });
  });
});
