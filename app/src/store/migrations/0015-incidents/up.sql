-- What went wrong with personal data, whom it concerns, and what was done about it.

create table fealty.incident (
  company_id bigint not null references fealty.company (company_id),
  incident_id uuid not null,
  code text not null check (code <> ''),
  kind text not null check (kind in ('leak', 'tamper', 'loss')),
  severity text not null check (severity in ('general', 'larger', 'serious', 'grave')),
  found_at timestamptz not null,
  occurred_at timestamptz check (occurred_at <= found_at),
  persons integer not null check (persons >= 0),
  content jsonb not null,
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, incident_id),
  constraint incident_code unique (company_id, code)
);
comment on table fealty.incident is 'class: company. A leak, a change or a loss of personal data, as it was found. Append-only.';

create table fealty.incident_customer (
  company_id bigint not null,
  incident_id uuid not null,
  customer_id uuid not null,
  primary key (company_id, incident_id, customer_id),
  constraint incident_customer_incident foreign key (company_id, incident_id) references fealty.incident (company_id, incident_id),
  constraint incident_customer_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id)
);
comment on table fealty.incident_customer is 'class: company. A customer whose data an incident concerns. Append-only.';
create index incident_customer_customer on fealty.incident_customer (company_id, customer_id);

create table fealty.incident_step (
  company_id bigint not null,
  incident_step_id uuid not null,
  incident_id uuid not null,
  kind text not null
    check (kind in ('measures', 'authority_told', 'persons_told', 'persons_spared', 'severity', 'closed')),
  severity text check (severity in ('general', 'larger', 'serious', 'grave')),
  at timestamptz not null,
  words text not null check (words <> ''),
  recorded_at timestamptz not null check (recorded_at >= at),
  actor_person_id uuid,
  primary key (company_id, incident_step_id),
  constraint incident_step_incident foreign key (company_id, incident_id) references fealty.incident (company_id, incident_id),
  check ((kind = 'severity') = (severity is not null))
);
comment on table fealty.incident_step is 'class: company. What was done about an incident. Append-only.';
create index incident_step_incident on fealty.incident_step (company_id, incident_id);

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'customer', 'privacy_notice', 'retention_rule',
    'processing_entry', 'incident'));

do $$
declare
  name text;
begin
  foreach name in array array['incident', 'incident_customer', 'incident_step']
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
