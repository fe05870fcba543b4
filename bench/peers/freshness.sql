-- The peer of bench P2: the figures of every contract and window from one typed row an event. The condition narrows it to one contract, or is empty.
with own as (
  select f.*, f.at at time zone 'Asia/Shanghai' as local from bench.fact f $CONTRACTS
),
answers as (
  select contract, to_char(local, 'YYYY-MM') as month, to_char(local, 'YYYY-"Q"Q') as quarter, recommend, satisfaction
    from own where kind = 'survey_answered'
),
returned as (
  select contract, sale_order, sum(amount) as amount from own where kind = 'refund' group by contract, sale_order
),
buyers as (
  select contract, customer, count(distinct local::date) as days from own where kind = 'sale' group by contract, customer
)
select contract, 'nps' as metric, quarter as period, count(*) as n,
       round((count(*) filter (where recommend >= 9) - count(*) filter (where recommend <= 6)) * 100.0 / count(*), 6) as value
  from answers group by contract, quarter
union all
select contract, 'csat', month, count(*), round(count(*) filter (where satisfaction >= 4) * 1.0 / count(*), 6)
  from answers group by contract, month
union all
select s.contract, 'sales', to_char(s.local, 'YYYY-MM'), count(*), round(sum(s.amount - coalesce(r.amount, 0)), 6)
  from own s left join returned r on r.contract = s.contract and r.sale_order = s.sale_order
 where s.kind = 'sale' group by s.contract, to_char(s.local, 'YYYY-MM')
union all
select contract, 'repeat', 'term', count(*), round(count(*) filter (where days >= 2) * 1.0 / count(*), 6)
  from buyers group by contract
