-- The register of customers, their data sealed each under a key of its own, and those keys wrapped under a master key from outside.

create table fealty.company_key (
  company_id bigint not null references fealty.company (company_id),
  purpose text not null check (purpose in ('search')),
  master_key_id text not null check (master_key_id ~ '^[0-9a-f]{8}$'),
  wrapped bytea not null,
  primary key (company_id, purpose)
);
comment on table fealty.company_key is 'class: company. A key of the company for one purpose, wrapped under a master key.';

create table fealty.personal_key (
  company_id bigint not null references fealty.company (company_id),
  subject_id uuid not null,
  master_key_id text not null check (master_key_id ~ '^[0-9a-f]{8}$'),
  wrapped bytea not null,
  primary key (company_id, subject_id)
);
comment on table fealty.personal_key is 'class: company. The key that the data of one person is sealed with, wrapped under a master key; without the row nobody can open that data.';
create index personal_key_master on fealty.personal_key (company_id, master_key_id);

create table fealty.customer (
  company_id bigint not null references fealty.company (company_id),
  customer_id uuid not null,
  code text not null check (code <> ''),
  kind text not null check (kind in ('person', 'organisation')),
  branch_id uuid,
  guardian_customer_id uuid check (guardian_customer_id <> customer_id),
  merged_into_customer_id uuid check (merged_into_customer_id <> customer_id),
  from_on date not null,
  before_on date check (before_on >= from_on),
  sealed_name bytea not null,
  sealed_phone bytea,
  sealed_identity bytea,
  sealed_born_on bytea,
  name_hash bytea not null check (length(name_hash) = 32),
  phone_hash bytea check (length(phone_hash) = 32),
  identity_hash bytea check (length(identity_hash) = 32),
  primary key (company_id, customer_id),
  constraint customer_code unique (company_id, code),
  constraint customer_branch foreign key (company_id, branch_id) references fealty.branch (company_id, branch_id),
  constraint customer_guardian foreign key (company_id, guardian_customer_id) references fealty.customer (company_id, customer_id),
  constraint customer_merged_into foreign key (company_id, merged_into_customer_id) references fealty.customer (company_id, customer_id)
);
comment on table fealty.customer is 'class: company. Somebody whom the company''s agents serve; what tells who that is stands sealed.';
create index customer_branch on fealty.customer (company_id, branch_id);
create index customer_guardian on fealty.customer (company_id, guardian_customer_id);
create index customer_merged_into on fealty.customer (company_id, merged_into_customer_id);
create index customer_name on fealty.customer (company_id, name_hash);
create index customer_phone on fealty.customer (company_id, phone_hash);
create index customer_identity on fealty.customer (company_id, identity_hash);

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'customer'));

do $$
declare
  name text;
begin
  foreach name in array array['company_key', 'personal_key', 'customer']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    -- Until an agent's own customers are known here by their days, whoever looks as one person sees none.
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null)', name);
  end loop;
end
$$;
grant select, insert, update on fealty.company_key, fealty.customer to fealty_app;
-- A key may be wrapped anew, and destroyed.
grant select, insert, update, delete on fealty.personal_key to fealty_app;
grant select, insert on fealty.company_key, fealty.personal_key, fealty.customer to fealty_operator;
grant update on fealty.company_key, fealty.personal_key to fealty_operator;
