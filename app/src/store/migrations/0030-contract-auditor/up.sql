-- An auditor of one contract: it reads that one until a day, and nothing else of the company.

alter table fealty.role_holding drop constraint role_holding_role_check;
alter table fealty.role_holding add constraint role_holding_role_check
  check (role in ('owner', 'operations', 'legal', 'finance', 'finance_approver', 'trainer', 'quality', 'service',
    'data_protection', 'auditor', 'contract_auditor', 'group_reader', 'agent', 'intermediary'));
alter table fealty.role_holding add column contract_id uuid;
alter table fealty.role_holding
  add constraint role_holding_contract foreign key (company_id, contract_id) references fealty.contract (company_id, contract_id);
create index role_holding_contract on fealty.role_holding (company_id, contract_id);
alter table fealty.role_holding add constraint role_holding_contract_auditor
  check ((role = 'contract_auditor') = (contract_id is not null)
    and (role <> 'contract_auditor' or (before_on is not null and branch_id is null and deputy_for_person_id is null)));
