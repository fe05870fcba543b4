import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { millisecondsOf, RUNS, race, runProgram, timingOf } from "./measure.ts";
import { AGENTS, CREDITS, type Month, type MonthFiles, makeMonth, writeMonth } from "./month-data.ts";
import { duckdbLines, openDuckdb } from "./month-duckdb.ts";
import {
  type Closed,
  closeCells,
  explainAll,
  fealtyLines,
  loadShapes,
  ordinaryLines,
  sumCredits,
} from "./month-fealty.ts";
import { planShapes, SHAPES } from "./plan-shapes.ts";
import { type Bench, millisecondsText, type Place, perSecondText, type Section, slower } from "./results.ts";

/** Agents that are also evaluated the ordinary way, two of each shape. */
const ORDINARY = 2 * SHAPES;
/** Runs of python after the others; the rest is before them, since it keeps its facts in a process of its own. */
const AFTER = 3;

const digest = (lines: readonly string[]): string =>
  createHash("sha256")
    .update([...lines].sort().join("\n"))
    .digest("hex");

interface PythonClose {
  readonly read_ms: number;
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

/** Two agents of each shape the ordinary way: the same lines as the columns gave. @returns milliseconds an agent */
const requireOrdinary = (
  contracts: Parameters<typeof ordinaryLines>[0],
  month: Month,
  fast: readonly string[],
): number => {
  const byAgent = new Map<string, string[]>();
  for (const line of fast) {
    const agent = line.slice(0, line.indexOf(","));
    const lines = byAgent.get(agent);
    if (lines) lines.push(line);
    else byAgent.set(agent, [line]);
  }
  const times: number[] = [];
  for (let agent = 0; agent < ORDINARY; agent += 1) {
    const { lines, milliseconds } = ordinaryLines(contracts, month, agent);
    if (digest(lines) !== digest(byAgent.get(String(agent)) ?? []))
      throw new Error(`agent ${agent}: the ordinary way gives other lines`);
    times.push(milliseconds);
  }
  return timingOf(times).medianMs;
};

/** A month of two million credits to explained statement lines. */
export const monthClose: Bench = {
  id: "P1",
  title: "month close, the engine's part",
  run: async (place): Promise<Section> => {
    const { root, scratch, say } = place;
    const shapes = planShapes();
    const month = makeMonth();
    const files = await writeMonth(month, shapes, scratch);
    const contracts = loadShapes(shapes);
    const whole = (): Closed => closeCells(contracts, sumCredits(month), month);

    const closed = whole();
    const ours = fealtyLines(closed, month);
    const duckdb = await openDuckdb(root, files, shapes);
    await duckdb.close();
    const python = await pythonClose(place, files, RUNS - AFTER);
    const found = {
      fealty: digest(ours),
      python: digest(readFileSync(python.out, "utf8").trimEnd().split("\n")),
      duckdb: digest(await duckdbLines(duckdb.connection)),
    };
    if (found.python !== found.fealty || found.duckdb !== found.fealty)
      throw new Error(`lines differ: ${JSON.stringify(found)}`);
    say(`${ours.length} lines, equal to the fen`);
    const ordinary = requireOrdinary(contracts, month, ours);
    say(`${ORDINARY} agents the ordinary way: the same lines`);

    const cells = sumCredits(month);
    const runs = await race(
      {
        fealty: () => millisecondsOf(whole),
        lines: () => millisecondsOf(() => closeCells(contracts, cells, month)),
        formulas: () => millisecondsOf(() => explainAll(closed, month, contracts)),
        duckdb: duckdb.close,
        duckdbFile: duckdb.closeFromFile,
      },
      { warmUps: 3 },
    );
    const again = await pythonClose(place, files, AFTER);
    const pythonRuns = timingOf([...python.close_ms, ...again.close_ms]);
    const reads = timingOf([python.read_ms, again.read_ms]);
    const per = (milliseconds: number): string => perSecondText(ours.length, milliseconds, "lines");
    return {
      id: "P1",
      title: monthClose.title,
      workload: `${AGENTS} agents, ${CREDITS / 1e6} M credits of one month in ten products, ${SHAPES} plan shapes of eleven parts each (marginal and retroactive tiers, rate and amount per unit, factor by a metric and cap, split of a team, override): ${ours.length} lines, each rounded once. Facts are in memory when the clock starts: columns for Fealty, a table for DuckDB, a list of tuples with Decimals for python.`,
      equal: `the sorted lines (agent, component, member, basis and amount in fen) of all three have the SHA-256 ${found.fealty.slice(0, 16)}…; ${ORDINARY} agents evaluated the ordinary way from facts files have the same lines.`,
      figures: [
        {
          what: "Fealty, columns to explained lines (sums, plans compiled, lines)",
          timing: runs.fealty,
          means: per(runs.fealty.medianMs),
        },
        { what: "… of which from kept sums to lines", timing: runs.lines, means: per(runs.lines.medianMs) },
        {
          what: "Fealty, the formula of every line written out (made only when asked for)",
          timing: runs.formulas,
          means: per(runs.formulas.medianMs),
        },
        { what: "DuckDB, table in memory to table of lines", timing: runs.duckdb, means: per(runs.duckdb.medianMs) },
        { what: "DuckDB, CSV to table of lines", timing: runs.duckdbFile },
        {
          what: `python Decimal, facts in memory to lines (${RUNS - AFTER} runs before the others, ${AFTER} after)`,
          timing: pythonRuns,
          means: per(pythonRuns.medianMs),
        },
        { what: "python, reading the CSV (2 runs)", timing: reads },
      ],
      ratios: [
        { what: "python ÷ Fealty, both from memory", value: slower(pythonRuns, runs.fealty), target: 30 },
        { what: "DuckDB ÷ Fealty, both from memory", value: slower(runs.duckdb, runs.fealty), target: 1 },
        {
          what: "DuckDB ÷ Fealty with every formula written out",
          value: runs.duckdb.medianMs / (runs.fealty.medianMs + runs.formulas.medianMs),
        },
        {
          what: "python from the CSV ÷ Fealty from memory (not like for like)",
          value: (reads.medianMs + pythonRuns.medianMs) / runs.fealty.medianMs,
        },
        {
          what: "DuckDB from the CSV ÷ Fealty from memory (not like for like)",
          value: slower(runs.duckdbFile, runs.fealty),
        },
      ],
      values: [
        {
          what: `the ordinary way (facts folded, measures, evidence hashes, statement), median of ${ORDINARY} agents`,
          value: `${millisecondsText(ordinary)} an agent`,
        },
      ],
      notes: [
        "A line keeps agent, component, member, row, basis and amount; its formula is made from the plan when somebody asks.",
        "Draw with recovery, holdback, claw-back and accumulated tiers take the ordinary way and are not in this race. Reading and writing are not in it either: that part comes with the store.",
      ],
    };
  },
};
