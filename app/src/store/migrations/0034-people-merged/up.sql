-- People who stand in the register twice: one entry points to the other, and what was moved can be put back exactly.

alter table fealty.person add column merged_into_person_id uuid;
alter table fealty.person add constraint person_merged_into foreign key (company_id, merged_into_person_id)
  references fealty.person (company_id, person_id);
alter table fealty.person add constraint person_not_into_itself check (merged_into_person_id <> person_id);
create index person_merged_into on fealty.person (company_id, merged_into_person_id) where merged_into_person_id is not null;

create table fealty.person_merge (
  company_id bigint not null references fealty.company (company_id),
  person_merge_id uuid not null,
  person_id uuid not null,
  into_person_id uuid not null check (into_person_id <> person_id),
  reason text not null check (reason <> ''),
  moved jsonb not null,
  merged_by_person_id uuid,
  merged_at timestamptz not null,
  separated_by_person_id uuid,
  separated_at timestamptz,
  separation_reason text check (separation_reason <> ''),
  primary key (company_id, person_merge_id),
  constraint person_merge_person foreign key (company_id, person_id) references fealty.person (company_id, person_id),
  constraint person_merge_into foreign key (company_id, into_person_id) references fealty.person (company_id, person_id),
  constraint person_merge_separated check ((separated_at is null) = (separation_reason is null)
    and (separated_at is not null or separated_by_person_id is null))
);
comment on table fealty.person_merge is 'class: company. That two entries are one person, why, what was moved from the one to the other, and that it was taken back.';
create unique index person_merge_one on fealty.person_merge (company_id, person_id) where separated_at is null;
create index person_merge_into_person on fealty.person_merge (company_id, into_person_id);

-- It is taken back once, and nothing else of it changes.
create function fealty.keep_person_merge() returns trigger language plpgsql as $$
begin
  if old.separated_at is not null
    or to_jsonb(new) - array['separated_by_person_id', 'separated_at', 'separation_reason']
      is distinct from to_jsonb(old) - array['separated_by_person_id', 'separated_at', 'separation_reason'] then
    raise exception 'fealty.person_merge: a merge is taken back once, and nothing else of it changes' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger keep_person_merge before update on fealty.person_merge for each row execute function fealty.keep_person_merge();
create trigger no_delete before delete on fealty.person_merge for each row execute function fealty.refuse_change();
create trigger no_truncate before truncate on fealty.person_merge for each statement execute function fealty.refuse_change();
alter table fealty.person_merge enable row level security;
alter table fealty.person_merge force row level security;
create policy company on fealty.person_merge using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
-- The register of people is the company's; a customer at its own door sees none of it.
create policy relation on fealty.person_merge as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null);
create policy branch on fealty.person_merge as restrictive for select using (nullif(current_setting('fealty.branch_ids', true), '') is null
  or exists (select 1 from fealty.person p where p.company_id = person_merge.company_id and p.person_id = person_merge.person_id));
create policy customer on fealty.person_merge as restrictive using (nullif(current_setting('fealty.customer_id', true), '') is null);
grant select, insert, update on fealty.person_merge to fealty_app;
grant select, insert on fealty.person_merge to fealty_operator;

-- Whoever looks as one person sees its own other entry too; from a branch the entry is seen where the one that is kept is.
drop policy relation on fealty.person;
create policy relation on fealty.person as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid
    or merged_into_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);
drop policy branch on fealty.person;
create policy branch on fealty.person as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    -- Those of the whole company are colleagues of everybody.
    or exists (select 1 from fealty.role_holding h
      where h.company_id = person.company_id and h.person_id = coalesce(person.merged_into_person_id, person.person_id)
        and (h.branch_id is null or h.branch_id = any (nullif(current_setting('fealty.branch_ids', true), '')::uuid[])))
    -- One who comes in right now.
    or not exists (select 1 from fealty.role_holding h
      where h.company_id = person.company_id and h.person_id = coalesce(person.merged_into_person_id, person.person_id)));
-- What it acknowledged under the other entry stays acknowledged.
drop policy relation on fealty.rule_acknowledgement;
create policy relation on fealty.rule_acknowledgement as restrictive using (nullif(current_setting('fealty.person_id', true), '') is null
  or (exists (select 1 from fealty.person p where p.company_id = rule_acknowledgement.company_id and p.person_id = rule_acknowledgement.person_id)
    and exists (select 1 from fealty.contract c where c.company_id = rule_acknowledgement.company_id and c.contract_id = rule_acknowledgement.contract_id)))
  with check (nullif(current_setting('fealty.person_id', true), '') is null
    or person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);

-- Two entries of one person are no two persons: what the one prepared the other does not approve (C2.3).
create function fealty.kept_person(of_company bigint, person uuid) returns uuid language sql stable as $$
  select coalesce((select p.merged_into_person_id from fealty.person p where p.company_id = of_company and p.person_id = person), person)
$$;
create function fealty.refuse_one_person() returns trigger language plpgsql as $$
declare
  prepared uuid;
  decided uuid;
begin
  if tg_table_name = 'rule_publication' then
    prepared := (select v.prepared_by_person_id from fealty.rule_version v
      where v.company_id = new.company_id and v.rule_version_id = new.rule_version_id);
    decided := new.published_by_person_id;
  elsif tg_table_name = 'authorisation_letter' then
    prepared := new.prepared_by_person_id;
    decided := new.activated_by_person_id;
  else
    prepared := new.prepared_by_person_id;
    decided := new.decided_by_person_id;
  end if;
  if fealty.kept_person(new.company_id, prepared) = fealty.kept_person(new.company_id, decided) then
    raise exception 'fealty.%: whoever prepared it cannot approve it', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger two_persons before insert or update of decided_by_person_id on fealty.second_person
  for each row execute function fealty.refuse_one_person();
create trigger two_persons before insert or update of activated_by_person_id on fealty.authorisation_letter
  for each row execute function fealty.refuse_one_person();
create trigger two_persons before insert on fealty.rule_publication
  for each row execute function fealty.refuse_one_person();
