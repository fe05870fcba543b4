-- What customers ask of their own data, what keeps it, and what was erased.

alter table fealty.customer alter column name_hash drop not null;

create table fealty.data_request (
  company_id bigint not null,
  data_request_id uuid not null,
  customer_id uuid not null,
  asks text not null check (asks in ('access', 'copy', 'correct', 'restrict', 'delete', 'explain', 'port')),
  words text not null,
  channel text not null check (channel in ('counter', 'phone', 'letter', 'message', 'agent')),
  asked_on date not null,
  due_on date not null check (due_on >= asked_on),
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, data_request_id),
  constraint data_request_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id)
);
comment on table fealty.data_request is 'class: company. What a customer asked of its own data, and until when it is to be answered. Append-only.';
create index data_request_customer on fealty.data_request (company_id, customer_id);

create table fealty.data_request_answer (
  company_id bigint not null,
  data_request_id uuid not null,
  outcome text not null check (outcome in ('done', 'refused')),
  words text not null check (words <> ''),
  answered_on date not null,
  recorded_at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, data_request_id),
  constraint data_request_answer_request foreign key (company_id, data_request_id)
    references fealty.data_request (company_id, data_request_id)
);
comment on table fealty.data_request_answer is 'class: company. What came of a request, and why where it was refused. Append-only.';

create table fealty.legal_hold (
  company_id bigint not null,
  legal_hold_id uuid not null,
  customer_id uuid not null,
  ground text not null check (ground <> ''),
  from_on date not null,
  before_on date check (before_on >= from_on),
  primary key (company_id, legal_hold_id),
  constraint legal_hold_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id)
);
comment on table fealty.legal_hold is 'class: company. Keeps the data of a named customer from being erased as long as it is needed.';
create index legal_hold_customer on fealty.legal_hold (company_id, customer_id);

create table fealty.erasure (
  company_id bigint not null,
  erasure_id uuid not null,
  customer_id uuid not null,
  data_request_id uuid,
  ground text not null check (ground in ('purpose_over', 'retention_over', 'consent_withdrawn', 'unlawful', 'asked')),
  words text not null check (words <> ''),
  at timestamptz not null,
  actor_person_id uuid,
  primary key (company_id, erasure_id),
  constraint erasure_once unique (company_id, customer_id),
  constraint erasure_customer foreign key (company_id, customer_id) references fealty.customer (company_id, customer_id),
  constraint erasure_request foreign key (company_id, data_request_id) references fealty.data_request (company_id, data_request_id)
);
comment on table fealty.erasure is 'class: company. That a customer''s key was destroyed, and why. Append-only.';
create index erasure_request on fealty.erasure (company_id, data_request_id);

do $$
declare
  name text;
begin
  foreach name in array array['data_request', 'data_request_answer', 'legal_hold', 'erasure']
  loop
    execute format('alter table fealty.%I enable row level security', name);
    execute format('alter table fealty.%I force row level security', name);
    execute format(
      'create policy company on fealty.%I using (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)'
      ' with check (company_id = nullif(current_setting(''fealty.company_id'', true), '''')::bigint)', name);
    execute format(
      'create policy relation on fealty.%I as restrictive using (nullif(current_setting(''fealty.person_id'', true), '''') is null)', name);
    execute format('grant select, insert on fealty.%I to fealty_app, fealty_operator', name);
  end loop;
  foreach name in array array['data_request', 'data_request_answer', 'erasure']
  loop
    execute format('create trigger append_only before update or delete on fealty.%I for each row execute function fealty.refuse_change()', name);
  end loop;
end
$$;
grant update on fealty.legal_hold to fealty_app;
