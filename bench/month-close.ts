import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BenchHouse } from "./bench-house.ts";
import { millisecondsOf, RUNS, race, runProgram, timingOf } from "./measure.ts";
import { AGENTS, CREDITS, type Month, type MonthFiles, makeMonth, writeMonth } from "./month-data.ts";
import { duckdbLines, openDuckdb } from "./month-duckdb.ts";
import { closeCells, explainAll, fealtyLines, loadShapes, sumCredits } from "./month-fealty.ts";
import { closeInHouse } from "./month-product.ts";
import { monthSection } from "./month-section.ts";
import { openMonthStore } from "./month-store.ts";
import { type Block, planShapes, SHAPES } from "./plan-shapes.ts";
import { type Bench, type Place, type Section, scaled } from "./results.ts";

/** Agents that are also closed as the house does it, two of each shape. */
const ORDINARY = 2 * SHAPES;
/** Runs of python after the others; the rest is before them, since it runs in a process of its own. */
const AFTER = 3;

const digest = (lines: readonly string[]): string =>
  createHash("sha256")
    .update([...lines].sort().join("\n"))
    .digest("hex");

interface PythonClose {
  readonly read_ms: readonly number[];
  readonly close_ms: readonly number[];
  readonly lines: number;
}
const pythonClose = async (
  { root, scratch }: Place,
  files: MonthFiles,
  turns: number,
): Promise<PythonClose & { readonly out: string }> => {
  const out = join(scratch, "lines-python.csv");
  const script = join(root, "bench/peers/month-close.py");
  const { output } = await runProgram(
    "python3",
    [script, files.credits, files.agents, files.shapes, out, String(turns)],
    scratch,
  );
  return { ...(JSON.parse(output) as PythonClose), out };
};

/** Two agents of each shape as the house closes them: the same lines as the columns gave. @returns milliseconds an agent */
const requireInHouse = async (
  house: BenchHouse,
  shapes: readonly (readonly Block[])[],
  month: Month,
  fast: readonly string[],
): Promise<{ readonly agents: number; readonly medianMs: number }> => {
  const byAgent = new Map<string, string[]>();
  for (const line of fast) {
    const agent = line.slice(0, line.indexOf(","));
    const lines = byAgent.get(agent);
    if (lines) lines.push(line);
    else byAgent.set(agent, [line]);
  }
  const times: number[] = [];
  const agents = Math.min(ORDINARY, month.shapeOf.length);
  for (let agent = 0; agent < agents; agent += 1) {
    const { lines, milliseconds } = await closeInHouse(house, shapes[month.shapeOf[agent]!]!, month, agent);
    if (digest(lines) !== digest(byAgent.get(String(agent)) ?? []))
      throw new Error(`agent ${agent}: the statement in the store has other lines`);
    times.push(milliseconds);
  }
  return { agents, medianMs: timingOf(times).medianMs };
};

/** A month of two million credits to explained statement lines, in memory and in PostgreSQL. */
export const monthClose: Bench = {
  id: "P1",
  title: "month close",
  run: async (place): Promise<Section> => {
    const { root, scratch, say } = place;
    const shapes = planShapes();
    const month = makeMonth(scaled(place, AGENTS), scaled(place, CREDITS));
    const files = await writeMonth(month, shapes, scratch);
    const contracts = loadShapes(shapes);
    const cells = sumCredits(month);
    const store = await openMonthStore(place, month, shapes, contracts, cells);
    try {
      // Before anything else has warmed the code up: what a new process does at its first close.
      const first = { counters: await store.fromCounters(), credits: await store.fromCredits() };
      const written = digest(await store.writtenLines());
      await store.sql();
      const duckdb = await openDuckdb(root, files, shapes);
      await duckdb.close();
      const python = await pythonClose(place, files, RUNS - AFTER);
      const closed = closeCells(contracts, cells, month);
      const ours = fealtyLines(closed, month);
      const found = {
        fealty: digest(ours),
        written,
        python: digest(readFileSync(python.out, "utf8").trimEnd().split("\n")),
        duckdb: digest(await duckdbLines(duckdb.connection)),
        postgres: digest(await store.sqlLines()),
      };
      if (new Set(Object.values(found)).size > 1) throw new Error(`lines differ: ${JSON.stringify(found)}`);
      say(`${ours.length} lines, equal to the fen in all five`);
      const inHouse = await requireInHouse(store.house, shapes, month, ours);
      say(`${inHouse.agents} agents closed by the house: the same lines`);
      const runs = await race(
        {
          fealty: () => millisecondsOf(() => closeCells(contracts, sumCredits(month), month)),
          lines: () => millisecondsOf(() => closeCells(contracts, cells, month)),
          formulas: () => millisecondsOf(() => explainAll(closed, month, contracts)),
          counters: store.fromCounters,
          credits: store.fromCredits,
          sql: store.sql,
          duckdb: duckdb.close,
          duckdbFile: duckdb.closeFromFile,
        },
        { warmUps: 2 },
      );
      const again = await pythonClose(place, files, AFTER);
      return monthSection({
        server: store.house.server,
        agents: month.shapeOf.length,
        credits: month.credits.agent.length,
        lines: ours.length,
        sha256: found.fealty,
        runs: {
          ...runs,
          python: timingOf([...python.close_ms, ...again.close_ms]),
          pythonReads: timingOf([...python.read_ms, ...again.read_ms]),
        },
        first,
        inHouse,
        pythonRuns: [RUNS - AFTER, AFTER],
      });
    } finally {
      await store.close();
    }
  },
};
