// Clauses: N2
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SHANGHAI } from "@fealty/engine/calendar/zone.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { addContract } from "../app/src/store/contracts.ts";
import { copyRows, type Field } from "../app/src/store/copy-text.ts";
import { type ImportedEvent, importFile } from "../app/src/store/imports.ts";
import { newUuid } from "../app/src/store/uuid.ts";
import { AGENCY_AS_OF, type FactRecord, knownRecords, recordedAt } from "./agency-facts.ts";
import { type BenchHouse, COMPANY } from "./bench-house.ts";
import type { Random } from "./random.ts";

/** One contract of the bench; the index says its facts. */
export interface Known {
  readonly index: number;
  readonly contractId: string;
  readonly number: string;
}
const micros = (iso: string): Instant => (Date.parse(iso) * 1000) as Instant;
const TOGETHER = 200;

/** Each contract is a file of its own that starts from the one they share, as a company's contracts do. */
export const addContracts = async ({ house }: BenchHouse, shared: string, count: number): Promise<Known[]> => {
  const known = Array.from({ length: count }, (_, index) => ({
    index,
    contractId: newUuid(),
    number: `BENCH-${String(index).padStart(5, "0")}`,
  }));
  for (let from = 0; from < count; from += TOGETHER)
    await house.store.withCompany(COMPANY, {}, async (tx) => {
      for (const { contractId, number } of known.slice(from, from + TOGETHER)) {
        const files = [
          { path: "contract.yaml", text: `fealty: 1\ntemplate: agency.yaml\nnumber: ${number}\n` },
          { path: "agency.yaml", text: shared },
        ];
        const head = {
          contractId,
          number,
          title: { zh: "测速用合同", en: "Contract for measuring speed" },
          mode: "company_led",
          status: "in_force",
          term: { from: "2026-01-01", until: "2026-12-31" },
          companyName: "测速公司",
          agentName: "测速代理人",
        } as const;
        await addContract(tx, head, files, AGENCY_AS_OF);
      }
    });
  return known;
};
/** The whole history as one import. Gives the number of events. */
export const importHistory = async (
  { house }: BenchHouse,
  known: readonly Known[],
  say: (line: string) => void,
): Promise<number> => {
  let rows = 0;
  async function* events(): AsyncGenerator<ImportedEvent> {
    for (const { index, contractId } of known) {
      for (const record of knownRecords(index)) {
        rows += 1;
        yield {
          contractId,
          row: rows,
          sourceId: record.id,
          kind: record.kind,
          at: micros(record.at),
          recordedAt: micros(recordedAt(record)),
          line: JSON.stringify(record),
        };
      }
      if (index % 2_000 === 1_999) say(`history of ${index + 1} contracts read`);
    }
  }
  const file = {
    importRunId: newUuid(),
    fileName: "history.csv",
    fileSha256: "0".repeat(64),
    mapping: "",
    answers: null,
    startedAt: AGENCY_AS_OF,
    endedAt: AGENCY_AS_OF,
    refusals: [],
  };
  const nothingElse = { repeated: 0, unmatched: 0, leftOut: 0, blank: 0 };
  const { report } = await house.store.withCompany(COMPANY, { role: "ingest" }, (tx) =>
    importFile(tx, events(), () => ({ ...file, rows: { read: rows, ...nothingElse } }), AGENCY_AS_OF),
  );
  return report.rows.new;
};

/** The peer's own table: one typed row an event, as somebody would lay it out who writes the figures in SQL. */
const FACT = `create schema bench;
  create table bench.fact (contract integer not null, kind text not null, at timestamptz not null, customer text, sale_order text, amount numeric(14, 2),
    recommend integer, satisfaction integer)`;
const factFields = (contract: number, record: FactRecord): readonly Field[] => {
  const field = (name: string): Field => (record[name] as string | number | undefined) ?? null;
  return [
    contract,
    record.kind,
    record.at,
    field("customer"),
    field("order"),
    field("amount"),
    field("recommend"),
    field("satisfaction"),
  ];
};
export const copyFacts = async (client: pg.Client, known: readonly Known[]): Promise<void> => {
  await client.query(FACT);
  async function* rows(): AsyncGenerator<readonly Field[]> {
    for (const { index } of known) for (const record of knownRecords(index)) yield factFields(index, record);
  }
  await pipeline(Readable.from(copyRows(rows())), client.query(copyFrom("copy bench.fact from stdin")));
  await client.query("create index on bench.fact (contract)");
  await client.query("vacuum analyze bench.fact");
};
export const insertFacts = async (
  client: pg.Client,
  arrived: readonly { readonly contract: number; readonly record: FactRecord }[],
): Promise<void> => {
  for (const { contract, record } of arrived)
    await client.query("insert into bench.fact values ($1, $2, $3, $4, $5, $6, $7, $8)", [
      ...factFields(contract, record),
    ]);
};

/** An event of a working day as it comes in: mostly sales and answers. */
export const arrivalOf = (random: Random, index: number, turn: number, at: Instant): FactRecord => {
  const base = { id: `n${index}-${turn}`, at: new Date(at / 1000).toISOString() };
  const customer = `k${random.below(30)}`;
  switch (random.below(4)) {
    case 0:
      return { ...base, kind: "complaint_opened", case: base.id, severity: "minor", channel: "phone" };
    case 1:
      return {
        ...base,
        kind: "survey_answered",
        survey: "s1",
        invitation: base.id,
        customer,
        recommend: random.below(11),
        satisfaction: 1 + random.below(5),
      };
    default:
      return {
        ...base,
        kind: "sale",
        order: base.id,
        policy: base.id,
        product: random.pick(["term", "whole", "motor", "travel"]),
        amount: `${50 + random.below(4_000)}.${10 + random.below(90)}`,
        customer,
      };
  }
};
export const ZONE = SHANGHAI;
