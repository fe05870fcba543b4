-- Which customers are served under which contract from when until when: derived from the contracts' events.

create table fealty.customer_service (
  company_id bigint not null,
  contract_id uuid not null,
  customer_code text not null,
  from_on date not null,
  before_on date not null check (before_on > from_on),
  to_end boolean not null,
  primary key (company_id, contract_id, customer_code, from_on),
  constraint customer_service_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id)
);
comment on table fealty.customer_service is 'class: company. Derived: a customer served under a contract for a stretch of days. Can be deleted and rebuilt.';
create index customer_service_customer on fealty.customer_service (company_id, customer_code);

alter table fealty.contract_state add column served_digest text;

alter table fealty.customer_service enable row level security;
alter table fealty.customer_service force row level security;
create policy company on fealty.customer_service
  using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
create policy relation on fealty.customer_service as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.contract c
      where c.company_id = customer_service.company_id and c.contract_id = customer_service.contract_id));
grant select, insert, update, delete on fealty.customer_service to fealty_app;
grant select, insert on fealty.customer_service to fealty_operator;
