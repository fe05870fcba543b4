import type { Agent } from "../people-model.ts";
import type { Chance } from "../random.ts";
import type { Size } from "../span.ts";
import type { Silence } from "./model.ts";

const QUARTERS = {
  full: ["2025-Q1", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"],
  small: ["2026-Q3", "2026-Q3"],
};
/** A dozen answers of which a third was satisfied: far below the standard, and far too few to say so. */
export const silencesOf = (chance: Chance, unlucky: readonly Agent[], size: Size): Silence[] =>
  unlucky.map(({ id, contract }, index) => {
    const answers = chance.between(10, 14);
    return {
      agent: id,
      contract,
      quarter: QUARTERS[size][index]!,
      refs: ["C3.2/nps_goal", "C3.2/csat_goal", "C3.2/trust_goal", "C3.2/effort_goal"],
      answers,
      satisfied: Math.floor(answers / 3),
    };
  });
