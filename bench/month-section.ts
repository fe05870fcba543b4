import type { Timing } from "./measure.ts";
import { SHAPES } from "./plan-shapes.ts";
import { countText, millisecondsText, perSecondText, type Section, slower } from "./results.ts";

export interface MonthFindings {
  readonly server: string;
  readonly agents: number;
  readonly credits: number;
  readonly lines: number;
  readonly sha256: string;
  readonly runs: Readonly<
    Record<
      | "fealty"
      | "lines"
      | "formulas"
      | "counters"
      | "credits"
      | "sql"
      | "duckdb"
      | "duckdbFile"
      | "python"
      | "pythonReads",
      Timing
    >
  >;
  /** Milliseconds of the first close in a new process. */
  readonly first: { readonly counters: number; readonly credits: number };
  readonly inHouse: { readonly agents: number; readonly medianMs: number };
  /** Runs before and after the others. */
  readonly pythonRuns: readonly [number, number];
}
export const monthSection = (found: MonthFindings): Section => {
  const { agents, runs, first, inHouse } = found;
  const per = ({ medianMs }: Timing): string => perSecondText(found.lines, medianMs, "lines");
  const pythonWhole = runs.pythonReads.medianMs + runs.python.medianMs;
  const houseMs = inHouse.medianMs * agents;
  return {
    id: "P1",
    title: "month close",
    workload: `${agents} agents, ${countText(found.credits)} credits of one month in ten products, ${SHAPES} plan shapes of eleven parts each (marginal and retroactive tiers, rate and amount per unit, factor by a metric and cap, split of a team, override): ${found.lines} lines, each rounded once. Fealty's batch close runs three times: from columns in memory; warm from one row of kept counters an agent in PostgreSQL to one packed row a statement, committed; cold from raw credits in PostgreSQL to the same rows. ${found.server}. The peers: python with Decimals and DuckDB from memory and from the CSV, a PostgreSQL script from the raw credits to a committed table of lines. NO COMMAND OF THE PRODUCT RUNS THE BATCH CLOSE YET: the store keeps no counters, and the house closes contract by contract, which is measured below.`,
    equal: `the sorted lines (agent, component, member, basis and amount in fen) of Fealty in memory, of its statements read back from PostgreSQL, of python, DuckDB and the PostgreSQL script have the SHA-256 ${found.sha256.slice(0, 16)}…; ${inHouse.agents} agents closed by the house (events in the store, \`refreshOne\`, statement read back) have the same lines.`,
    figures: [
      {
        what: "batch close, columns in memory to explained lines (sums, plans compiled, lines)",
        timing: runs.fealty,
        means: per(runs.fealty),
      },
      { what: "… of which from kept sums to lines", timing: runs.lines, means: per(runs.lines) },
      {
        what: "the formula of every line written out (made only when asked for)",
        timing: runs.formulas,
        means: per(runs.formulas),
      },
      {
        what: "batch close, warm: kept counters in PostgreSQL to committed statements",
        timing: runs.counters,
        means: per(runs.counters),
      },
      {
        what: "batch close, cold: raw credits in PostgreSQL to committed statements",
        timing: runs.credits,
        means: per(runs.credits),
      },
      { what: "PostgreSQL script, raw credits to a committed table of lines", timing: runs.sql, means: per(runs.sql) },
      { what: "DuckDB, table in memory to table of lines", timing: runs.duckdb, means: per(runs.duckdb) },
      { what: "DuckDB, CSV to table of lines", timing: runs.duckdbFile },
      {
        what: `python Decimal, facts in memory to lines (${found.pythonRuns[0]} runs before the others, ${found.pythonRuns[1]} after)`,
        timing: runs.python,
        means: per(runs.python),
      },
      { what: "python, reading the CSV, before each of them", timing: runs.pythonReads },
    ],
    ratios: [
      { what: "python from the CSV ÷ batch close warm", value: pythonWhole / runs.counters.medianMs, target: 30 },
      { what: "PostgreSQL script ÷ batch close warm", value: slower(runs.sql, runs.counters), target: 5 },
      { what: "DuckDB from memory ÷ batch close warm", value: slower(runs.duckdb, runs.counters), target: 1 },
      { what: "python from the CSV ÷ batch close cold", value: pythonWhole / runs.credits.medianMs, target: 7 },
      { what: "PostgreSQL script ÷ batch close cold", value: slower(runs.sql, runs.credits) },
      { what: "DuckDB from the CSV ÷ batch close cold", value: slower(runs.duckdbFile, runs.credits) },
      { what: "python ÷ batch close, both from memory", value: slower(runs.python, runs.fealty), target: 30 },
      { what: "DuckDB ÷ batch close, both from memory", value: slower(runs.duckdb, runs.fealty), target: 1 },
      {
        what: "DuckDB ÷ batch close with every formula written out",
        value: runs.duckdb.medianMs / (runs.fealty.medianMs + runs.formulas.medianMs),
      },
      { what: "python from the CSV ÷ the house, contract by contract (calculated)", value: pythonWhole / houseMs },
    ],
    values: [
      { what: "batch close warm, the first of a new process", value: millisecondsText(first.counters) },
      { what: "batch close cold, the first after it", value: millisecondsText(first.credits) },
      {
        what: `the house today: one contract from the store to its kept statement (events read and folded, measures, evidence, digest), median of ${inHouse.agents} agents, once each`,
        value: `${millisecondsText(inHouse.medianMs)} an agent`,
      },
      { what: `… calculated for ${agents} agents, one after the other`, value: millisecondsText(houseMs) },
    ],
    notes: [
      "python runs in a process of its own: four times it reads the CSV and closes before the others, three times after them.",
      "The counters are filled before the clock starts. In the warm race python and DuckDB read raw credits where Fealty reads sums: that is what keeping counters buys, and what it costs at intake is not in it.",
      "A line keeps component, member, row, basis and amount; its formula is made from the plan when somebody asks. The batch statements hold the lines only: no balances, no evidence.",
      "Draw with recovery, holdback, claw-back and accumulated tiers are not in this race; the house computes them contract by contract.",
    ],
  };
};
