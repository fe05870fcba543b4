-- From where and under which power something was done, beside by whom and when; and what an auditor looked at.

alter table fealty.activity
  add column by_party text check (by_party in ('company', 'agent', 'intermediary', 'house')),
  add column method text check (method <> ''),
  add column came_from text,
  add column power text check (power <> '');

alter table fealty.activity drop constraint activity_subject_kind_check;
alter table fealty.activity add constraint activity_subject_kind_check
  check (subject_kind in ('legal_entity', 'branch', 'person', 'team', 'customer', 'privacy_notice', 'retention_rule',
    'processing_entry', 'incident', 'contract', 'company'));

create index activity_at on fealty.activity (company_id, at);
create index activity_actor on fealty.activity (company_id, actor_person_id, at);
create index record_batch_at on fealty.record_batch (company_id, at);
create index record_batch_actor on fealty.record_batch (company_id, actor_person_id, at);

-- What was looked at in a contract goes where the contract goes.
drop policy branch on fealty.activity;
create policy branch on fealty.activity as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or subject_kind not in ('person', 'customer', 'contract', 'company')
    or exists (select 1 from fealty.person p where p.company_id = activity.company_id and p.person_id = activity.subject_id)
    or exists (select 1 from fealty.customer k where k.company_id = activity.company_id and k.customer_id = activity.subject_id)
    or exists (select 1 from fealty.contract c where c.company_id = activity.company_id and c.contract_id = activity.subject_id));
