-- What people are told, and what they said to it.

create table fealty.privacy_notice (
  company_id bigint not null references fealty.company (company_id),
  notice_id uuid not null,
  purpose text not null check (purpose in ('marketing', 'survey', 'profiling', 'sharing', 'sensitive', 'publication')),
  version integer not null check (version >= 1),
  renews boolean not null,
  content jsonb not null,
  sha256 bytea not null check (length(sha256) = 32),
  published_at timestamptz not null,
  primary key (company_id, notice_id),
  constraint privacy_notice_version unique (company_id, purpose, version)
);
comment on table fealty.privacy_notice is 'class: company. One version of what people are told before they consent to a purpose. Append-only.';

create table fealty.consent (
  company_id bigint not null,
  consent_id uuid not null,
  customer_id uuid not null,
  notice_id uuid not null,
  act text not null check (act in ('given', 'refused', 'withdrawn')),
  at timestamptz not null,
  recorded_at timestamptz not null check (recorded_at >= at),
  guardian_customer_id uuid,
  form text not null check (form in ('written', 'screen', 'spoken')),
  evidence text not null,
  actor_person_id uuid,
  primary key (company_id, consent_id),
  constraint consent_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id),
  constraint consent_guardian foreign key (company_id, guardian_customer_id) references fealty.customer (company_id, customer_id),
  constraint consent_notice foreign key (company_id, notice_id) references fealty.privacy_notice (company_id, notice_id)
);
comment on table fealty.consent is 'class: company. What a customer said to a notice; the latest of a purpose holds. Append-only.';
create index consent_customer on fealty.consent (company_id, customer_id, at);
create index consent_notice on fealty.consent (company_id, notice_id);

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'customer', 'privacy_notice'));

do $$
declare
  name text;
begin
  foreach name in array array['privacy_notice', 'consent']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
end
$$;
-- Whoever looks as one person sees the notices, which are for everybody, and no customer's answers.
create policy relation on fealty.consent as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null);
