// Clauses: C1.5, C2.1, C4.1, N6
import type { Party } from "../contract/model.ts";
import type { Fact } from "./event.ts";

/** What one party does about another's duty, and never in its stead. */
const ABOUT_OTHERS: readonly string[] = ["cured", "decided"];
const PARTIES: readonly unknown[] = ["company", "agent", "intermediary"] satisfies readonly Party[];

/** Whether an act can perform what these parties owe: what another party of the contract did is its own act, and theirs stays owed. */
export const performs = (bearers: readonly Party[], { event: { kind }, view }: Fact): boolean => {
  const { by } = view.event;
  if (!PARTIES.includes(by) || bearers.length === 0 || ABOUT_OTHERS.includes(kind)) return true;
  return (bearers as readonly unknown[]).includes(by);
};
