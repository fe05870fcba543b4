// Clauses: C3.2, N3
import type { MetricPoint } from "@fealty/engine/views/view.ts";

type End = { coord: [number, number] };

/** The line from the lower to the upper end of each point's interval, by the point's place on the axis; a lone point has one as well. */
export const whiskers = (points: readonly Pick<MetricPoint, "low" | "high">[]): [End, End][] =>
  points.flatMap(({ low, high }, index) =>
    low === null || high === null ? [] : [[{ coord: [index, low] }, { coord: [index, high] }]],
  );
