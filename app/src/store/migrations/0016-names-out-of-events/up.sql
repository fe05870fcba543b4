-- The one change that events know: who a customer is goes out of them.

create table fealty.event_redaction (
  company_id bigint not null,
  contract_id uuid not null,
  sequence bigint not null,
  former_sha256 bytea not null check (length(former_sha256) = 32),
  at timestamptz not null,
  primary key (company_id, contract_id, sequence, former_sha256),
  constraint event_redaction_event foreign key (company_id, contract_id, sequence)
    references fealty.event (company_id, contract_id, sequence)
);
comment on table fealty.event_redaction is 'class: company. That who a customer is was taken out of an event, and the hash of the line before. Append-only.';
alter table fealty.event_redaction enable row level security;
alter table fealty.event_redaction force row level security;
create policy company on fealty.event_redaction
  using (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint)
  with check (company_id = nullif(current_setting('fealty.company_id', true), '')::bigint);
create policy relation on fealty.event_redaction as restrictive
  using (nullif(current_setting('fealty.person_id', true), '') is null);
create trigger append_only before update or delete on fealty.event_redaction
  for each row execute function fealty.refuse_change();
create trigger no_truncate before truncate on fealty.event_redaction
  for each statement execute function fealty.refuse_change();
grant select, insert on fealty.event_redaction to fealty_operator;
grant select on fealty.event_redaction to fealty_app;

create function fealty.refuse_change_of_event() returns trigger language plpgsql as $$
declare
  before jsonb;
  after jsonb;
begin
  if tg_op = 'UPDATE' and old.kind in ('subject', 'corrected') and old.line <> new.line
    and row(new.company_id, new.contract_id, new.sequence, new.event_id, new.source_id, new.kind, new.at, new.recorded_at,
            new.received_at, new.import_run_id)
        is not distinct from
        row(old.company_id, old.contract_id, old.sequence, old.event_id, old.source_id, old.kind, old.at, old.recorded_at,
            old.received_at, old.import_run_id)
    and new.sha256 = sha256(convert_to(new.line, 'UTF8')) then
    before := old.line::jsonb;
    after := new.line::jsonb;
    if (old.kind = 'subject' and before ->> 'of' = 'customer' and after = before - array['name', 'phone'])
      or (old.kind = 'corrected' and jsonb_typeof(before -> 'fields') = 'object'
          and after = jsonb_set(before, '{fields}', (before -> 'fields') - array['name', 'phone'])
          and exists (select 1 from fealty.event t
            where t.company_id = old.company_id and t.contract_id = old.contract_id
              and t.source_id = before ->> 'target' and t.kind = 'subject' and t.line::jsonb ->> 'of' = 'customer'))
    then
      if exists (select 1 from fealty.event_redaction r
        where r.company_id = old.company_id and r.contract_id = old.contract_id and r.sequence = old.sequence
          and r.former_sha256 = old.sha256) then
        return new;
      end if;
    end if;
  end if;
  raise exception 'rows of this table are only ever added' using errcode = 'FY001';
end
$$;
drop trigger append_only on fealty.event;
create trigger append_only before update or delete on fealty.event
  for each row execute function fealty.refuse_change_of_event();

-- Runs as the owner, so that nobody at run time needs the right to update; row-level security holds for the owner too.
create function fealty.take_person_out(of_company bigint, of_contract uuid, of_sequence bigint, to_line text, taken_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into fealty.event_redaction (company_id, contract_id, sequence, former_sha256, at)
    select e.company_id, e.contract_id, e.sequence, e.sha256, taken_at from fealty.event e
     where e.company_id = of_company and e.contract_id = of_contract and e.sequence = of_sequence;
  update fealty.event set line = to_line, sha256 = sha256(convert_to(to_line, 'UTF8'))
   where company_id = of_company and contract_id = of_contract and sequence = of_sequence;
end
$$;
revoke all on function fealty.take_person_out(bigint, uuid, bigint, text, timestamptz) from public;
grant execute on function fealty.take_person_out(bigint, uuid, bigint, text, timestamptz) to fealty_app;
