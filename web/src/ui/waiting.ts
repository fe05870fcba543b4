import { isWaiting } from "@fealty/engine/findings/waiting.ts";
import type { FindingView } from "@fealty/engine/views/view.ts";

export { isWaiting };
/** How many findings of each clause wait for a decision: a period that is over leaves them, and no state. */
export const waitingByClause = (findings: readonly FindingView[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const finding of findings)
    if (isWaiting(finding)) counts.set(finding.clause, (counts.get(finding.clause) ?? 0) + 1);
  return counts;
};
