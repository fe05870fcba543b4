-- Whoever has a role in branches alone sees what belongs there: people, contracts of their agents, customers, and all that hangs on them.
-- The setting fealty.branch_ids names those branches, each with all below it; unset: the whole company. Policies are for looking: a row that is
-- not seen is neither changed nor locked, and a command checks where a new one belongs.

create policy branch on fealty.contract as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    -- The branch that the agent came into last.
    or (select h.branch_id from fealty.role_holding h
      where h.company_id = contract.company_id and h.person_id = contract.agent_person_id and h.role = 'agent' and h.deputy_for_person_id is null
      order by h.from_on desc, h.role_holding_id desc limit 1)
      = any (nullif(current_setting('fealty.branch_ids', true), '')::uuid[]));
create policy branch on fealty.person as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    -- Those of the whole company are colleagues of everybody.
    or exists (select 1 from fealty.role_holding h
      where h.company_id = person.company_id and h.person_id = person.person_id
        and (h.branch_id is null or h.branch_id = any (nullif(current_setting('fealty.branch_ids', true), '')::uuid[])))
    -- One who comes in right now.
    or not exists (select 1 from fealty.role_holding h where h.company_id = person.company_id and h.person_id = person.person_id));
create policy branch on fealty.customer as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or branch_id = any (nullif(current_setting('fealty.branch_ids', true), '')::uuid[])
    -- Served under a contract that is seen.
    or exists (select 1 from fealty.customer_service s
      where s.company_id = customer.company_id and s.customer_code = customer.code));
create policy branch on fealty.source_text as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or exists (select 1 from fealty.contract_file f where f.company_id = source_text.company_id and f.sha256 = source_text.sha256));
create policy branch on fealty.data_request_answer as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or exists (select 1 from fealty.data_request d
      where d.company_id = data_request_answer.company_id and d.data_request_id = data_request_answer.data_request_id));
create policy branch on fealty.activity as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or subject_kind not in ('person', 'customer')
    or exists (select 1 from fealty.person p where p.company_id = activity.company_id and p.person_id = activity.subject_id)
    or exists (select 1 from fealty.customer k where k.company_id = activity.company_id and k.customer_id = activity.subject_id));
do $$
declare
  name text;
begin
  foreach name in array array['contract_counter', 'contract_version', 'contract_file', 'event', 'contract_state', 'clause_state', 'finding',
    'statement', 'customer_service']
  loop
    execute format(
      'create policy branch on fealty.%I as restrictive for select using (nullif(current_setting(''fealty.branch_ids'', true), '''') is null'
      ' or exists (select 1 from fealty.contract c where c.company_id = %I.company_id and c.contract_id = %I.contract_id))',
      name, name, name);
  end loop;
  foreach name in array array['consent', 'data_request', 'legal_hold', 'erasure']
  loop
    execute format(
      'create policy branch on fealty.%I as restrictive for select using (nullif(current_setting(''fealty.branch_ids'', true), '''') is null'
      ' or exists (select 1 from fealty.customer k where k.company_id = %I.company_id and k.customer_id = %I.customer_id))',
      name, name, name);
  end loop;
  foreach name in array array['login_membership', 'invitation']
  loop
    execute format(
      'create policy branch on fealty.%I as restrictive for select using (nullif(current_setting(''fealty.branch_ids'', true), '''') is null'
      ' or exists (select 1 from fealty.person p where p.company_id = %I.company_id and p.person_id = %I.person_id))',
      name, name, name);
  end loop;
  -- Of the whole company, and of nobody's branch.
  foreach name in array array['import_run', 'import_refusal']
  loop
    execute format(
      'create policy branch on fealty.%I as restrictive for select using (nullif(current_setting(''fealty.branch_ids'', true), '''') is null)',
      name);
  end loop;
end
$$;
create policy branch on fealty.second_person as restrictive for select
  using (nullif(current_setting('fealty.branch_ids', true), '') is null
    or exists (select 1 from fealty.person p where p.company_id = second_person.company_id and p.person_id = second_person.subject_id));
