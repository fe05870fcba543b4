-- The peer of bench P1 in DuckDB: from the tables credits, agents, blocks, tiers, factors and members to the lines.
CREATE OR REPLACE TABLE lines AS
WITH sold AS (
  SELECT agent, product, member, sum(amount)::DECIMAL(18, 2) AS amount, count(*) AS units
  FROM credits GROUP BY ALL
),
totals AS (
  SELECT agent, product, sum(amount)::DECIMAL(18, 2) AS total, sum(units)::INTEGER AS units FROM sold GROUP BY ALL
),
paid AS (
  SELECT agent, satisfied, block, product, kind, rate, each, cap, total, units,
         round(total * rate, 2)::DECIMAL(18, 2) AS base
  FROM totals JOIN agents USING (agent) JOIN blocks USING (shape, product)
),
sliced AS (
  SELECT agent, product, kind, least(total, coalesce(until, total)) - low AS part, total, tiers.rate,
         low <= total AND (until IS NULL OR until > total) AS reached
  FROM paid JOIN tiers USING (block) WHERE kind IN ('marginal', 'retroactive')
),
factored AS (
  SELECT *, round(base * (times - 1), 2)::DECIMAL(18, 2) AS change
  FROM paid JOIN factors USING (block)
  WHERE kind = 'factor_and_cap' AND low <= satisfied AND (until IS NULL OR until > satisfied)
),
shared AS (
  SELECT agent, product, base, member, base * share AS exact, floor(base * share * 100)::DECIMAL(18, 0) AS fen, position
  FROM paid, members WHERE kind = 'split'
),
handed AS (
  SELECT *,
         (base * 100)::BIGINT - sum(fen) OVER (PARTITION BY agent, product) AS left_over,
         row_number() OVER (PARTITION BY agent, product ORDER BY exact * 100 - fen DESC, position) AS place
  FROM shared
),
every AS (
  SELECT agent, 'tiers-' || product AS component, '' AS member, part AS basis, round(part * rate, 2) AS amount
  FROM sliced WHERE kind = 'marginal' AND part > 0
  UNION ALL
  SELECT agent, 'tiers-' || product, '', total, round(total * rate, 2) FROM sliced WHERE kind = 'retroactive' AND reached
  UNION ALL
  SELECT agent, 'rate-' || product, '', total, base FROM paid WHERE kind IN ('rate_and_unit', 'factor_and_cap', 'split')
  UNION ALL
  SELECT agent, 'unit-' || product, '', each, each * units FROM paid WHERE kind = 'rate_and_unit'
  UNION ALL
  SELECT agent, 'factor-' || product, '', base, change FROM factored
  UNION ALL
  SELECT agent, 'cap-' || product, '', base + change, cap - (base + change) FROM factored WHERE base + change > cap
  UNION ALL
  SELECT agent, 'split-' || product, '', base, -base FROM paid WHERE kind = 'split'
  UNION ALL
  SELECT agent, 'split-' || product, member, base, (fen + CASE WHEN place <= left_over THEN 1 ELSE 0 END) * 0.01 FROM handed
  UNION ALL
  SELECT agent, 'override-' || blocks.product, (SELECT member FROM members WHERE position = 0), given.amount,
         round(given.amount * rate, 2)
  FROM (SELECT agent, member, sum(amount)::DECIMAL(18, 2) AS amount FROM sold GROUP BY ALL) AS given
  JOIN agents USING (agent) JOIN blocks USING (shape) JOIN members USING (member)
  WHERE kind = 'override' AND position > 0
)
SELECT agent, component, member, (basis * 100)::BIGINT AS basis, round(amount * 100)::BIGINT AS amount
FROM every WHERE amount <> 0;
