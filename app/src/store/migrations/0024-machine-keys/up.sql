-- Keys that machines of the company ask the API with.

create table fealty.api_key (
  company_id bigint not null references fealty.company (company_id),
  api_key_id uuid not null,
  name text not null check (name <> ''),
  prefix text not null check (prefix ~ '^[a-z2-7]{8}$'),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  addresses text[] not null,
  until_on date,
  made_by_person_id uuid,
  made_at timestamptz not null,
  held_by_person_id uuid,
  used_at timestamptz,
  ended_at timestamptz,
  ended_by_person_id uuid,
  ended_because text check (ended_because in ('by_hand', 'login_ended')),
  primary key (company_id, api_key_id),
  constraint api_key_prefix unique (company_id, prefix),
  constraint api_key_ended check ((ended_at is null) = (ended_because is null))
);
comment on table fealty.api_key is 'class: company. A key of a machine: what of it is secret stands as a hash; who holds it answers for it, and it may no more than that person.';
create unique index api_key_name on fealty.api_key (company_id, name) where ended_at is null;
create index api_key_holder on fealty.api_key (company_id, held_by_person_id) where ended_at is null;

-- What a key is does not change: who answers for it, when it was used, and once that it has ended.
create function fealty.keep_api_key() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a key is kept' using errcode = 'FY001';
  end if;
  if old.ended_at is not null or (to_jsonb(new) - array['held_by_person_id', 'used_at', 'ended_at', 'ended_by_person_id', 'ended_because'])
      is distinct from (to_jsonb(old) - array['held_by_person_id', 'used_at', 'ended_at', 'ended_by_person_id', 'ended_because']) then
    raise exception 'a key stays as it was made' using errcode = 'FY001';
  end if;
  return new;
end
$$;
create trigger keep_key before update or delete on fealty.api_key for each row execute function fealty.keep_api_key();

alter table fealty.api_key enable row level security;
alter table fealty.api_key force row level security;
create policy company on fealty.api_key
  using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
-- The company's own: neither a party of contracts nor a role in branches reaches it.
create policy relation on fealty.api_key as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create policy branch on fealty.api_key as restrictive
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or held_by_person_id in (select p.person_id from fealty.person p where p.company_id = api_key.company_id));
create trigger no_truncate before truncate on fealty.api_key for each statement execute function fealty.refuse_change();
grant select, insert, update on fealty.api_key to fealty_app;
grant select, insert on fealty.api_key to fealty_operator;

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'customer', 'privacy_notice', 'retention_rule',
    'processing_entry', 'incident', 'contract', 'company', 'api_key', 'webhook'));

-- Addresses of the company's other systems, and what they are told.

create table fealty.webhook (
  company_id bigint not null references fealty.company (company_id),
  webhook_id uuid not null,
  name text not null check (name <> ''),
  url text not null check (url ~ '^https?://'),
  sealed_secret bytea not null,
  sealed_former_secret bytea,
  former_until timestamptz,
  made_by_person_id uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by_person_id uuid,
  primary key (company_id, webhook_id),
  constraint webhook_former check ((sealed_former_secret is null) = (former_until is null))
);
comment on table fealty.webhook is 'class: company. Where happenings are told to another system; what signs it stands sealed.';
create unique index webhook_name on fealty.webhook (company_id, name) where ended_at is null;

create table fealty.webhook_subscription (
  company_id bigint not null,
  webhook_id uuid not null,
  kind text not null check (kind in ('clause.state_changed', 'statement.closed', 'finding.appeared', 'events.recorded')),
  primary key (company_id, webhook_id, kind),
  constraint webhook_subscription_webhook foreign key (company_id, webhook_id) references fealty.webhook (company_id, webhook_id)
);
comment on table fealty.webhook_subscription is 'class: company. Which happenings a system wants told. Whoever causes one reads this, so it says neither where nor what.';

create table fealty.webhook_delivery (
  company_id bigint not null,
  webhook_delivery_id uuid not null,
  webhook_id uuid not null,
  kind text not null check (kind in ('clause.state_changed', 'statement.closed', 'finding.appeared', 'events.recorded', 'webhook.test')),
  body text not null check (body <> ''),
  made_at timestamptz not null,
  state text not null check (state in ('waiting', 'delivered', 'failed', 'cancelled')),
  tries integer not null check (tries >= 0),
  next_try_at timestamptz not null,
  tried_at timestamptz,
  answer_code integer check (answer_code between 100 and 599),
  problem text check (problem in ('address_refused', 'name_unknown', 'no_connection', 'tls', 'timed_out', 'redirected', 'refused')),
  settled_at timestamptz,
  primary key (company_id, webhook_delivery_id),
  constraint webhook_delivery_webhook foreign key (company_id, webhook_id) references fealty.webhook (company_id, webhook_id),
  constraint webhook_delivery_settled check ((state in ('delivered', 'cancelled')) = (settled_at is not null))
);
comment on table fealty.webhook_delivery is 'class: company. What another system is told, written by what causes it, and what became of it.';
create index webhook_delivery_waiting on fealty.webhook_delivery (company_id, next_try_at) where state = 'waiting';
create index webhook_delivery_webhook on fealty.webhook_delivery (company_id, webhook_id, made_at);

do $$
declare
  name text;
begin
  foreach name in array array['webhook', 'webhook_subscription', 'webhook_delivery']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
end
$$;
grant update on fealty.webhook to fealty_app;
grant delete on fealty.webhook_subscription to fealty_app;
grant update, delete on fealty.webhook_delivery to fealty_app;
create policy relation on fealty.webhook as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create policy branch on fealty.webhook as restrictive
  using (nullif(current_setting('fealty.branch_ids', true), '') is null);
-- A party's fact is told too: whoever looks as one person writes what is told, and reads none of it.
create policy relation on fealty.webhook_delivery as restrictive for select
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create policy branch on fealty.webhook_delivery as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null);

-- A customer at its own door sees and writes none of them.
create policy customer on fealty.api_key as restrictive using (nullif(current_setting('fealty.customer_id', true), '') is null);
create policy customer on fealty.webhook as restrictive using (nullif(current_setting('fealty.customer_id', true), '') is null);
create policy customer on fealty.webhook_subscription as restrictive
  using (nullif(current_setting('fealty.customer_id', true), '') is null);
create policy customer on fealty.webhook_delivery as restrictive
  using (nullif(current_setting('fealty.customer_id', true), '') is null);
