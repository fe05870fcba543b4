-- For how long the data of customers is kept, purpose by purpose, and what was taken away when the period was over.

create table fealty.retention_rule (
  company_id bigint not null references fealty.company (company_id),
  retention_rule_id uuid not null,
  purpose text not null
    check (purpose in ('service', 'marketing', 'survey', 'profiling', 'sharing', 'sensitive', 'publication')),
  version integer not null check (version >= 1),
  begins text not null check (begins in ('purpose_ended', 'contract_ended', 'limitation_over')),
  months integer not null check (months between 0 and 600),
  fields jsonb not null,
  basis text not null check (basis <> ''),
  notice_id uuid,
  from_on date not null,
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, retention_rule_id),
  constraint retention_rule_version unique (company_id, purpose, version),
  constraint retention_rule_notice foreign key (company_id, notice_id) references fealty.privacy_notice (company_id, notice_id)
);
comment on table fealty.retention_rule is 'class: company. One version of how long data is kept for a purpose. Append-only.';
create index retention_rule_notice on fealty.retention_rule (company_id, notice_id);

create table fealty.retention_purge (
  company_id bigint not null,
  retention_purge_id uuid not null,
  customer_id uuid not null,
  whole boolean not null,
  fields jsonb not null,
  due_on date not null,
  grounds jsonb not null,
  at timestamptz not null,
  primary key (company_id, retention_purge_id),
  constraint retention_purge_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id)
);
comment on table fealty.retention_purge is 'class: company. That data of a customer was taken away because its period was over. Append-only.';
create index retention_purge_customer on fealty.retention_purge (company_id, customer_id);
create index retention_purge_at on fealty.retention_purge (company_id, at);

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'customer', 'privacy_notice', 'retention_rule'));

do $$
declare
  name text;
begin
  foreach name in array array['retention_rule', 'retention_purge']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null)', name);
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
end
$$;
