-- What is only ever added is not emptied either, and what only the company may read is closed to whoever looks as one person.

do $$
declare
  name text;
begin
  foreach name in array array['source_text', 'contract_version', 'contract_file', 'import_run', 'import_refusal', 'event',
    'team_composition', 'team_member', 'activity', 'privacy_notice', 'consent', 'data_request', 'data_request_answer', 'erasure']
  loop
    execute format('create trigger no_truncate before truncate on fealty.%I for each statement execute function fealty.refuse_change()', name);
  end loop;
end
$$;

create policy relation on fealty.legal_entity as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
