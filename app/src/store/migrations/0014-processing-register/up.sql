-- What is done with personal data, by whom on whose behalf, and what was thought of it before.

create table fealty.processing_entry (
  company_id bigint not null references fealty.company (company_id),
  processing_entry_id uuid not null,
  register text not null check (register in ('activity', 'processor', 'assessment')),
  code text not null check (code <> ''),
  version integer not null check (version >= 1),
  content jsonb not null,
  from_on date not null,
  before_on date check (before_on >= from_on),
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, processing_entry_id),
  constraint processing_entry_version unique (company_id, register, code, version)
);
comment on table fealty.processing_entry is 'class: company. One version of an entry of the register of processing. Append-only.';

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in
    ('legal_entity', 'branch', 'person', 'team', 'customer', 'privacy_notice', 'retention_rule', 'processing_entry'));

alter table fealty.processing_entry enable row level security;
alter table fealty.processing_entry force row level security;
create policy company on fealty.processing_entry
  using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
create policy relation on fealty.processing_entry as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create trigger append_only before update or delete on fealty.processing_entry
  for each row execute function fealty.refuse_change();
create trigger no_truncate before truncate on fealty.processing_entry
  for each statement execute function fealty.refuse_change();
grant select, insert on fealty.processing_entry to fealty_app, fealty_operator;
