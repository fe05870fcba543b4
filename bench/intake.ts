// Clauses: N1

import { hash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Instant } from "@fealty/engine/values/brand.ts";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { instantParameter } from "../app/src/store/column-types.ts";
import { copyRows, type Field } from "../app/src/store/copy-text.ts";
import { type ImportedEvent, importFile } from "../app/src/store/imports.ts";
import { newUuid } from "../app/src/store/uuid.ts";
import { AGENCY_AS_OF } from "./agency-facts.ts";
import { type BenchHouse, COMPANY, openBenchHouse } from "./bench-house.ts";
import { addContracts, type Known } from "./freshness-data.ts";
import { millisecondsOf, race } from "./measure.ts";
import { seeded } from "./random.ts";
import { type Bench, countText, perSecondText, type Section, scaled, slower } from "./results.ts";

const ROWS = 200_000;
const CONTRACTS = 1_000;
const COLUMNS = "contract_id, row_number, source_id, kind, at, recorded_at, line, sha256";
const COLUMN_TYPES = `contract_id uuid not null, row_number bigint not null, source_id text not null, kind text not null,
  at timestamptz not null, recorded_at timestamptz not null, line text not null, sha256 bytea not null`;

/** The same lines under other ids for each run: what is there already would be a repeat. */
const rowsOf = (known: readonly Known[], count: number, run: number): ImportedEvent[] => {
  const random = seeded(4);
  return Array.from({ length: count }, (_, index) => {
    const contract = known[random.below(known.length)]!;
    const at = (AGENCY_AS_OF - random.below(2_000_000) * 1_000_000) as Instant;
    const sourceId = `r${run}-${index}`;
    const amount = `${100 + random.below(100_000)}.${10 + random.below(90)}`;
    const record = {
      id: sourceId,
      kind: "sale",
      at: new Date(at / 1000).toISOString(),
      order: `o${index}`,
      policy: `p${index}`,
      product: "term",
      amount,
      customer: `k${random.below(9_000)}`,
    };
    return {
      contractId: contract.contractId,
      row: index + 1,
      sourceId,
      kind: "sale",
      at,
      recordedAt: at,
      line: JSON.stringify(record),
      bare: JSON.stringify(record),
    };
  });
};
/** The peer's rows as text, made before its clock starts. */
const copyText = async (rows: readonly ImportedEvent[]): Promise<readonly string[]> => {
  async function* fields(): AsyncGenerator<readonly Field[]> {
    for (const event of rows)
      yield [
        event.contractId,
        event.row,
        event.sourceId,
        event.kind,
        instantParameter(event.at),
        instantParameter(event.recordedAt),
        event.line,
        `\\x${hash("sha256", event.line, "hex")}`,
      ];
  }
  const blocks: string[] = [];
  for await (const block of copyRows(fields())) blocks.push(block);
  return blocks;
};
const importRows = async ({ house }: BenchHouse, rows: readonly ImportedEvent[]): Promise<void> => {
  async function* events(): AsyncGenerator<ImportedEvent> {
    yield* rows;
  }
  const file = {
    importRunId: newUuid(),
    fileName: "rows.csv",
    fileSha256: "0".repeat(64),
    mapping: "",
    answers: null,
    startedAt: AGENCY_AS_OF,
    endedAt: AGENCY_AS_OF,
    rows: { read: rows.length, repeated: 0, unmatched: 0, leftOut: 0, blank: 0 },
    refusals: [],
  };
  const { report } = await house.store.withCompany(COMPANY, { role: "ingest" }, (tx) =>
    importFile(tx, events(), () => file, AGENCY_AS_OF),
  );
  if (report.rows.new !== rows.length) throw new Error(`${report.rows.new} of ${rows.length} rows are new`);
};
const bareCopy = (client: pg.Client, table: string, blocks: readonly string[]): Promise<void> =>
  pipeline(Readable.from(blocks), client.query(copyFrom(`copy bench.${table} (${COLUMNS}) from stdin`)));

/** The same lines, their hashes and places in both tables. */
const requireEqual = async (client: pg.Client, run: number): Promise<{ rows: number; sha256: string }> => {
  const of = async (table: string): Promise<{ rows: number; sha256: string }> => {
    const { rows } = await client.query(
      `select count(*)::integer as rows, encode(sha256(convert_to(string_agg(contract_id || source_id || at || line || encode(sha256, 'hex'),
         ' ' order by source_id), 'UTF8')), 'hex') as sha256 from ${table} where source_id like $1`,
      [`r${run}-%`],
    );
    return rows[0] as { rows: number; sha256: string };
  };
  const [ours, theirs] = [await of("fealty.event"), await of("bench.keyed")];
  if (ours.rows === 0 || ours.rows !== theirs.rows || ours.sha256 !== theirs.sha256)
    throw new Error(`the store has ${ours.rows} rows, the peer ${theirs.rows}, or other ones`);
  return ours;
};

/** A file's events into the store, against a COPY that asks nothing. */
export const intake: Bench = {
  id: "Intake",
  title: "events into the store against a bare COPY",
  run: async (place): Promise<Section> => {
    let moment = AGENCY_AS_OF as number;
    const bench = await openBenchHouse(place, () => ++moment as Instant);
    const { client } = bench;
    try {
      const count = scaled(place, ROWS);
      const shared = "fealty: 1\n";
      const known = await addContracts(bench, shared, scaled(place, CONTRACTS));
      await client.query(`create schema bench; create table bench.bare (${COLUMN_TYPES});
        create table bench.keyed (${COLUMN_TYPES}, primary key (contract_id, source_id))`);
      let run = 0;
      let rows = rowsOf(known, count, run);
      let blocks = await copyText(rows);
      await importRows(bench, rows);
      await bareCopy(client, "keyed", blocks);
      // As owner of the store's tables the bench may look behind row-level security.
      const equal = await requireEqual(client, run);
      place.say(`${equal.rows} rows, the same in both`);
      const runs = await race({
        store: async () => {
          run += 1;
          rows = rowsOf(known, count, run);
          blocks = await copyText(rows);
          return millisecondsOf(() => importRows(bench, rows));
        },
        bare: () => millisecondsOf(() => bareCopy(client, "bare", blocks)),
        keyed: () => millisecondsOf(() => bareCopy(client, "keyed", blocks)),
      });
      const per = (milliseconds: number): string => perSecondText(count, milliseconds, "events");
      return {
        id: "Intake",
        title: intake.title,
        workload: `${countText(count)} events of ${known.length} contracts, ${bench.server}. The store's \`importFile\` takes them from memory in one transaction: hashes each line, stages it, compares it with what is kept, numbers it within its contract, writes it under two unique keys, a primary key and two foreign keys, and keeps a report. COPY gets the same rows as ready text, hashes included, into a table without a key, and into one with one primary key. Each run has new ids, and the tables grow from run to run.`,
        equal: `count, contract, id, moment, line and hash of ${equal.rows} rows are the same in both tables, SHA-256 ${equal.sha256.slice(0, 16)}….`,
        figures: [
          { what: "Fealty, into the store", timing: runs.store, means: per(runs.store.medianMs) },
          { what: "bare COPY, no key", timing: runs.bare, means: per(runs.bare.medianMs) },
          { what: "COPY with one primary key", timing: runs.keyed, means: per(runs.keyed.medianMs) },
        ],
        ratios: [
          { what: "bare COPY ÷ Fealty (1 would be as fast)", value: slower(runs.bare, runs.store) },
          { what: "COPY with one key ÷ Fealty", value: slower(runs.keyed, runs.store) },
        ],
        values: [],
        notes: [
          "Reading the table and its mapping is P6's; here the events are read already. States of the contracts are computed after an import and are not in it.",
        ],
      };
    } finally {
      await bench.close();
    }
  },
};
