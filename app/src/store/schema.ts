import type { Instant } from "@fealty/engine/values/brand.ts";
import {
  type ColumnType,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from "kysely";
import { instantParameter } from "./column-types.ts";

/** Columns as rows give them and as statements take them. */
type Moment = ColumnType<Instant, string, string>;
type OptionalMoment = ColumnType<Instant | null, string | null, string | null>;
type Whole = ColumnType<bigint, bigint | number, bigint | number>;
type Json = ColumnType<unknown, string, string>;

interface Owned {
  company_id: Whole;
}
interface OfContract extends Owned {
  contract_id: string;
}
export interface Schema {
  company: Owned & {
    name_zh: string;
    name_en: string;
    demonstration: boolean;
    clock_at: OptionalMoment;
    created_at: Moment;
  };
  branch: Owned & { branch_id: string; code: string; name_zh: string; name_en: string };
  person: Owned & {
    person_id: string;
    branch_id: string | null;
    code: string;
    name: string;
    role: "agent" | "manager" | "officer" | "auditor" | "intermediary";
    joined_on: string | null;
    left_on: string | null;
  };
  contract: OfContract & {
    number: string;
    title_zh: string;
    title_en: string;
    mode: "company_led" | "agent_led" | "intermediary_led";
    status: "draft" | "in_force" | "ended";
    term_from: string;
    term_until: string;
    company_name: string;
    agent_name: string;
    intermediary_name: string | null;
    agent_person_id: string | null;
    intermediary_person_id: string | null;
    created_at: Moment;
  };
  contract_counter: OfContract & { version: number; event_sequence: Whole };
  source_text: Owned & { sha256: Buffer; content: string };
  contract_version: OfContract & { version: number; sha256: Buffer; recorded_at: Moment };
  contract_file: OfContract & { version: number; ordinal: number; path: string; sha256: Buffer };
  import_run: Owned & {
    import_run_id: string;
    file_name: string;
    file_sha256: Buffer;
    mapping: string;
    answers: Json;
    started_at: Moment;
    ended_at: Moment;
    rows_read: Whole;
    rows_new: Whole;
    rows_repeated: Whole;
    rows_refused: Whole;
    rows_unmatched: Whole;
    rows_left_out: Whole;
    rows_blank: Whole;
    events_new: Whole;
    contracts: Json;
  };
  import_refusal: Owned & {
    import_run_id: string;
    ordinal: Whole;
    row_number: Whole;
    column_name: string;
    value: string;
    code: string;
    args: Json;
  };
  event: OfContract & {
    sequence: Whole;
    event_id: string;
    source_id: string;
    kind: string;
    at: Moment;
    recorded_at: Moment;
    received_at: Moment;
    import_run_id: string | null;
    line: string;
    sha256: Buffer;
  };
  contract_state: OfContract & {
    version: number;
    event_sequence: Whole;
    engine: string;
    as_of: Moment;
    known_at: Moment;
    next_change_at: OptionalMoment;
    digest: string;
    state: string | null;
    at_risk: boolean;
    open_findings: number;
    clause_counts: Json;
    figures: Json;
    computed_at: Moment;
  };
  clause_state: OfContract & {
    clause_id: string;
    ordinal: number;
    state: string | null;
    due_at: OptionalMoment;
    open_instances: number;
    instances: Json;
  };
  finding: OfContract & {
    finding_id: string;
    clause_id: string;
    ref: string;
    breach: string | null;
    bearer: string;
    period: string | null;
    subject: string | null;
    status: string;
    since: Moment;
    cure_by: OptionalMoment;
    detail: Json;
  };
  statement: OfContract & {
    rule: string;
    period: string;
    period_from: string;
    period_until: string;
    status: string;
    closes_at: OptionalMoment;
    currency: string;
    earned_minor: Whole;
    held_minor: Whole;
    payable_minor: Whole;
    paid_minor: Whole;
    open_minor: Whole;
    digest: string;
    packing: number;
    packed: Buffer;
  };
  idempotency: Owned & {
    command: string;
    key: string;
    person_id: string | null;
    request_sha256: Buffer;
    answer: string | null;
    at: Moment;
  };
}
/** Writes statements and runs none: they run in the transaction of `withCompany`, which alone holds a connection. */
export const statements = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}).withSchema("fealty");
/** An instant to compare a column with. */
export const moment = (at: Instant) => sql<Instant>`${instantParameter(at)}::timestamptz`;
