-- What a closed statement says is held by the database itself: the app role computes statements and does not rewrite them.

create function fealty.keep_closed_statement() returns trigger language plpgsql as $$
declare
  stated boolean := false;
begin
  if tg_op = 'UPDATE' then
    stated := row(new.company_id, new.contract_id, new.rule, new.period, new.currency, new.earned_minor, new.held_minor, new.payable_minor)
      is not distinct from
      row(old.company_id, old.contract_id, old.rule, old.period, old.currency, old.earned_minor, old.held_minor, old.payable_minor);
    if stated and row(new.status, new.period_from, new.period_until) is not distinct from row(old.status, old.period_from, old.period_until) then
      return new;
    end if;
  end if;
  -- The moment of a demonstration was moved to before the close, or the contract's first events come in with the moments of their history.
  if exists (select 1 from fealty.company c
      where c.company_id = old.company_id and c.demonstration and c.clock_at < old.closes_at)
    or exists (select 1 from fealty.event e
      where e.company_id = old.company_id and e.contract_id = old.contract_id and e.sequence = 1
        and e.xmin = pg_current_xact_id()::xid) then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  -- That the contract ended, or did not, becomes known after the close: a period is cut, opens again or falls away, and states nothing else.
  if (tg_op = 'DELETE' or stated or new.status = 'open')
    and exists (select 1 from fealty.event e
      where e.company_id = old.company_id and e.contract_id = old.contract_id and e.kind in ('ended', 'retracted', 'corrected')
        and (e.xmin = pg_current_xact_id()::xid or e.at > e.received_at)
        and (e.kind = 'ended' or exists (select 1 from fealty.event t
          where t.company_id = e.company_id and t.contract_id = e.contract_id and t.source_id = e.line::jsonb ->> 'target'
            and t.kind in ('ended', 'retracted', 'corrected')))) then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  raise exception 'a closed statement stays as it is' using errcode = 'FY002', detail = old.rule || '@' || old.period;
end
$$;
create trigger keep_closed before update or delete on fealty.statement
  for each row when (old.status = 'closed' and current_user = 'fealty_app') execute function fealty.keep_closed_statement();

-- Whether an event stands in another contract too is asked by its id alone.
create index event_source on fealty.event (company_id, source_id);

-- Rebuilding takes closed statements away as the operator.
grant delete on fealty.statement to fealty_operator;
-- Whether a company is a demonstration is said when it is founded.
revoke update on fealty.company from fealty_app;
grant update (clock_at) on fealty.company to fealty_app;
