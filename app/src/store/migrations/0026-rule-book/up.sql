-- Rules of the company for its agents and intermediaries (C2.3), their versions, and who acknowledged which.

alter table fealty.second_person drop constraint second_person_kind_check;
alter table fealty.second_person add constraint second_person_kind_check check (kind in ('reset_login', 'publish_rules'));

create table fealty.rule_version (
  company_id bigint not null references fealty.company (company_id),
  rule_version_id uuid not null,
  code text not null check (code <> ''),
  version integer not null check (version >= 1),
  title_zh text not null,
  title_en text not null,
  text_zh text not null,
  text_en text not null,
  effective_on date not null,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['agent', 'intermediary']),
  contract_numbers text[] not null,
  sha256 bytea not null check (length(sha256) = 32),
  prepared_by_person_id uuid not null,
  prepared_at timestamptz not null,
  primary key (company_id, rule_version_id),
  constraint rule_version_number unique (company_id, code, version),
  -- Whole in one language at least; the other is there whole or not at all.
  check ((title_zh = '') = (text_zh = '') and (title_en = '') = (text_en = '') and (text_zh <> '' or text_en <> ''))
);
comment on table fealty.rule_version is 'class: company. One version of the company''s rules as it was written; without numbers of contracts it is for all of them. Append-only.';

create table fealty.rule_publication (
  company_id bigint not null,
  rule_version_id uuid not null,
  published_by_person_id uuid not null,
  published_at timestamptz not null,
  primary key (company_id, rule_version_id),
  constraint rule_publication_version foreign key (company_id, rule_version_id) references fealty.rule_version (company_id, rule_version_id)
);
comment on table fealty.rule_publication is 'class: company. Who put a version of the rules out, and when. Append-only.';

create table fealty.rule_acknowledgement (
  company_id bigint not null,
  rule_version_id uuid not null,
  contract_id uuid not null,
  party text not null check (party in ('agent', 'intermediary')),
  person_id uuid not null,
  sha256 bytea not null check (length(sha256) = 32),
  acknowledged_at timestamptz not null,
  primary key (company_id, rule_version_id, contract_id, party, person_id),
  -- Nobody acknowledges what nobody published.
  constraint rule_acknowledgement_publication foreign key (company_id, rule_version_id)
    references fealty.rule_publication (company_id, rule_version_id),
  constraint rule_acknowledgement_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id),
  constraint rule_acknowledgement_person foreign key (company_id, person_id) references fealty.person (company_id, person_id)
);
comment on table fealty.rule_acknowledgement is 'class: company. Who acknowledged which version of the rules under which contract, by the hash of the words. Append-only.';
create index rule_acknowledgement_contract on fealty.rule_acknowledgement (company_id, contract_id);
create index rule_acknowledgement_person on fealty.rule_acknowledgement (company_id, person_id);

do $$
declare
  name text;
begin
  foreach name in array array['rule_version', 'rule_publication', 'rule_acknowledgement']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
end
$$;
-- A party sees what was published, and of acknowledgements those of its own contracts that it gave itself.
create policy relation on fealty.rule_version as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null
  or exists (select 1 from fealty.rule_publication p where p.company_id = rule_version.company_id and p.rule_version_id = rule_version.rule_version_id));
create policy relation on fealty.rule_publication as restrictive using (true)
  with check (nullif(current_setting('fealty.person_id', true), '') is null);
create policy relation on fealty.rule_acknowledgement as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null
  or (person_id = nullif(current_setting('fealty.person_id', true), '')::uuid
    and exists (select 1 from fealty.contract c where c.company_id = rule_acknowledgement.company_id and c.contract_id = rule_acknowledgement.contract_id)));
create policy branch on fealty.rule_acknowledgement as restrictive for select using (nullif(current_setting('fealty.branch_ids', true), '') is null
  or exists (select 1 from fealty.contract c where c.company_id = rule_acknowledgement.company_id and c.contract_id = rule_acknowledgement.contract_id));

-- A customer at its own door sees and writes none of them.
create policy customer on fealty.rule_version as restrictive using (nullif(current_setting('fealty.customer_id', true), '') is null);
create policy customer on fealty.rule_publication as restrictive
  using (nullif(current_setting('fealty.customer_id', true), '') is null);
create policy customer on fealty.rule_acknowledgement as restrictive
  using (nullif(current_setting('fealty.customer_id', true), '') is null);
