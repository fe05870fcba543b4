// Clauses: C11.1, C11.3
import type { TFunction } from "i18next";
import type { Format } from "./format.ts";

/** What is left to be done about a finding: what was performed late, whether still in time to cure it, or until when it can be cured. */
export const cureWords = (
  t: TFunction,
  format: Pick<Format, "due" | "time">,
  finding: { readonly since: number; readonly late?: number | undefined; readonly cureBy?: number | null | undefined },
  now: number,
): readonly string[] => {
  const { since, late, cureBy } = finding;
  const by = typeof cureBy === "number" ? format.due(cureBy) : undefined;
  if (late !== undefined) {
    const inTime = by !== undefined && since + late <= cureBy!;
    return [t(inTime ? "finding.performedInCure" : "finding.performed", { at: format.time(since + late), by })];
  }
  return by === undefined ? [] : [t(cureBy! < now ? "finding.cureOver" : "finding.cureBy", { at: by })];
};
