-- A team as the agent of a contract: whoever belongs to it on the day sees the contract and whom it serves.
-- The setting fealty.team_ids names the teams of whoever looks as one person; unset: none.

alter table fealty.contract add column agent_team_id uuid;
alter table fealty.contract
  add constraint contract_team foreign key (company_id, agent_team_id) references fealty.team (company_id, team_id);
create index contract_team on fealty.contract (company_id, agent_team_id);

-- Who leads a team holds its contract and is seen beside it, and sees it by belonging to the team as the others do.
drop policy relation on fealty.contract;
create policy relation on fealty.contract as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or (agent_team_id is null and agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid)
    or agent_team_id = any (nullif(current_setting('fealty.team_ids', true), '')::uuid[])
    or intermediary_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid);

drop policy relation on fealty.customer;
create policy relation on fealty.customer as restrictive for select
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.customer_service s
      join fealty.contract c on c.company_id = s.company_id and c.contract_id = s.contract_id
      where s.company_id = customer.company_id and s.customer_code = customer.code
        and ((c.agent_team_id is null and c.agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid)
          or c.agent_team_id = any (nullif(current_setting('fealty.team_ids', true), '')::uuid[]))
        and s.from_on <= nullif(current_setting('fealty.day', true), '')::date
        and s.before_on > nullif(current_setting('fealty.day', true), '')::date));
