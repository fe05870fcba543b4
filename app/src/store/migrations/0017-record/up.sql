-- What nobody can rewrite: per contract a log of hashes, what the house signed of it, and what the parties countersigned.

create table fealty.record_head (
  company_id bigint not null,
  contract_id uuid not null,
  size bigint not null check (size >= 1),
  frontier bytea not null,
  primary key (company_id, contract_id),
  constraint record_head_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.record_head is 'class: company. How many leaves the record of a contract has, and the complete parts of its tree; written under the contract''s lock.';

create table fealty.record_batch (
  company_id bigint not null,
  contract_id uuid not null,
  first_leaf bigint not null check (first_leaf >= 0),
  at timestamptz not null,
  did text not null check (did <> ''),
  by_party text not null check (by_party in ('company', 'agent', 'intermediary', 'house')),
  actor_person_id uuid,
  event_from bigint check (event_from >= 1),
  event_count integer not null check (event_count >= 0),
  about text,
  digest text,
  act text not null check (strpos(act, E'\n') = 0),
  hashes bytea not null check (length(hashes) = 32 * (event_count + 1)),
  primary key (company_id, contract_id, first_leaf),
  constraint record_batch_events check ((event_from is null) = (event_count = 0)),
  constraint record_batch_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.record_batch is 'class: company. One act with the hashes of its leaves: its own, then that of each event. Append-only.';
create index record_batch_about on fealty.record_batch (company_id, contract_id, about) where about is not null;

create table fealty.record_personal (
  company_id bigint not null,
  contract_id uuid not null,
  sequence bigint not null,
  record text not null check (strpos(record, E'\n') = 0),
  primary key (company_id, contract_id, sequence),
  constraint record_personal_event foreign key (company_id, contract_id, sequence)
    references fealty.event (company_id, contract_id, sequence)
);
comment on table fealty.record_personal is 'class: company. The record of an event with personal fields, each as a commitment. Append-only.';

create table fealty.record_salt (
  company_id bigint not null,
  contract_id uuid not null,
  sequence bigint not null,
  field text not null check (field <> ''),
  customer text not null check (customer <> ''),
  customer_id uuid,
  salt bytea not null,
  primary key (company_id, contract_id, sequence, field),
  constraint record_salt_record foreign key (company_id, contract_id, sequence)
    references fealty.record_personal (company_id, contract_id, sequence)
);
comment on table fealty.record_salt is 'class: company. What opens a commitment: sealed under the key of the customer named, or beside a field that stands in clear. Deleting it erases.';
create index record_salt_customer on fealty.record_salt (company_id, customer);

create table fealty.record_key (
  company_id bigint not null references fealty.company (company_id),
  name text not null check (name <> ''),
  public_key bytea not null check (length(public_key) = 32),
  from_at timestamptz not null,
  primary key (company_id, name)
);
comment on table fealty.record_key is 'class: company. A public key with which this house signs the state of records (Ed25519). Append-only.';

create table fealty.record_checkpoint (
  company_id bigint not null,
  contract_id uuid not null,
  size bigint not null check (size >= 1),
  at timestamptz not null,
  note text not null,
  primary key (company_id, contract_id, size),
  constraint record_checkpoint_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.record_checkpoint is 'class: company. The signed state of a record at one size. Append-only.';

create table fealty.record_timestamp (
  company_id bigint not null,
  contract_id uuid not null,
  size bigint not null,
  at timestamptz not null,
  authority text not null check (authority <> ''),
  answer bytea not null,
  primary key (company_id, contract_id, size),
  constraint record_timestamp_checkpoint foreign key (company_id, contract_id, size)
    references fealty.record_checkpoint (company_id, contract_id, size)
);
comment on table fealty.record_timestamp is 'class: company. What a time-stamping authority answered for the signed state of a record (RFC 3161). Append-only.';

create table fealty.party_key (
  company_id bigint not null,
  contract_id uuid not null,
  party_key_id uuid not null,
  party text not null check (party in ('company', 'agent', 'intermediary')),
  person_id uuid,
  device text not null check (device <> ''),
  public_key bytea not null check (length(public_key) = 65),
  registered_at timestamptz not null,
  ended_at timestamptz,
  primary key (company_id, party_key_id),
  constraint party_key_once unique (company_id, contract_id, public_key),
  constraint party_key_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.party_key is 'class: company. The public key of a device with which a party countersigns (ECDSA P-256); the private one never leaves the device.';

create table fealty.record_receipt (
  company_id bigint not null,
  contract_id uuid not null,
  receipt_id uuid not null,
  size bigint not null check (size >= 1),
  party text not null check (party in ('company', 'agent', 'intermediary')),
  party_key_id uuid not null,
  at timestamptz not null,
  note text not null,
  primary key (company_id, receipt_id),
  constraint record_receipt_once unique (company_id, contract_id, size, party_key_id),
  constraint record_receipt_key foreign key (company_id, party_key_id) references fealty.party_key (company_id, party_key_id),
  constraint record_receipt_checkpoint foreign key (company_id, contract_id, size)
    references fealty.record_checkpoint (company_id, contract_id, size)
);
comment on table fealty.record_receipt is 'class: company. A signed state of a record with the signature of a party below it. Append-only.';

do $$
declare
  name text;
begin
  foreach name in array array['record_head', 'record_batch', 'record_personal', 'record_salt', 'record_key', 'record_checkpoint',
    'record_timestamp', 'party_key', 'record_receipt']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
  foreach name in array array['record_head', 'record_batch', 'record_personal', 'record_salt', 'record_checkpoint', 'record_timestamp', 'party_key',
    'record_receipt']
  loop
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null'
      ' or exists (select 1 from fealty.contract c where c.company_id = %I.company_id and c.contract_id = %I.contract_id))',
      name, name, name);
  end loop;
  foreach name in array array['record_batch', 'record_personal', 'record_key', 'record_checkpoint', 'record_timestamp', 'record_receipt']
  loop
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
  end loop;
end
$$;
grant update on fealty.record_head, fealty.party_key to fealty_app;
grant update, delete on fealty.record_salt to fealty_app;
grant select, insert, update on fealty.record_head to fealty_ingest;
grant select, insert on fealty.record_batch to fealty_ingest;
