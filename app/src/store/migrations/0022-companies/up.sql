-- Several companies in one installation: codes with which a further one is founded, and one login for persons of several of them.

create table fealty.login_founding_code (
  code_hash bytea not null check (length(code_hash) = 32),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (code_hash)
);
comment on table fealty.login_founding_code is 'class: local. A code made on the machine, with which one company is founded once; found by its keyed hash. Not backed up.';
grant select, insert, update on fealty.login_founding_code to fealty_app;

-- One login is one person of a company at most: who is two would approve what it prepared itself.
create unique index login_membership_user on fealty.login_membership (company_id, user_id) where ended_at is null;
alter table fealty.login_user add column last_company_id bigint;
comment on column fealty.login_user.last_company_id is 'Which company the login acted in last; offered first at the next entry.';

-- Somebody who reads the figures of the company, and of others that let it, and nothing else.
alter table fealty.role_holding drop constraint role_holding_role_check;
alter table fealty.role_holding add constraint role_holding_role_check
  check (role in ('owner', 'operations', 'legal', 'finance', 'finance_approver', 'trainer', 'quality', 'service',
    'data_protection', 'auditor', 'group_reader', 'agent', 'intermediary'));
alter table fealty.role_holding add constraint role_holding_group_reader
  check (role <> 'group_reader' or (before_on is not null and branch_id is null));
