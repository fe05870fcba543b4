// Clauses: C6.3
import { assert } from "../values/assert.ts";
import type { AgentRun, CompiledShape } from "./compile-plan.ts";
import type { CreditCells } from "./credit-cells.ts";
import { emptyLines, type PackedLines } from "./packed-lines.ts";

/**
 * One whole period of many agents at once: kept sums in, explained lines out, the same fen as statement by statement. For plans
 * that `compilePlan` takes; the others are closed one by one.
 * @param shapeOf index of each agent's plan shape
 * @param metricOf value of a metric for an agent; NaN where its status is not `ok`
 */
export const closeMany = (
  cells: CreditCells,
  shapes: readonly CompiledShape[],
  shapeOf: Uint16Array,
  metricOf: (metric: string, agent: number) => number = () => Number.NaN,
): PackedLines => {
  let room = 0;
  for (let agent = 0; agent < cells.agents; agent += 1) {
    const shape = shapes[shapeOf[agent]!];
    assert(shape, `no plan shape ${shapeOf[agent]}`);
    room += shape.maxLines;
  }
  const widest = Math.max(...shapes.map(({ components }) => components));
  const run: AgentRun = {
    agent: 0,
    cells,
    totals: new Float64Array(widest),
    lines: emptyLines(room),
    metricOf,
  };
  for (let agent = 0; agent < cells.agents; agent += 1) {
    run.agent = agent;
    run.totals.fill(0);
    for (const step of shapes[shapeOf[agent]!]!.steps) step(run);
  }
  return run.lines;
};
