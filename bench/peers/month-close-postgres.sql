-- The peer of bench P1 in PostgreSQL: from bench.credit and the tables of parameters to the lines, amounts in yuan.
create table bench.lines as
with sold as (
  select agent, product, member, sum(amount) * 0.01 as amount, count(*) as units from bench.credit group by agent, product, member
),
totals as (
  select agent, product, sum(amount) as total, sum(units) as units from sold group by agent, product
),
paid as (
  select agent, satisfied, block, b.name, kind, rate, each, cap, total, units, round(total * rate, 2) as base
  from totals join bench.agents using (agent) join bench.blocks b using (shape, product)
),
sliced as (
  select agent, name, kind, least(total, coalesce(until, total)) - low as part, total, t.rate,
         low <= total and (until is null or until > total) as reached
  from paid join bench.tiers t using (block) where kind in ('marginal', 'retroactive')
),
factored as (
  select paid.*, round(base * (times - 1), 2) as change
  from paid join bench.factors using (block)
  where kind = 'factor_and_cap' and low <= satisfied and (until is null or until > satisfied)
),
shared as (
  select agent, name, base, member, base * share as exact, floor(base * share * 100) as fen, position
  from paid cross join bench.members where kind = 'split'
),
handed as (
  select shared.*,
         base * 100 - sum(fen) over (partition by agent, name) as left_over,
         row_number() over (partition by agent, name order by exact * 100 - fen desc, position) as place
  from shared
),
every as (
  select agent, 'tiers-' || name as component, '' as member, part as basis, round(part * rate, 2) as amount
  from sliced where kind = 'marginal' and part > 0
  union all
  select agent, 'tiers-' || name, '', total, round(total * rate, 2) from sliced where kind = 'retroactive' and reached
  union all
  select agent, 'rate-' || name, '', total, base from paid where kind in ('rate_and_unit', 'factor_and_cap', 'split')
  union all
  select agent, 'unit-' || name, '', each, each * units from paid where kind = 'rate_and_unit'
  union all
  select agent, 'factor-' || name, '', base, change from factored
  union all
  select agent, 'cap-' || name, '', base + change, cap - (base + change) from factored where base + change > cap
  union all
  select agent, 'split-' || name, '', base, -base from paid where kind = 'split'
  union all
  select agent, 'split-' || name, member, base, (fen + case when place <= left_over then 1 else 0 end) * 0.01 from handed
  union all
  select agent, 'override-' || b.name, (select m.member from bench.members m where m.position = 0), given.amount,
         round(given.amount * rate, 2)
  from (select agent, member as position, sum(amount) as amount from sold group by agent, member) as given
  join bench.agents using (agent) join bench.blocks b using (shape)
  where kind = 'override' and position > 0
)
select agent, component, member, (basis * 100)::bigint as basis, (amount * 100)::bigint as amount from every where amount <> 0
