-- The register of licences (law-A10): who may sell insurance, under which number, for whom, and on which days.

create table fealty.licence (
  company_id bigint not null,
  licence_id uuid not null,
  version integer not null check (version >= 1),
  person_id uuid not null,
  number text not null check (number <> ''),
  kind text not null check (kind in ('individual_agent', 'independent_agent', 'agency_staff', 'broker_staff')),
  insurer text not null check (insurer <> ''),
  from_on date not null,
  before_on date,
  taken_back boolean not null,
  reason text not null,
  recorded_by_person_id uuid,
  recorded_at timestamptz not null,
  primary key (company_id, licence_id, version),
  constraint licence_person foreign key (company_id, person_id) references fealty.person (company_id, person_id),
  check (before_on is null or before_on > from_on),
  -- What is recorded first says why by itself; whatever changes it says why.
  check (version = 1 and not taken_back or reason <> '')
);
comment on table fealty.licence is 'class: company. One version of what is known of a licence; a correction, an end and a taking back are further ones. Append-only.';
create index licence_person on fealty.licence (company_id, person_id);

alter table fealty.licence enable row level security;
alter table fealty.licence force row level security;
create policy company on fealty.licence using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
create trigger no_truncate before truncate on fealty.licence for each statement execute function fealty.refuse_change();
create trigger append_only before update or delete on fealty.licence for each row execute function fealty.refuse_change();
grant select, insert on fealty.licence to fealty_app, fealty_operator;
-- A party sees its own, and writes none.
create policy relation on fealty.licence as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null
  or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid)
  with check (nullif(current_setting('fealty.person_id', true), '') is null);
create policy branch on fealty.licence as restrictive for select using (nullif(current_setting('fealty.branch_ids', true), '') is null
  or exists (select 1 from fealty.person p where p.company_id = licence.company_id and p.person_id = licence.person_id));
-- A customer at its own door sees and writes none of them.
create policy customer on fealty.licence as restrictive using (nullif(current_setting('fealty.customer_id', true), '') is null);

-- Derived: whom a contract asks for a licence, what its facts have of them, and which sales are held. Null: not computed since this column came.
alter table fealty.contract_state
  add column licensing jsonb;
