// Clauses: C11.1
import type { Finding } from "./types.ts";

/** Is it still for a person to decide? */
export const isWaiting = ({ status }: Pick<Finding, "status">): boolean =>
  status === "proposed" || status === "answered";
