-- A customer enters without a login, by a link used once or a code to its phone, and sees what is its own.

create table fealty.customer_entry (
  company_id bigint not null,
  customer_entry_id uuid not null,
  customer_id uuid not null,
  shown_customer_id uuid not null,
  way text not null check (way in ('link', 'phone_code')),
  code_hash bytea not null check (length(code_hash) = 32),
  made_at timestamptz not null,
  made_by_person_id uuid,
  expires_at timestamptz not null check (expires_at > made_at),
  -- Few digits are safe with few tries alone.
  tries integer not null check (tries between 0 and 5),
  used_at timestamptz,
  withdrawn_at timestamptz,
  token_hash bytea check (length(token_hash) = 32),
  session_until timestamptz,
  left_at timestamptz,
  primary key (company_id, customer_entry_id),
  constraint customer_entry_code unique (company_id, code_hash),
  constraint customer_entry_token unique (company_id, token_hash),
  constraint customer_entry_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id),
  constraint customer_entry_shown foreign key (company_id, shown_customer_id) references fealty.customer (company_id, customer_id),
  constraint customer_entry_used check ((used_at is null) = (token_hash is null) and (used_at is null) = (session_until is null)),
  constraint customer_entry_once check (used_at is null or withdrawn_at is null),
  constraint customer_entry_left check (left_at is null or used_at is not null),
  constraint customer_entry_by_somebody check (way = 'link' or made_by_person_id is null)
);
comment on table fealty.customer_entry is 'class: company. A way in for a customer, used once, and the short session that it became; codes and tokens as hashes.';
create index customer_entry_customer on fealty.customer_entry (company_id, customer_id);
create index customer_entry_shown on fealty.customer_entry (company_id, shown_customer_id);

-- What was used stays used, and nothing of how it was made changes.
create function fealty.keep_customer_entry() returns trigger language plpgsql as $$
begin
  if (old.used_at is not null and row(new.used_at, new.token_hash, new.session_until) is distinct from row(old.used_at, old.token_hash, old.session_until))
    or (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at)
    or (old.left_at is not null and new.left_at is distinct from old.left_at)
    or new.tries < old.tries
    or row(new.customer_entry_id, new.customer_id, new.way, new.code_hash, new.made_at, new.made_by_person_id, new.expires_at)
      is distinct from row(old.customer_entry_id, old.customer_id, old.way, old.code_hash, old.made_at, old.made_by_person_id, old.expires_at) then
    raise exception 'a way in that was used or made stays as it was' using errcode = 'FY001';
  end if;
  return new;
end
$$;
create trigger keep_entry before update on fealty.customer_entry for each row execute function fealty.keep_customer_entry();
create trigger no_truncate before truncate on fealty.customer_entry for each statement execute function fealty.refuse_change();

alter table fealty.customer_entry enable row level security;
alter table fealty.customer_entry force row level security;
create policy company on fealty.customer_entry
  using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
create policy relation on fealty.customer_entry as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create policy branch on fealty.customer_entry as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or exists (select 1 from fealty.customer k where k.company_id = customer_entry.company_id and k.customer_id = customer_entry.customer_id));
grant select, insert, update on fealty.customer_entry to fealty_app;
grant select, insert on fealty.customer_entry to fealty_operator;

-- A message to a customer says neither name nor number: both are read when it is sent.
alter table fealty.outbox_message alter column person_id drop not null;
alter table fealty.outbox_message alter column sealed_address drop not null;
alter table fealty.outbox_message add column customer_id uuid;
alter table fealty.outbox_message add column customer_entry_id uuid;
alter table fealty.outbox_message drop constraint outbox_message_kind_check;
alter table fealty.outbox_message add constraint outbox_message_kind_check
  check (kind in ('invitation', 'password_reset', 'password_changed', 'address_confirmation', 'customer_code'));
alter table fealty.outbox_message add constraint outbox_message_to_one
  check ((person_id is null) = (customer_id is not null) and (person_id is null) = (sealed_address is null)
    and (kind = 'customer_code') = (customer_id is not null) and (customer_id is null) = (customer_entry_id is null));
alter table fealty.outbox_message add constraint outbox_message_customer
  foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id);
alter table fealty.outbox_message add constraint outbox_message_customer_entry
  foreign key (company_id, customer_entry_id) references fealty.customer_entry (company_id, customer_entry_id);
create index outbox_message_customer on fealty.outbox_message (company_id, customer_id);
create index outbox_message_customer_entry on fealty.outbox_message (company_id, customer_entry_id);
drop policy branch on fealty.outbox_message;
create policy branch on fealty.outbox_message as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or exists (select 1 from fealty.person p where p.company_id = outbox_message.company_id and p.person_id = outbox_message.person_id)
    or exists (select 1 from fealty.customer k where k.company_id = outbox_message.company_id and k.customer_id = outbox_message.customer_id));

alter table fealty.activity drop constraint activity_by_party_check;
alter table fealty.activity add constraint activity_by_party_check
  check (by_party in ('company', 'agent', 'intermediary', 'house', 'customer'));
alter table fealty.record_batch drop constraint record_batch_by_party_check;
alter table fealty.record_batch add constraint record_batch_by_party_check
  check (by_party in ('company', 'agent', 'intermediary', 'house', 'customer'));
alter table fealty.data_request drop constraint data_request_channel_check;
alter table fealty.data_request add constraint data_request_channel_check
  check (channel in ('counter', 'phone', 'letter', 'message', 'agent', 'own_page'));

-- Asked by policies while a transaction is narrowed to one customer; what they read is narrowed alike.
create function fealty.is_own_customer_code(of_company bigint, called text) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from fealty.customer k where k.company_id = of_company and k.code = called);
end
$$;
create function fealty.serves_own_customer(of_company bigint, contract uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from fealty.customer_service s where s.company_id = of_company and s.contract_id = contract);
end
$$;
create function fealty.acted_on_own_data(of_company bigint, person uuid) returns boolean language plpgsql stable as $$
begin
  return exists (select 1 from fealty.activity a where a.company_id = of_company and a.actor_person_id = person);
end
$$;

do $$
declare
  called text;
  narrowed constant jsonb := jsonb_build_object(
    -- Its own row, those that are known to be the same, and those for whom it is the guardian.
    'customer', 'me in (customer_id, merged_into_customer_id, guardian_customer_id)',
    'personal_key', 'exists (select 1 from fealty.customer k where k.company_id = personal_key.company_id and k.customer_id = personal_key.subject_id)',
    'consent', 'customer_id = me',
    'data_request', 'customer_id = me',
    'data_request_answer',
      'exists (select 1 from fealty.data_request d where d.company_id = data_request_answer.company_id and d.data_request_id = data_request_answer.data_request_id)',
    'legal_hold', 'customer_id = me',
    'activity', 'subject_kind = ''customer'' and subject_id = me',
    'person', 'fealty.acted_on_own_data(company_id, person_id)',
    'customer_service', 'fealty.is_own_customer_code(company_id, customer_code)',
    'contract', 'fealty.serves_own_customer(company_id, contract_id)',
    'authorisation_letter', 'activated_at is not null and fealty.serves_own_customer(company_id, contract_id)',
    'contract_counter', 'fealty.serves_own_customer(company_id, contract_id)',
    -- Events about it, and that a contract ended: whether a letter is good rests on that.
    'event', 'fealty.serves_own_customer(company_id, contract_id)'
      ' and (kind in (''ended'', ''retracted'') or fealty.is_own_customer_code(company_id, line::jsonb ->> ''customer''))',
    'retention_rule', 'true',
    -- Wrapped under the master key; what the house keeps of a call is hashed under it.
    'company_key', 'true',
    -- Its own calls: their keys begin with who it is.
    'idempotency', 'key like me::text || ''/%''');
  me constant text := 'nullif(current_setting(''fealty.customer_id'', true), '''')::uuid';
begin
  for called in
    select c.relname from pg_class c
      where c.relnamespace = 'fealty'::regnamespace and c.relkind in ('r', 'p')
        and obj_description(c.oid, 'pg_class') like 'class: company.%'
        -- The company's name and what people are told of their data are for everybody within it.
        and c.relname not in ('company', 'privacy_notice')
  loop
    execute format(
      'create policy customer on fealty.%I as restrictive using (nullif(current_setting(''fealty.customer_id'', true), '''') is null%s)',
      called,
      case when narrowed ? called then ' or (' || regexp_replace(narrowed ->> called, '\mme\M', me, 'g') || ')' else '' end);
  end loop;
end
$$;
