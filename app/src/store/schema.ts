// Long: one list of every table that statements name; two files would make two lists.
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
type OptionalWhole = ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
type Json = ColumnType<unknown, string, string>;

/** What a person can be in a company: the functions of its people, and the two who stand outside. */
export const ROLE_NAMES = [
  "owner",
  "operations",
  "legal",
  "finance",
  "finance_approver",
  "trainer",
  "quality",
  "service",
  "data_protection",
  "auditor",
  "contract_auditor",
  "group_reader",
  "agent",
  "intermediary",
] as const;
export type RoleName = (typeof ROLE_NAMES)[number];
/** Who sells insurance under which registration: for one insurer, for one independently, in an agency, in a broker (Insurance Law 117, 118, 122). */
export const LICENCE_KINDS = ["individual_agent", "independent_agent", "agency_staff", "broker_staff"] as const;
export type LicenceKind = (typeof LICENCE_KINDS)[number];

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
    time_zone: string;
    clock_at: OptionalMoment;
    created_at: Moment;
  };
  legal_entity: Owned & {
    legal_entity_id: string;
    code: string;
    name_zh: string;
    name_en: string;
    credit_code: string | null;
    seal_name: string;
    bank_name: string | null;
    bank_account: string | null;
    closed_on: string | null;
  };
  branch: Owned & {
    branch_id: string;
    code: string;
    name_zh: string;
    name_en: string;
    parent_branch_id: string | null;
    legal_entity_id: string | null;
    closed_on: string | null;
  };
  person: Owned & { person_id: string; code: string; name: string; merged_into_person_id: string | null };
  person_merge: Owned & {
    person_merge_id: string;
    person_id: string;
    into_person_id: string;
    reason: string;
    moved: Json;
    merged_by_person_id: string | null;
    merged_at: Moment;
    separated_by_person_id: string | null;
    separated_at: OptionalMoment;
    separation_reason: string | null;
  };
  role_holding: Owned & {
    role_holding_id: string;
    person_id: string;
    role: RoleName;
    branch_id: string | null;
    contract_id: string | null;
    deputy_for_person_id: string | null;
    from_on: string;
    before_on: string | null;
  };
  team: Owned & { team_id: string; code: string; name_zh: string; name_en: string; closed_on: string | null };
  team_composition: Owned & { team_composition_id: string; team_id: string; from_on: string; recorded_at: Moment };
  team_member: Owned & {
    team_composition_id: string;
    person_id: string;
    is_lead: boolean;
    share_numerator: number;
    share_denominator: number;
  };
  sub_agency: Owned & {
    sub_agency_id: string;
    agent_person_id: string;
    sub_agent_person_id: string;
    ground: "consent" | "ratified" | "emergency";
    grounds_text: string;
    consented_on: string | null;
    from_on: string;
    before_on: string | null;
  };
  intermediary_firm: Owned & {
    intermediary_firm_id: string;
    code: string;
    name_zh: string;
    name_en: string;
    credit_code: string | null;
    contact: string | null;
    closed_on: string | null;
  };
  firm_coordinator: Owned & {
    firm_coordinator_id: string;
    intermediary_firm_id: string;
    person_id: string;
    from_on: string;
    before_on: string | null;
  };
  activity: Owned & {
    activity_id: string;
    at: Moment;
    actor_person_id: string | null;
    verb: string;
    subject_kind:
      | "legal_entity"
      | "branch"
      | "person"
      | "team"
      | "intermediary_firm"
      | "customer"
      | "privacy_notice"
      | "retention_rule"
      | "processing_entry"
      | "incident"
      | "contract"
      | "company"
      | "api_key"
      | "webhook";
    subject_id: string;
    detail: Json;
    by_party: "company" | "agent" | "intermediary" | "house" | "customer" | null;
    method: string | null;
    came_from: string | null;
    power: string | null;
    clock_offset_seconds: number | null;
  };
  login_name: {
    name_hash: Buffer;
    user_id: string;
    kind: "email" | "phone" | "user_name";
    sealed_name: Buffer;
    proven_at: OptionalMoment;
  };
  login_key: { purpose: "login"; master_key_id: string; wrapped: Buffer };
  login_attempt: { subject_hash: Buffer; failures: number; last_at: Moment };
  login_session: {
    id: string;
    user_id: string;
    token: string;
    expires_at: Moment;
    created_at: Moment;
    updated_at: Moment;
    user_agent: string | null;
    company_id: OptionalWhole;
    person_id: string | null;
    persona: boolean | null;
    by_passkey: boolean | null;
  };
  login_passkey: {
    id: string;
    user_id: string;
    credential_id: string;
    public_key: Buffer;
    counter: Whole;
    transports: string[];
    site: string;
    name: string;
    made_at: Moment;
    used_at: OptionalMoment;
    challenged_at: OptionalMoment;
  };
  login_user: { id: string; two_factor_enabled: boolean | null; last_company_id: OptionalWhole };
  login_founding_code: { code_hash: Buffer; made_at: Moment; expires_at: Moment; used_at: OptionalMoment };
  login_membership: Owned & { person_id: string; user_id: string; since: Moment; ended_at: OptionalMoment };
  invitation: Owned & {
    invitation_id: string;
    person_id: string;
    code_hash: Buffer;
    purpose: "activate" | "reset" | "mailed_reset" | "address_confirmation";
    made_at: Moment;
    made_by_person_id: string | null;
    expires_at: Moment;
    used_at: OptionalMoment;
    withdrawn_at: OptionalMoment;
  };
  outbox_message: Owned & {
    outbox_message_id: string;
    kind: "invitation" | "password_reset" | "password_changed" | "address_confirmation" | "customer_code";
    channel: "mail" | "sms" | "wecom";
    language: "zh" | "en";
    person_id: string | null;
    customer_id: string | null;
    customer_entry_id: string | null;
    invitation_id: string | null;
    sealed_address: Buffer | null;
    sealed_secret: Buffer | null;
    made_at: Moment;
    made_by_person_id: string | null;
    expires_at: OptionalMoment;
    state: "waiting" | "sent" | "failed" | "cancelled" | "handed_over";
    cancelled_because: "withdrawn" | "ran_out" | "by_hand" | null;
    tries: number;
    next_try_at: Moment;
    tried_at: OptionalMoment;
    reference: string | null;
    last_answer: string | null;
    settled_at: OptionalMoment;
    settled_by_person_id: string | null;
  };
  second_person: Owned & {
    second_person_id: string;
    kind: "reset_login" | "publish_rules";
    subject_id: string;
    grounds: string;
    prepared_by_person_id: string;
    prepared_at: Moment;
    decided_by_person_id: string | null;
    decided_at: OptionalMoment;
    outcome: "approved" | "refused" | "withdrawn" | null;
  };
  company_key: Owned & { purpose: "search"; master_key_id: string; wrapped: Buffer };
  personal_key: Owned & { subject_id: string; master_key_id: string; wrapped: Buffer };
  customer: Owned & {
    customer_id: string;
    code: string;
    kind: "person" | "organisation";
    branch_id: string | null;
    guardian_customer_id: string | null;
    merged_into_customer_id: string | null;
    from_on: string;
    before_on: string | null;
    sealed_name: Buffer;
    sealed_phone: Buffer | null;
    sealed_identity: Buffer | null;
    sealed_born_on: Buffer | null;
    name_hash: Buffer | null;
    phone_hash: Buffer | null;
    identity_hash: Buffer | null;
  };
  customer_entry: Owned & {
    customer_entry_id: string;
    customer_id: string;
    shown_customer_id: string;
    way: "link" | "phone_code";
    code_hash: Buffer;
    made_at: Moment;
    made_by_person_id: string | null;
    expires_at: Moment;
    tries: number;
    used_at: OptionalMoment;
    withdrawn_at: OptionalMoment;
    token_hash: Buffer | null;
    session_until: OptionalMoment;
    left_at: OptionalMoment;
  };
  privacy_notice: Owned & {
    notice_id: string;
    purpose: "marketing" | "survey" | "profiling" | "sharing" | "intermediary" | "sensitive" | "publication";
    version: number;
    renews: boolean;
    content: Json;
    sha256: Buffer;
    published_at: Moment;
  };
  consent: Owned & {
    consent_id: string;
    customer_id: string;
    notice_id: string;
    act: "given" | "refused" | "withdrawn";
    at: Moment;
    recorded_at: Moment;
    guardian_customer_id: string | null;
    form: "written" | "screen" | "spoken";
    evidence: string;
    actor_person_id: string | null;
  };
  data_request: Owned & {
    data_request_id: string;
    customer_id: string;
    asks: "access" | "copy" | "correct" | "restrict" | "delete" | "explain" | "port";
    words: string;
    channel: "counter" | "phone" | "letter" | "message" | "agent" | "own_page";
    asked_on: string;
    due_on: string;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  data_request_answer: Owned & {
    data_request_id: string;
    outcome: "done" | "refused";
    words: string;
    answered_on: string;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  legal_hold: Owned & {
    legal_hold_id: string;
    customer_id: string;
    ground: string;
    from_on: string;
    before_on: string | null;
  };
  erasure: Owned & {
    erasure_id: string;
    customer_id: string;
    data_request_id: string | null;
    ground: "purpose_over" | "retention_over" | "consent_withdrawn" | "unlawful" | "asked";
    words: string;
    at: Moment;
    actor_person_id: string | null;
  };
  retention_rule: Owned & {
    retention_rule_id: string;
    purpose: "service" | Schema["privacy_notice"]["purpose"];
    version: number;
    begins: "purpose_ended" | "contract_ended" | "limitation_over";
    months: number;
    fields: Json;
    basis: string;
    notice_id: string | null;
    from_on: string;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  retention_purge: Owned & {
    retention_purge_id: string;
    customer_id: string;
    whole: boolean;
    fields: Json;
    due_on: string;
    grounds: Json;
    at: Moment;
  };
  processing_entry: Owned & {
    processing_entry_id: string;
    register: "activity" | "processor" | "assessment";
    code: string;
    version: number;
    content: Json;
    from_on: string;
    before_on: string | null;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  incident: Owned & {
    incident_id: string;
    code: string;
    kind: "leak" | "tamper" | "loss";
    severity: "general" | "larger" | "serious" | "grave";
    found_at: Moment;
    occurred_at: OptionalMoment;
    persons: number;
    content: Json;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  incident_customer: Owned & { incident_id: string; customer_id: string };
  incident_step: Owned & {
    incident_step_id: string;
    incident_id: string;
    kind: "measures" | "authority_told" | "persons_told" | "persons_spared" | "severity" | "closed";
    severity: Schema["incident"]["severity"] | null;
    at: Moment;
    words: string;
    recorded_at: Moment;
    actor_person_id: string | null;
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
    agent_team_id: string | null;
    intermediary_firm_id: string | null;
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
    taken: boolean;
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
  event_redaction: OfContract & { sequence: Whole; former_sha256: Buffer; at: Moment };
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
    served_digest: string | null;
    licensing: ColumnType<unknown, string | null, string | null>;
  };
  customer_service: OfContract & { customer_code: string; from_on: string; before_on: string; to_end: boolean };
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
  record_head: OfContract & {
    size: Whole;
    frontier: Buffer;
    secret: Buffer | null;
    salted_from: ColumnType<bigint | null, number | null, number | null>;
  };
  record_batch: OfContract & {
    first_leaf: Whole;
    at: Moment;
    did: string;
    by_party: "company" | "agent" | "intermediary" | "house" | "customer";
    actor_person_id: string | null;
    event_from: ColumnType<bigint | null, number | null, number | null>;
    event_count: number;
    about: string | null;
    digest: string | null;
    act: string;
    hashes: Buffer;
  };
  record_personal: OfContract & { sequence: Whole; record: string };
  record_salt: OfContract & {
    sequence: Whole;
    field: string;
    customer: string;
    customer_id: string | null;
    salt: Buffer;
  };
  record_key: Owned & { name: string; public_key: Buffer; from_at: Moment };
  record_checkpoint: OfContract & { size: Whole; at: Moment; note: string };
  record_timestamp: OfContract & { size: Whole; at: Moment; authority: string; answer: Buffer };
  party_key: OfContract & {
    party_key_id: string;
    party: "company" | "agent" | "intermediary";
    person_id: string | null;
    device: string;
    public_key: Buffer;
    registered_at: Moment;
    ended_at: OptionalMoment;
  };
  record_receipt: OfContract & {
    receipt_id: string;
    size: Whole;
    party: "company" | "agent" | "intermediary";
    party_key_id: string;
    at: Moment;
    note: string;
  };
  authorisation_letter: OfContract & {
    letter_id: string;
    number: string;
    version: number;
    agent_name: string;
    matters: string[];
    powers_zh: string;
    powers_en: string;
    amount_limit: string | null;
    territory_zh: string;
    territory_en: string;
    territories: string[];
    products_zh: string;
    products_en: string;
    products: string[];
    from_on: string | null;
    until_on: string | null;
    signed_by: string;
    signed_on: string | null;
    form: "signature" | "seal" | "both";
    status_code: string | null;
    prepared_by_person_id: string | null;
    prepared_at: Moment;
    activated_by_person_id: string | null;
    activated_at: OptionalMoment;
    ended_by_person_id: string | null;
    ended_at: OptionalMoment;
    end_ground: "discarded" | "replaced" | "recalled" | "renounced" | null;
    end_words: string | null;
    recall_published_at: OptionalMoment;
  };
  act_check: OfContract & {
    first_sequence: Whole;
    last_sequence: Whole;
    acts: number;
    letter_id: string | null;
    outside: string[];
    at: Moment;
  };
  unauthorised_act: OfContract & {
    unauthorised_act_id: string;
    code: string;
    sequence: Whole;
    source_id: string;
    kind: string;
    at: Moment;
    matter: string;
    customer_code: string | null;
    letter_id: string | null;
    outside: string[];
    opened_at: Moment;
  };
  unauthorised_act_step: OfContract & {
    unauthorised_act_step_id: string;
    unauthorised_act_id: string;
    kind: "demanded" | "ratified" | "refused" | "withdrawn" | "dropped";
    at: Moment;
    due_at: OptionalMoment;
    words: string;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  own_dealing: OfContract & {
    own_dealing_id: string;
    customer_code: string;
    ground: "consent" | "ratified" | "other_person";
    words: string;
    recorded_at: Moment;
    actor_person_id: string | null;
  };
  api_key: Owned & {
    api_key_id: string;
    name: string;
    prefix: string;
    secret_hash: Buffer;
    scopes: string[];
    addresses: string[];
    until_on: string | null;
    made_by_person_id: string | null;
    made_at: Moment;
    held_by_person_id: string | null;
    used_at: OptionalMoment;
    ended_at: OptionalMoment;
    ended_by_person_id: string | null;
    ended_because: "by_hand" | "login_ended" | null;
  };
  webhook: Owned & {
    webhook_id: string;
    name: string;
    url: string;
    sealed_secret: Buffer;
    sealed_former_secret: Buffer | null;
    former_until: OptionalMoment;
    made_by_person_id: string | null;
    made_at: Moment;
    ended_at: OptionalMoment;
    ended_by_person_id: string | null;
  };
  webhook_subscription: Owned & {
    webhook_id: string;
    kind: "clause.state_changed" | "statement.closed" | "finding.appeared" | "events.recorded";
  };
  webhook_delivery: Owned & {
    webhook_delivery_id: string;
    webhook_id: string;
    kind: Schema["webhook_subscription"]["kind"] | "webhook.test";
    body: string;
    made_at: Moment;
    state: "waiting" | "delivered" | "failed" | "cancelled";
    tries: number;
    next_try_at: Moment;
    tried_at: OptionalMoment;
    answer_code: number | null;
    problem:
      | "address_refused"
      | "name_unknown"
      | "no_connection"
      | "tls"
      | "timed_out"
      | "redirected"
      | "refused"
      | null;
    settled_at: OptionalMoment;
  };
  rule_version: Owned & {
    rule_version_id: string;
    code: string;
    version: number;
    title_zh: string;
    title_en: string;
    text_zh: string;
    text_en: string;
    effective_on: string;
    roles: ("agent" | "intermediary")[];
    contract_numbers: string[];
    sha256: Buffer;
    prepared_by_person_id: string;
    prepared_at: Moment;
  };
  rule_publication: Owned & {
    rule_version_id: string;
    published_by_person_id: string;
    published_at: Moment;
  };
  rule_acknowledgement: OfContract & {
    rule_version_id: string;
    party: "agent" | "intermediary";
    person_id: string;
    sha256: Buffer;
    acknowledged_at: Moment;
  };
  licence: Owned & {
    licence_id: string;
    version: number;
    person_id: string;
    number: string;
    kind: LicenceKind;
    insurer: string;
    from_on: string;
    before_on: string | null;
    taken_back: boolean;
    reason: string;
    recorded_by_person_id: string | null;
    recorded_at: Moment;
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
/** Behind `<>`: is none of these. */
export const noneOf = (ids: readonly string[]) => sql<string>`all(${[...ids]}::uuid[])`;
/** Behind `=`: is one of these, however many. */
export const oneOf = (ids: readonly string[]) => sql<string>`any(${[...ids]}::uuid[])`;
/** An instant to compare a column with. */
export const moment = (at: Instant) => sql<Instant>`${instantParameter(at)}::timestamptz`;
