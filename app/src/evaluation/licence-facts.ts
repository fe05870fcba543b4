// Clauses: C6.2
import type { Event } from "@fealty/engine/facts/event.ts";

/** How the ids of facts begin that the register of licences tells a contract: `licences/ID`, for a member `licences/ID/MEMBER`. */
export const LICENCE_FACTS = "licences/";
/** Why an event is not taken from anybody but the register: it would be, or would change, what stands there, in one contract alone. */
export const registerProblem = ({ id, kind, fields }: Pick<Event, "id" | "kind" | "fields">) => {
  const field = id.startsWith(LICENCE_FACTS) ? "id" : "target";
  const written = field === "id" ? id : String(fields.target ?? "");
  const isOf = field === "id" || ((kind === "corrected" || kind === "retracted") && written.startsWith(LICENCE_FACTS));
  return isOf ? { code: "fact_of_register", field, args: { field, written, kind } } : undefined;
};
