-- Intermediaries that are firms: who coordinates for each from which day, and the contracts in which a firm is the intermediary.
-- The setting fealty.firm_ids names the firms for which whoever looks as one person coordinates; unset: none.

create table fealty.intermediary_firm (
  company_id bigint not null references fealty.company (company_id),
  intermediary_firm_id uuid not null,
  code text not null check (code <> ''),
  name_zh text not null check (name_zh <> ''),
  name_en text not null,
  credit_code text check (credit_code <> ''),
  contact text check (contact <> ''),
  closed_on date,
  primary key (company_id, intermediary_firm_id),
  constraint intermediary_firm_code unique (company_id, code),
  constraint intermediary_firm_credit_code unique (company_id, credit_code)
);
comment on table fealty.intermediary_firm is 'class: company. A firm that is the intermediary of contracts (CC 961).';

create table fealty.firm_coordinator (
  company_id bigint not null,
  firm_coordinator_id uuid not null,
  intermediary_firm_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  before_on date check (before_on >= from_on),
  primary key (company_id, firm_coordinator_id),
  constraint firm_coordinator_firm foreign key (company_id, intermediary_firm_id)
    references fealty.intermediary_firm (company_id, intermediary_firm_id),
  constraint firm_coordinator_person foreign key (company_id, person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.firm_coordinator is 'class: company. Who coordinates for a firm that is an intermediary, from which day until when.';
create index firm_coordinator_firm on fealty.firm_coordinator (company_id, intermediary_firm_id);
create index firm_coordinator_person on fealty.firm_coordinator (company_id, person_id);
-- Nobody coordinates for one firm twice at a time and without an end.
create unique index firm_coordinator_open on fealty.firm_coordinator (company_id, intermediary_firm_id, person_id) where before_on is null;

alter table fealty.contract add column intermediary_firm_id uuid;
alter table fealty.contract add constraint contract_firm foreign key (company_id, intermediary_firm_id)
  references fealty.intermediary_firm (company_id, intermediary_firm_id);
alter table fealty.contract add constraint contract_one_intermediary check (intermediary_firm_id is null or intermediary_person_id is null);
create index contract_firm on fealty.contract (company_id, intermediary_firm_id) where intermediary_firm_id is not null;

do $$
declare
  name text;
begin
  foreach name in array array['intermediary_firm', 'firm_coordinator']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    -- A customer at its own door sees none of them.
    execute format('create policy customer on fealty.%I as restrictive using (nullif(current_setting(''fealty.customer_id'', true), '''') is null)', name);
    execute format('create trigger no_delete before delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
    execute format('grant select, insert, update on fealty.%I to fealty_app', name);
    execute format('grant select, insert on fealty.%I to fealty_operator', name);
  end loop;
end
$$;
-- Whoever looks as one person sees for which firms it coordinates, and writes neither these nor its own days.
create policy relation on fealty.firm_coordinator as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid)
  with check (nullif(current_setting('fealty.person_id', true), '') is null);
create policy relation on fealty.intermediary_firm as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.firm_coordinator f
      where f.company_id = intermediary_firm.company_id and f.intermediary_firm_id = intermediary_firm.intermediary_firm_id))
  with check (nullif(current_setting('fealty.person_id', true), '') is null);

-- Whoever coordinates for a firm on the day sees its contracts.
drop policy relation on fealty.contract;
create policy relation on fealty.contract as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or (agent_team_id is null and agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid)
    or agent_team_id = any (nullif(current_setting('fealty.team_ids', true), '')::uuid[])
    or intermediary_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid
    or intermediary_firm_id = any (nullif(current_setting('fealty.firm_ids', true), '')::uuid[]));

-- What one coordinator acknowledged for the firm, the others see; each writes in its own name alone.
drop policy relation on fealty.rule_acknowledgement;
create policy relation on fealty.rule_acknowledgement as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null
  or (exists (select 1 from fealty.person p where p.company_id = rule_acknowledgement.company_id and p.person_id = rule_acknowledgement.person_id)
    and exists (select 1 from fealty.contract c where c.company_id = rule_acknowledgement.company_id and c.contract_id = rule_acknowledgement.contract_id))
  or (party = 'intermediary' and exists (select 1 from fealty.contract c
    where c.company_id = rule_acknowledgement.company_id and c.contract_id = rule_acknowledgement.contract_id
      and c.intermediary_firm_id = any (nullif(current_setting('fealty.firm_ids', true), '')::uuid[]))))
  with check (nullif(current_setting('fealty.person_id', true), '') is null
    or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'intermediary_firm', 'customer', 'privacy_notice', 'retention_rule',
    'processing_entry', 'incident', 'contract', 'company', 'api_key', 'webhook'));
