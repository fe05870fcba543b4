-- What somebody sees who looks as one person: the customers whom its contracts serve on that day.
-- The setting fealty.day says which day; unset: no customer is seen.

drop policy relation on fealty.customer;
create policy relation on fealty.customer as restrictive for select
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.customer_service s
      join fealty.contract c on c.company_id = s.company_id and c.contract_id = s.contract_id
      where s.company_id = customer.company_id and s.customer_code = customer.code
        and c.agent_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid
        and s.from_on <= nullif(current_setting('fealty.day', true), '')::date
        and s.before_on > nullif(current_setting('fealty.day', true), '')::date));
drop policy relation on fealty.personal_key;
create policy relation on fealty.personal_key as restrictive for select
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.customer k
      where k.company_id = personal_key.company_id and k.customer_id = personal_key.subject_id));
drop policy relation on fealty.consent;
create policy relation on fealty.consent as restrictive for select
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or exists (select 1 from fealty.customer k
      where k.company_id = consent.company_id and k.customer_id = consent.customer_id));
-- Looking is all that it is for: the register is the company's to write.
do $$
declare
  name text;
begin
  foreach name in array array['customer', 'personal_key', 'consent']
  loop
    execute format(
      'create policy relation_insert on fealty.%I as restrictive for insert with check (nullif(current_setting(''fealty.person_id'', true), '''') is null)',
      name);
    execute format(
      'create policy relation_update on fealty.%I as restrictive for update using (nullif(current_setting(''fealty.person_id'', true), '''') is null)',
      name);
    execute format(
      'create policy relation_delete on fealty.%I as restrictive for delete using (nullif(current_setting(''fealty.person_id'', true), '''') is null)',
      name);
  end loop;
end
$$;
-- A look in clear leaves its line at the customer, and whoever looked sees the own lines.
drop policy relation on fealty.activity;
create policy relation on fealty.activity as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null
    or subject_id = nullif(current_setting('fealty.person_id', true), '')::uuid
    or (actor_person_id = nullif(current_setting('fealty.person_id', true), '')::uuid and subject_kind = 'customer'
      and exists (select 1 from fealty.customer k
        where k.company_id = activity.company_id and k.customer_id = activity.subject_id)));

-- Whoever holds no role any more sees the contracts whose view lasts, named in the setting fealty.contract_ids; unset: whatever else allows.
create policy lasting on fealty.contract as restrictive for select
  using (nullif(current_setting('fealty.contract_ids', true), '') is null
    or contract_id = any (nullif(current_setting('fealty.contract_ids', true), '')::uuid[]));
