-- Letters of authority of a contract (annex A2), which of them carried each act, and acts that none of them carries.

create table fealty.authorisation_letter (
  company_id bigint not null,
  contract_id uuid not null,
  letter_id uuid not null,
  number text not null check (number <> ''),
  version integer not null check (version >= 1),
  agent_name text not null,
  matters text[] not null check (matters <@ array['introduction', 'application', 'delivery', 'premium_notice', 'claims_help', 'service']),
  powers_zh text not null,
  powers_en text not null,
  amount_limit text check (amount_limit ~ '^[0-9]{1,15}([.][0-9]{1,4})?$'),
  territory_zh text not null,
  territory_en text not null,
  territories text[] not null,
  products_zh text not null,
  products_en text not null,
  products text[] not null,
  from_on date,
  until_on date,
  signed_by text not null,
  signed_on date,
  form text not null check (form in ('signature', 'seal', 'both')),
  status_code text,
  prepared_by_person_id uuid,
  prepared_at timestamptz not null,
  activated_by_person_id uuid,
  activated_at timestamptz,
  ended_by_person_id uuid,
  ended_at timestamptz check (ended_at >= activated_at or activated_at is null),
  end_ground text check (end_ground in ('discarded', 'replaced', 'recalled', 'renounced')),
  end_words text,
  recall_published_at timestamptz,
  primary key (company_id, letter_id),
  constraint authorisation_letter_version unique (company_id, contract_id, number, version),
  constraint authorisation_letter_status_code unique (company_id, status_code),
  constraint authorisation_letter_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id),
  check (from_on <= until_on),
  check ((ended_at is null) = (end_ground is null)),
  check ((activated_at is null) = (status_code is null)),
  -- CC 165: who is authorised, to what, with which powers, for how long; and the principal's signature or seal.
  constraint authorisation_letter_whole check (activated_at is null or (agent_name <> '' and cardinality(matters) > 0
    and powers_zh <> '' and from_on is not null and until_on is not null and signed_by <> '' and signed_on is not null)),
  constraint authorisation_letter_two_persons check (activated_by_person_id <> prepared_by_person_id)
);
comment on table fealty.authorisation_letter is 'class: company. A letter of authority, one row a version; once it is active nothing of it changes but its end.';
create index authorisation_letter_contract on fealty.authorisation_letter (company_id, contract_id);
-- One version of a letter at a time is good.
create unique index authorisation_letter_one_active on fealty.authorisation_letter (company_id, contract_id, number)
  where activated_at is not null and ended_at is null;

create function fealty.keep_active_letter() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a letter is kept' using errcode = 'FY001';
  end if;
  if old.ended_at is not null and (to_jsonb(new) - 'recall_published_at') is distinct from (to_jsonb(old) - 'recall_published_at') then
    raise exception 'a letter that has ended stays as it was' using errcode = 'FY001';
  end if;
  if old.activated_at is not null
    and (to_jsonb(new) - array['ended_by_person_id', 'ended_at', 'end_ground', 'end_words', 'recall_published_at'])
      is distinct from (to_jsonb(old) - array['ended_by_person_id', 'ended_at', 'end_ground', 'end_words', 'recall_published_at']) then
    raise exception 'what an active letter says stays as it was' using errcode = 'FY001';
  end if;
  return new;
end
$$;
create trigger keep_active before update or delete on fealty.authorisation_letter
  for each row execute function fealty.keep_active_letter();

create table fealty.act_check (
  company_id bigint not null,
  contract_id uuid not null,
  first_sequence bigint not null,
  last_sequence bigint not null check (last_sequence >= first_sequence),
  acts integer not null check (acts >= 1),
  letter_id uuid,
  outside text[] not null,
  at timestamptz not null,
  primary key (company_id, contract_id, first_sequence),
  constraint act_check_event foreign key (company_id, contract_id, first_sequence)
    references fealty.event (company_id, contract_id, sequence),
  constraint act_check_letter foreign key (company_id, letter_id) references fealty.authorisation_letter (company_id, letter_id),
  check (letter_id is not null or cardinality(outside) > 0)
);
comment on table fealty.act_check is 'class: company. Which letter carried a run of acts, and in what they lie outside of it. Append-only.';
create index act_check_letter on fealty.act_check (company_id, letter_id);

create table fealty.unauthorised_act (
  company_id bigint not null,
  contract_id uuid not null,
  unauthorised_act_id uuid not null,
  code text not null check (code <> ''),
  sequence bigint not null,
  source_id text not null,
  kind text not null,
  at timestamptz not null,
  matter text not null,
  customer_code text,
  letter_id uuid,
  outside text[] not null check (cardinality(outside) > 0),
  opened_at timestamptz not null,
  primary key (company_id, unauthorised_act_id),
  constraint unauthorised_act_code unique (company_id, contract_id, code),
  constraint unauthorised_act_once unique (company_id, contract_id, sequence),
  constraint unauthorised_act_event foreign key (company_id, contract_id, sequence)
    references fealty.event (company_id, contract_id, sequence),
  constraint unauthorised_act_letter foreign key (company_id, letter_id) references fealty.authorisation_letter (company_id, letter_id)
);
comment on table fealty.unauthorised_act is 'class: company. An act outside every letter (CC 171), as it was found. Append-only.';
create index unauthorised_act_letter on fealty.unauthorised_act (company_id, letter_id);

create table fealty.unauthorised_act_step (
  company_id bigint not null,
  contract_id uuid not null,
  unauthorised_act_step_id uuid not null,
  unauthorised_act_id uuid not null,
  kind text not null check (kind in ('demanded', 'ratified', 'refused', 'withdrawn', 'dropped')),
  at timestamptz not null,
  due_at timestamptz,
  words text not null check (words <> ''),
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, unauthorised_act_step_id),
  constraint unauthorised_act_step_once unique (company_id, unauthorised_act_id, kind),
  constraint unauthorised_act_step_act foreign key (company_id, unauthorised_act_id)
    references fealty.unauthorised_act (company_id, unauthorised_act_id),
  check ((kind = 'demanded') = (due_at is not null))
);
comment on table fealty.unauthorised_act_step is 'class: company. What the other person and the principal said of an act outside the authority. Append-only.';

create table fealty.own_dealing (
  company_id bigint not null,
  contract_id uuid not null,
  own_dealing_id uuid not null,
  customer_code text not null check (customer_code <> ''),
  ground text not null check (ground in ('consent', 'ratified', 'other_person')),
  words text not null check (words <> ''),
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, own_dealing_id),
  constraint own_dealing_once unique (company_id, contract_id, customer_code),
  constraint own_dealing_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.own_dealing is 'class: company. The principal''s consent to an agent''s dealing with itself (CC 168), or that a customer of its name is somebody else. Append-only.';

do $$
declare
  name text;
begin
  foreach name in array array['authorisation_letter', 'act_check', 'unauthorised_act', 'unauthorised_act_step', 'own_dealing']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null'
      ' or exists (select 1 from fealty.contract c where c.company_id = %I.company_id and c.contract_id = %I.contract_id))',
      name, name, name);
    execute format(
      'create policy branch on fealty.%I as restrictive for select using (nullif(current_setting(''fealty.branch_ids'', true), '''') is null'
      ' or exists (select 1 from fealty.contract c where c.company_id = %I.company_id and c.contract_id = %I.contract_id))',
      name, name, name);
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
  foreach name in array array['act_check', 'unauthorised_act', 'unauthorised_act_step', 'own_dealing']
  loop
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
  end loop;
end
$$;
grant update on fealty.authorisation_letter to fealty_app;
