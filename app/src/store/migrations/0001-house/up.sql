-- The house: tenants, people, contracts with their source files, events, derived state, idempotency, imports.
-- Runs as fealty_owner inside one transaction. Each table's class stands in its comment; note.md tells the rules.

create function fealty.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of this table are only ever added' using errcode = 'FY001';
end
$$;

create table fealty.company (
  company_id bigint not null check (company_id between 1 and 9007199254740991),
  name_zh text not null check (name_zh <> ''),
  name_en text not null check (name_en <> ''),
  demonstration boolean not null,
  created_at timestamptz not null,
  primary key (company_id)
);
comment on table fealty.company is 'class: company. One tenant. Set demonstration for invented data.';

create table fealty.branch (
  company_id bigint not null references fealty.company (company_id),
  branch_id uuid not null,
  code text not null check (code <> ''),
  name_zh text not null,
  name_en text not null,
  primary key (company_id, branch_id),
  constraint branch_code unique (company_id, code)
);
comment on table fealty.branch is 'class: company. A part of the company that agents belong to.';

create table fealty.person (
  company_id bigint not null references fealty.company (company_id),
  person_id uuid not null,
  branch_id uuid,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  role text not null check (role in ('agent', 'manager', 'officer', 'auditor', 'intermediary')),
  joined_on date,
  left_on date,
  primary key (company_id, person_id),
  constraint person_code unique (company_id, code),
  constraint person_branch foreign key (company_id, branch_id) references fealty.branch (company_id, branch_id)
);
comment on table fealty.person is 'class: company. An agent, or somebody who acts for a party. The code is the one of the company''s own lists.';

create table fealty.contract (
  company_id bigint not null references fealty.company (company_id),
  contract_id uuid not null,
  number text not null check (number <> ''),
  title_zh text not null,
  title_en text not null,
  mode text not null check (mode in ('company_led', 'agent_led', 'intermediary_led')),
  status text not null check (status in ('draft', 'in_force', 'ended')),
  term_from date not null,
  term_until date not null check (term_until >= term_from),
  company_name text not null,
  agent_name text not null,
  intermediary_name text,
  agent_person_id uuid,
  intermediary_person_id uuid,
  created_at timestamptz not null,
  primary key (company_id, contract_id),
  constraint contract_number unique (company_id, number),
  constraint contract_agent foreign key (company_id, agent_person_id) references fealty.person (company_id, person_id),
  constraint contract_intermediary foreign key (company_id, intermediary_person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.contract is 'class: company. One contract; what it says stands in its files.';
create index contract_agent_person on fealty.contract (company_id, agent_person_id);
create index contract_intermediary_person on fealty.contract (company_id, intermediary_person_id);

create table fealty.contract_counter (
  company_id bigint not null,
  contract_id uuid not null,
  version integer not null check (version >= 0),
  event_sequence bigint not null check (event_sequence >= 0),
  primary key (company_id, contract_id),
  constraint contract_counter_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.contract_counter is 'class: company. Last version of the files and last event; whoever changes a contract locks this row.';

create table fealty.source_text (
  company_id bigint not null references fealty.company (company_id),
  sha256 bytea not null check (length(sha256) = 32),
  content text not null,
  primary key (company_id, sha256)
);
comment on table fealty.source_text is 'class: company. Contents of contract files, each kept once however many contracts share it. Append-only.';

create table fealty.contract_version (
  company_id bigint not null,
  contract_id uuid not null,
  version integer not null check (version >= 1),
  sha256 bytea not null check (length(sha256) = 32),
  recorded_at timestamptz not null,
  primary key (company_id, contract_id, version),
  constraint contract_version_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.contract_version is 'class: company. One state of a contract''s files; the hash is over paths and contents in order. Append-only.';

create table fealty.contract_file (
  company_id bigint not null,
  contract_id uuid not null,
  version integer not null,
  ordinal integer not null check (ordinal >= 0),
  path text not null check (path <> ''),
  sha256 bytea not null,
  primary key (company_id, contract_id, version, ordinal),
  constraint contract_file_path unique (company_id, contract_id, version, path),
  constraint contract_file_version foreign key (company_id, contract_id, version)
    references fealty.contract_version (company_id, contract_id, version),
  constraint contract_file_text foreign key (company_id, sha256) references fealty.source_text (company_id, sha256)
);
create index contract_file_sha256 on fealty.contract_file (company_id, sha256);
comment on table fealty.contract_file is 'class: company. The files of a version in reading order. Append-only.';

create table fealty.import_run (
  company_id bigint not null references fealty.company (company_id),
  import_run_id uuid not null,
  file_name text not null,
  file_sha256 bytea not null check (length(file_sha256) = 32),
  mapping text not null,
  answers jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  rows_read bigint not null,
  rows_new bigint not null,
  rows_repeated bigint not null,
  rows_refused bigint not null,
  primary key (company_id, import_run_id)
);
comment on table fealty.import_run is 'class: company. One file taken in, whole; written with its events in one transaction. Append-only.';

create table fealty.import_refusal (
  company_id bigint not null,
  import_run_id uuid not null,
  ordinal bigint not null check (ordinal >= 0),
  row_number bigint not null,
  column_name text not null,
  value text not null,
  code text not null,
  args jsonb not null,
  primary key (company_id, import_run_id, ordinal),
  constraint import_refusal_run foreign key (company_id, import_run_id) references fealty.import_run (company_id, import_run_id)
);
comment on table fealty.import_refusal is 'class: company. A row that was not taken in, and why. Append-only.';

create table fealty.event (
  company_id bigint not null,
  contract_id uuid not null,
  sequence bigint not null check (sequence >= 1),
  event_id uuid not null,
  source_id text not null check (source_id <> ''),
  kind text not null check (kind <> ''),
  at timestamptz not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  import_run_id uuid,
  line text not null check (strpos(line, E'\n') = 0),
  sha256 bytea not null check (length(sha256) = 32),
  primary key (company_id, contract_id, sequence),
  constraint event_id unique (company_id, event_id),
  constraint event_source_id unique (company_id, contract_id, source_id),
  constraint event_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id),
  constraint event_import foreign key (company_id, import_run_id) references fealty.import_run (company_id, import_run_id)
);
comment on table fealty.event is 'class: company. What happened, byte for byte as it was received; per contract numbered without gaps. Append-only.';

create table fealty.contract_state (
  company_id bigint not null,
  contract_id uuid not null,
  version integer not null,
  event_sequence bigint not null,
  engine text not null,
  as_of timestamptz not null,
  known_at timestamptz not null,
  next_change_at timestamptz,
  digest text not null,
  state text,
  at_risk boolean not null,
  open_findings integer not null,
  clause_counts jsonb not null,
  figures jsonb not null,
  computed_at timestamptz not null,
  primary key (company_id, contract_id),
  constraint contract_state_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.contract_state is 'class: company. Derived: what the contract is, by its events up to event_sequence. Can be deleted and rebuilt.';
create index contract_state_next_change on fealty.contract_state (company_id, next_change_at);

create table fealty.clause_state (
  company_id bigint not null,
  contract_id uuid not null,
  clause_id text not null,
  ordinal integer not null,
  state text,
  due_at timestamptz,
  open_instances integer not null,
  instances jsonb not null,
  primary key (company_id, contract_id, clause_id),
  constraint clause_state_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.clause_state is 'class: company. Derived: the state of a clause and of its open instances. Can be deleted and rebuilt.';
create index clause_state_due on fealty.clause_state (company_id, due_at);

create table fealty.finding (
  company_id bigint not null,
  contract_id uuid not null,
  finding_id text not null,
  clause_id text not null,
  ref text not null,
  breach text,
  bearer text not null,
  period text,
  subject text,
  status text not null,
  since timestamptz not null,
  cure_by timestamptz,
  detail jsonb not null,
  primary key (company_id, contract_id, finding_id),
  constraint finding_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.finding is 'class: company. Derived: what the system found; nobody''s breach until a person has decided. Can be deleted and rebuilt.';
create index finding_status on fealty.finding (company_id, status, since);

create table fealty.statement (
  company_id bigint not null,
  contract_id uuid not null,
  rule text not null,
  period text not null,
  period_from date not null,
  period_until date not null,
  status text not null,
  closes_at timestamptz,
  currency text not null,
  earned_minor bigint not null,
  held_minor bigint not null,
  payable_minor bigint not null,
  paid_minor bigint not null,
  open_minor bigint not null,
  digest text not null,
  packing smallint not null,
  packed bytea not null,
  primary key (company_id, contract_id, rule, period),
  constraint statement_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.statement is 'class: company. Derived: a statement with its lines packed in one value. Can be deleted and rebuilt.';
create index statement_period on fealty.statement (company_id, period_from);

create table fealty.idempotency (
  company_id bigint not null references fealty.company (company_id),
  command text not null,
  key text not null check (key <> ''),
  person_id uuid,
  request_sha256 bytea not null check (length(request_sha256) = 32),
  answer text,
  at timestamptz not null,
  primary key (company_id, command, key)
);
comment on table fealty.idempotency is 'class: company. What a command answered to a key, so that a repeat is answered the same.';
create index idempotency_at on fealty.idempotency (company_id, at);

-- Row-level security is the net below company_id = $1; it holds for the owner too.
do $$
declare
  name text;
begin
  foreach name in array array['company', 'branch', 'person', 'contract', 'contract_counter', 'source_text', 'contract_version',
    'contract_file', 'import_run', 'import_refusal', 'event', 'contract_state', 'clause_state', 'finding', 'statement', 'idempotency']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
  end loop;
end
$$;

-- The relation: whoever looks as one person sees the contracts of that person, and nothing of others.
create policy relation on fealty.contract as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid
    or intermediary_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
create policy relation on fealty.person as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
create policy relation on fealty.source_text as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.contract_file f where f.company_id = source_text.company_id and f.sha256 = source_text.sha256));
create policy relation on fealty.idempotency as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
create policy relation on fealty.import_run as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create policy relation on fealty.import_refusal as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
do $$
declare
  name text;
begin
  foreach name in array array['contract_counter', 'contract_version', 'contract_file', 'event', 'contract_state', 'clause_state',
    'finding', 'statement']
  loop
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null'
      ' or exists (select 1 from fealty.contract c where c.company_id = %I.company_id and c.contract_id = %I.contract_id))',
      name, name, name);
  end loop;
end
$$;

-- Append-only by grants first, by triggers second.
do $$
declare
  name text;
begin
  foreach name in array array['source_text', 'contract_version', 'contract_file', 'import_run', 'import_refusal', 'event']
  loop
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app', name);
  end loop;
end
$$;
grant usage on schema fealty to fealty_app, fealty_ingest, fealty_operator;
grant select, insert, update on fealty.company, fealty.branch, fealty.person, fealty.contract, fealty.contract_counter to fealty_app;
grant select, insert, update, delete on fealty.contract_state, fealty.clause_state, fealty.finding, fealty.statement to fealty_app;
grant select, insert, update on fealty.idempotency to fealty_app;

grant select on fealty.company, fealty.contract, fealty.event, fealty.import_run to fealty_ingest;
grant insert on fealty.event, fealty.import_run, fealty.import_refusal to fealty_ingest;
grant select, update on fealty.contract_counter to fealty_ingest;

grant select, insert on all tables in schema fealty to fealty_operator;
grant delete on fealty.idempotency to fealty_operator;
