import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { millisecondsOf } from "./measure.ts";
import type { MonthFiles } from "./month-data.ts";
import { type Block, MEMBERS } from "./plan-shapes.ts";

/** The month in DuckDB: tables of parameters from the shapes, facts from the same CSV. */
export interface DuckdbMonth {
  readonly connection: DuckDBConnection;
  /** Milliseconds of the close from the table in memory. */
  readonly close: () => Promise<number>;
  /** Milliseconds of reading the CSV into that table, then closing. */
  readonly closeFromFile: () => Promise<number>;
}
const values = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `(${row.map((cell) => (typeof cell === "number" ? cell : `'${cell}'`)).join(", ")})`).join(",\n");
/** Rows of a table of bounds, each with the bound of the next. */
const rowsWithNext = (
  block: number,
  rows: readonly { readonly from: string; readonly value: string }[],
): (string | number)[][] => rows.map(({ from, value }, index) => [block, from, rows[index + 1]?.from ?? "", value]);

export const openDuckdb = async (
  root: string,
  files: MonthFiles,
  shapes: readonly (readonly Block[])[],
): Promise<DuckdbMonth> => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const blocks = shapes.flatMap((shape, index) => shape.map((block) => ({ shape: index, ...block })));
  const tiers = blocks.flatMap((block, index) =>
    rowsWithNext(
      index,
      block.tiers.map(({ from, rate }) => ({ from, value: rate })),
    ),
  );
  const factors = blocks.flatMap((block, index) =>
    rowsWithNext(
      index,
      block.factors.map(({ from, times }) => ({ from, value: times })),
    ),
  );
  await connection.run(`
    CREATE TABLE blocks AS SELECT shape, block, product, kind, rate::DECIMAL(6, 5) AS rate, each::DECIMAL(10, 2) AS each, cap::DECIMAL(18, 2) AS cap
      FROM (VALUES ${values(blocks.map((b, index) => [b.shape, index, b.product, b.kind, b.rate, b.each, b.cap]))}) AS given(shape, block, product, kind, rate, each, cap);
    CREATE TABLE tiers AS SELECT block, low::DECIMAL(18, 2) AS low, nullif(until, '')::DECIMAL(18, 2) AS until, rate::DECIMAL(6, 5) AS rate
      FROM (VALUES ${values(tiers)}) AS given(block, low, until, rate);
    CREATE TABLE factors AS SELECT block, low::DECIMAL(4, 2) AS low, nullif(until, '')::DECIMAL(4, 2) AS until, times::DECIMAL(6, 3) AS times
      FROM (VALUES ${values(factors)}) AS given(block, low, until, times);
    CREATE TABLE members AS SELECT member, position, share::DECIMAL(6, 5) AS share
      FROM (VALUES ${values(MEMBERS.map(({ id, share }, index) => [id, index, share]))}) AS given(member, position, share);
    CREATE TABLE agents AS SELECT * FROM read_csv('${files.agents}', columns = {agent: 'INTEGER', shape: 'INTEGER', satisfied: 'DECIMAL(4, 2)'});
  `);
  const script = readFileSync(join(root, "bench/peers/month-close.sql"), "utf8");
  const read = `CREATE OR REPLACE TABLE credits AS SELECT * FROM read_csv('${files.credits}',
    columns = {agent: 'INTEGER', product: 'VARCHAR', member: 'VARCHAR', amount: 'DECIMAL(18, 2)'})`;
  await connection.run(read);
  return {
    connection,
    close: () => millisecondsOf(() => connection.run(script)),
    closeFromFile: () =>
      millisecondsOf(async () => {
        await connection.run(read);
        await connection.run(script);
      }),
  };
};
/** `agent,component,member,basis,amount` of every line, in fen. */
export const duckdbLines = async (connection: DuckDBConnection): Promise<string[]> => {
  const found = await connection.runAndReadAll("SELECT agent, component, member, basis, amount FROM lines");
  return found.getRows().map((row) => row.join(","));
};
