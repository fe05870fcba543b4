import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Contract } from "@fealty/engine/contract/model.ts";
import { addCredits, type CreditCells, openCells } from "@fealty/engine/pay/credit-cells.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyRows, type Field } from "../app/src/store/copy-text.ts";
import { type BenchHouse, openBenchHouse } from "./bench-house.ts";
import { copyIn, copyOut, PackedRows } from "./copy-binary.ts";
import { millisecondsOf } from "./measure.ts";
import { ANSWERS, type Month } from "./month-data.ts";
import { type Closed, closeCells, lineText } from "./month-fealty.ts";
import { type Block, MEMBERS, PRODUCTS } from "./plan-shapes.ts";
import type { Place } from "./results.ts";

/** The month in PostgreSQL: one typed row a credit, one row of kept counters an agent, one packed row a statement. */
export interface MonthStore {
  readonly house: BenchHouse;
  /** Milliseconds from the kept counters to committed statements. */
  readonly fromCounters: () => Promise<number>;
  /** Milliseconds from the raw credits to committed statements. */
  readonly fromCredits: () => Promise<number>;
  /** Milliseconds of the peer's script, from the raw credits to a committed table of lines. */
  readonly sql: () => Promise<number>;
  /** `agent,component,member,basis,amount` of the statements that were written last, read back and unpacked. */
  readonly writtenLines: () => Promise<string[]>;
  readonly sqlLines: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}
const TABLES = `create schema bench;
  create table bench.credit (agent integer not null, product smallint not null, member smallint not null, amount bigint not null);
  create table bench.counter (agent integer primary key, packed bytea not null);
  create table bench.statement (run integer not null, agent integer not null, packed bytea not null, primary key (run, agent));
  create table bench.agents (agent integer primary key, shape integer not null, satisfied numeric(4, 2) not null);
  create table bench.blocks (block integer primary key, shape integer not null, product integer, name text not null, kind text not null,
    rate numeric(6, 5) not null, each numeric(10, 2) not null, cap numeric(18, 2) not null);
  create table bench.tiers (block integer not null, low numeric(18, 2) not null, until numeric(18, 2), rate numeric(6, 5) not null);
  create table bench.factors (block integer not null, low numeric(4, 2) not null, until numeric(4, 2), times numeric(6, 3) not null);
  create table bench.members (position integer primary key, member text not null, share numeric(6, 5) not null)`;

const copyTable = async (client: pg.Client, table: string, rows: Iterable<readonly Field[]>): Promise<void> => {
  async function* given(): AsyncGenerator<readonly Field[]> {
    yield* rows;
  }
  await pipeline(Readable.from(copyRows(given())), client.query(copyFrom(`copy bench.${table} from stdin`)));
};
function* creditRows({ credits }: Month): Generator<readonly Field[]> {
  const { agent, group, member, amount } = credits;
  for (let row = 0; row < agent.length; row += 1) yield [agent[row]!, group[row]!, member[row]!, amount[row]!];
}
const fill = async (
  client: pg.Client,
  month: Month,
  shapes: readonly (readonly Block[])[],
  cells: CreditCells,
): Promise<void> => {
  const blocks = shapes.flatMap((shape, index) => shape.map((block) => ({ shape: index, block })));
  await copyTable(client, "credit", creditRows(month));
  await copyTable(
    client,
    "agents",
    [...month.shapeOf].map((shape, agent) => [agent, shape, month.satisfied[agent]! / ANSWERS]),
  );
  await copyTable(
    client,
    "blocks",
    blocks.map(({ shape, block }, index) => {
      const product = PRODUCTS.indexOf(block.product);
      return [index, shape, product < 0 ? null : product, block.product, block.kind, block.rate, block.each, block.cap];
    }),
  );
  const bounded = (rows: (block: Block) => readonly { readonly from: string; readonly value: string }[]) =>
    blocks.flatMap(({ block }, index) =>
      rows(block).map(({ from, value }, at, all) => [index, from, all[at + 1]?.from ?? null, value]),
    );
  await copyTable(
    client,
    "tiers",
    bounded(({ tiers }) => tiers.map(({ from, rate }) => ({ from, value: rate }))),
  );
  await copyTable(
    client,
    "factors",
    bounded(({ factors }) => factors.map(({ from, times }) => ({ from, value: times }))),
  );
  await copyTable(
    client,
    "members",
    MEMBERS.map(({ id, share }, index) => [index, id, share]),
  );
  await copyIn(client, "copy bench.counter from stdin (format binary)", packCounters(cells));
  await client.query("vacuum analyze");
};

const CELL = 12;
const packCounters = ({ agents, groups, members, sums, counts }: CreditCells): Buffer => {
  const width = groups * (members + 1);
  const rows = new PackedRows(agents * (18 + width * CELL));
  for (let agent = 0; agent < agents; agent += 1) {
    const { bytes, at } = rows.row([agent], width * CELL);
    for (let cell = 0; cell < width; cell += 1) {
      bytes.writeDoubleLE(sums[agent * width + cell]!, at + cell * CELL);
      bytes.writeInt32LE(counts[agent * width + cell]!, at + cell * CELL + 8);
    }
  }
  return rows.whole();
};
const readCounters = async (client: pg.Client, agents: number): Promise<CreditCells> => {
  const cells = openCells(agents, PRODUCTS.length, MEMBERS.length);
  const width = PRODUCTS.length * (MEMBERS.length + 1);
  const bytes = await copyOut(client, "copy bench.counter to stdout (format binary)");
  const row = 14 + width * CELL;
  for (let from = 0; from < bytes.length; from += row) {
    const agent = bytes.readInt32BE(from + 6);
    for (let cell = 0; cell < width; cell += 1) {
      const at = from + 14 + cell * CELL;
      const sum = bytes.readDoubleLE(at);
      cells.sums[agent * width + cell] = sum;
      cells.counts[agent * width + cell] = bytes.readInt32LE(at + 8);
      cells.magnitude += Math.abs(sum);
    }
  }
  return cells;
};
/** Bytes of one row of `bench.credit` in a binary copy: the number of fields, then each with its length. */
const CREDIT = 2 + 8 + 6 + 6 + 12;
const readCredits = async (client: pg.Client, agents: number): Promise<CreditCells> => {
  const bytes = await copyOut(client, "copy bench.credit to stdout (format binary)");
  const count = bytes.length / CREDIT;
  const columns = {
    agent: new Int32Array(count),
    group: new Uint8Array(count),
    member: new Int8Array(count),
    amount: new Float64Array(count),
  };
  for (let row = 0; row < count; row += 1) {
    const at = row * CREDIT;
    columns.agent[row] = bytes.readInt32BE(at + 6);
    columns.group[row] = bytes.readInt16BE(at + 14);
    columns.member[row] = bytes.readInt16BE(at + 20);
    columns.amount[row] = bytes.readInt32BE(at + 26) * 4_294_967_296 + bytes.readUInt32BE(at + 30);
  }
  const cells = openCells(agents, PRODUCTS.length, MEMBERS.length);
  addCredits(cells, columns);
  return cells;
};

/** Bytes of one line: component, member, row, basis, amount; the agent is the row's key. */
const LINE = 20;
const packStatements = ({ lines }: Closed, agents: number, run: number): Buffer => {
  const rows = new PackedRows(agents * 26 + lines.length * LINE);
  for (let from = 0; from < lines.length; ) {
    const agent = lines.agent[from]!;
    let to = from;
    while (to < lines.length && lines.agent[to] === agent) to += 1;
    const { bytes, at } = rows.row([run, agent], (to - from) * LINE);
    for (let line = from; line < to; line += 1) {
      const place = at + (line - from) * LINE;
      bytes[place] = lines.component[line]!;
      bytes.writeInt8(lines.member[line]!, place + 1);
      bytes.writeInt16LE(lines.row[line]!, place + 2);
      bytes.writeDoubleLE(lines.basis[line]!, place + 4);
      bytes.writeDoubleLE(lines.amount[line]!, place + 12);
    }
    from = to;
  }
  return rows.whole();
};

export const openMonthStore = async (
  place: Place,
  month: Month,
  shapes: readonly (readonly Block[])[],
  contracts: readonly Contract[],
  cells: CreditCells,
): Promise<MonthStore> => {
  let moment = 1_780_000_000_000_000;
  const house = await openBenchHouse(place, () => ++moment as Instant);
  const { client, close } = house;
  const agents = month.shapeOf.length;
  const script = readFileSync(join(place.root, "bench/peers/month-close-postgres.sql"), "utf8");
  let run = 0;
  let last: Closed | undefined;
  const write = async (read: () => Promise<CreditCells>): Promise<number> => {
    run += 1;
    return millisecondsOf(async () => {
      last = closeCells(contracts, await read(), month);
      await copyIn(client, "copy bench.statement from stdin (format binary)", packStatements(last, agents, run));
    });
  };
  try {
    await client.query(TABLES);
    await fill(client, month, shapes, cells);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    house,
    fromCounters: () => write(() => readCounters(client, agents)),
    fromCredits: () => write(() => readCredits(client, agents)),
    sql: async () => {
      await client.query("drop table if exists bench.lines");
      return millisecondsOf(() => client.query(script));
    },
    writtenLines: async () => {
      const { rows } = await client.query("select agent, packed from bench.statement where run = $1", [run]);
      return (rows as { agent: number; packed: Buffer }[]).flatMap(({ agent, packed }) =>
        Array.from({ length: packed.length / LINE }, (_, line) => {
          const at = line * LINE;
          return lineText(last!.shapes[month.shapeOf[agent]!]!, agent, packed[at]!, packed.readInt8(at + 1), [
            packed.readDoubleLE(at + 4),
            packed.readDoubleLE(at + 12),
          ]);
        }),
      );
    },
    sqlLines: async () => {
      const { rows } = await client.query("select agent, component, member, basis, amount from bench.lines");
      return (rows as Record<string, unknown>[]).map((row) => Object.values(row).join(","));
    },
    close,
  };
};
