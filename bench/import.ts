import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { bundleProgram } from "./bundle.ts";
import { writeSales } from "./import-data.ts";
import { millisecondsOf, race, runProgram } from "./measure.ts";
import {
  type Bench,
  countText,
  megabytesText,
  type Place,
  perSecondText,
  type Section,
  scaled,
  slower,
  type Value,
} from "./results.ts";

const ROWS = 1_000_000;
const MOST_MEMORY = 256e6;
const LARGE_BYTES = 2e9;

interface Outcome {
  readonly milliseconds: number;
  readonly read: number;
  readonly new: number;
  readonly repeated: number;
  readonly refused: number;
  /** Bytes. */
  readonly peak: number;
}
const hashOf = async (file: string): Promise<string> => {
  const sum = createHash("sha256");
  for await (const part of createReadStream(file)) sum.update(part as Buffer);
  return sum.digest("hex");
};

/** The two programs, each as somebody would start it. */
const programs = async ({ root, scratch }: Place) => {
  const folder = join(root, ".fealty/bench");
  const program = await bundleProgram(root, "bench/import-run.ts", folder);
  // The second thread of the converter, which it looks for beside its own program.
  await bundleProgram(root, "app/src/convert/settle-worker.ts", folder);
  const mapping = join(root, "bench/mappings/sales.yaml");
  const fealty = async (file: string, out: string): Promise<Outcome> => {
    const { milliseconds, output } = await runProgram(
      process.execPath,
      [program, file, mapping, out, `${out}-report`],
      scratch,
    );
    return { milliseconds, ...(JSON.parse(output) as Omit<Outcome, "milliseconds">) };
  };
  const python = async (file: string, out: string): Promise<Outcome> => {
    const script = join(root, "bench/peers/import.py");
    const { milliseconds, output } = await runProgram("python3", [script, file, out, `${out}-refused.csv`], scratch);
    const told = JSON.parse(output) as {
      rows: number;
      events: number;
      repeated: number;
      refused: number;
      peak: number;
    };
    const { rows: read, events, repeated, refused, peak } = told;
    return { milliseconds, read, new: events, repeated, refused, peak: peak * 1024 };
  };
  return { fealty, python };
};

/** Reads the UTF-8 twin of the table into memory as text, and nothing more. */
const duckdbReader = async (file: string): Promise<() => Promise<number>> => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  return () =>
    millisecondsOf(() =>
      connection.run(
        `CREATE OR REPLACE TABLE sales AS SELECT * FROM read_csv('${file}', all_varchar = true, header = true)`,
      ),
    );
};

const requireEqual = async (ours: Outcome, theirs: Outcome, out: string, peerOut: string): Promise<string> => {
  for (const key of ["read", "new", "repeated", "refused"] as const)
    if (ours[key] !== theirs[key]) throw new Error(`${key}: Fealty ${ours[key]}, python ${theirs[key]}`);
  const [one, other] = await Promise.all([hashOf(out), hashOf(peerOut)]);
  if (one !== other) throw new Error("the files of events differ");
  return one;
};

/** A table of 2 GB through the converter: the memory it takes may not depend on the size. */
const measureLarge = async (
  place: Place,
  fealty: (file: string, out: string) => Promise<Outcome>,
  bytesPerRow: number,
): Promise<Value[]> => {
  const file = join(place.scratch, "large.csv");
  place.say("writing 2 GB …");
  await writeSales(Math.ceil(LARGE_BYTES / bytesPerRow), file);
  const { size } = statSync(file);
  place.say(`${megabytesText(size)}, converting …`);
  const { milliseconds, read, refused, peak } = await fealty(file, join(place.scratch, "large.ndjson"));
  return [
    {
      what: `memory on ${megabytesText(size)} (${(read / 1e6).toFixed(1)} M rows, ${refused} refused), one run`,
      value: megabytesText(peak),
      target: `< ${megabytesText(MOST_MEMORY)}`,
      met: peak < MOST_MEMORY,
    },
    { what: "… bytes a second", value: perSecondText(size, milliseconds, "B") },
  ];
};

/** A table with everything that real ones have, to events. */
export const importing: Bench = {
  id: "P6",
  title: "import of a table",
  run: async (place): Promise<Section> => {
    const { scratch, say, flags } = place;
    const [gbk, utf8] = [join(scratch, "sales.csv"), join(scratch, "sales-utf8.csv")];
    const count = scaled(place, ROWS);
    await writeSales(count, gbk, utf8);
    const [size, size8] = [statSync(gbk).size, statSync(utf8).size];
    say(`${count} rows, ${megabytesText(size)}`);
    const { fealty, python } = await programs(place);
    const [out, peerOut] = [join(scratch, "facts.ndjson"), join(scratch, "facts-python.ndjson")];
    const [ours, theirs] = [await fealty(gbk, out), await python(gbk, peerOut)];
    const same = await requireEqual(ours, theirs, out, peerOut);
    say("the same bytes");
    const read = await duckdbReader(utf8);
    const peaks: number[] = [];
    const runs = await race(
      {
        fealty: async () => {
          const outcome = await fealty(gbk, out);
          peaks.push(outcome.peak);
          return outcome.milliseconds;
        },
        python: async () => (await python(gbk, peerOut)).milliseconds,
        duckdb: read,
      },
      { warmUps: 0 },
    );
    const peak = Math.max(...peaks);
    const rate = size / 1e3 / runs.fealty.medianMs;
    const large = flags.has("--large") ? await measureLarge(place, fealty, size / count) : [];
    return {
      id: "P6",
      title: importing.title,
      workload: `A CSV of ${countText(count)} rows, ${megabytesText(size)} in GB18030: six shapes of dates (full-width too), thousands separators, currency signs, brackets and trailing minus, quoted cells, repeated rows, amounts that are none. Fealty and python read it, keep the same rules, drop ${ours.repeated} repeated rows, refuse ${ours.refused} and write ${ours.new} events and a report, each as a program of its own, start included. DuckDB reads the UTF-8 twin (${megabytesText(size8)}) into a table of text and keeps no rule.`,
      equal: `both files of events have the same bytes, SHA-256 ${same.slice(0, 16)}…; the counts of rows agree.`,
      figures: [
        { what: "Fealty convert", timing: runs.fealty, means: perSecondText(size, runs.fealty.medianMs, "B") },
        { what: "python csv + Decimal", timing: runs.python, means: perSecondText(size, runs.python.medianMs, "B") },
        {
          what: "DuckDB read_csv, all text",
          timing: runs.duckdb,
          means: perSecondText(size8, runs.duckdb.medianMs, "B"),
        },
      ],
      ratios: [
        { what: "python ÷ Fealty", value: slower(runs.python, runs.fealty), target: 3 },
        { what: "DuckDB plain ÷ Fealty with all rules", value: slower(runs.duckdb, runs.fealty), target: 0.8 },
      ],
      values: [
        {
          what: "Fealty, bytes of the table a second",
          value: `${rate.toFixed(0)} MB/s`,
          target: "≥ 80 MB/s",
          met: rate >= 80,
        },
        {
          what: "Fealty, most memory",
          value: megabytesText(peak),
          target: `< ${megabytesText(MOST_MEMORY)}`,
          met: peak < MOST_MEMORY,
        },
        { what: "python, most memory", value: megabytesText(theirs.peak) },
        ...large,
      ],
      notes: [
        "Seven runs after the one that was compared, which does not count.",
        "What bounds it (profile of 2026-11-25): the first thread, which reads cells and writes fields; the second is idle 70 % of the time.",
        ...(large.length > 0
          ? []
          : ["`npm run bench -- P6 --large` also converts a table of 2 GB and shows the memory it takes."]),
      ],
    };
  },
};
