// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { MICROS_PER_HOUR } from "@fealty/engine/values/date.ts";
import type { Incident, Severity, StepKind } from "../store/incidents.ts";

export const INCIDENT_KINDS = ["leak", "tamper", "loss"] as const;
export const SEVERITIES = ["general", "larger", "serious", "grave"] as const;
export const STEP_KINDS = [
  "measures",
  "authority_told",
  "persons_told",
  "persons_spared",
  "severity",
  "closed",
] as const;

/**
 * What is owed after an incident. The law says 立即, at once, and no number (PIPL 57); from 较大 on an operator reports within four hours of
 * knowing it (国家网络安全事件报告管理办法 art. 4). The other hours are the house's own, so that nothing is left without a clock.
 */
export const OWED_STEPS = ["measures", "authority", "persons"] as const;
export type OwedStep = (typeof OWED_STEPS)[number];
const HOURS: Readonly<Record<OwedStep, number>> = { measures: 24, authority: 24, persons: 72 };
const HOURS_OF_LARGER = 4;
const DONE_BY: Readonly<Record<OwedStep, readonly StepKind[]>> = {
  measures: ["measures"],
  authority: ["authority_told"],
  // Where measures kept the harm off, persons need not be told, and the reason is written down.
  persons: ["persons_told", "persons_spared"],
};
export interface IncidentClock {
  readonly step: OwedStep;
  readonly dueAt: Instant;
  /** The period stands in a law, and is not the house's own. */
  readonly byLaw: boolean;
  readonly doneAt?: Instant;
  readonly standing: "done" | "done_late" | "open" | "late";
}
/** How bad it is by what is known, and since when it has been at least 较大. */
export const severityOf = ({ severity, steps, foundAt }: Pick<Incident, "severity" | "steps" | "foundAt">) => {
  let present: Severity = severity;
  let largerSince: Instant | undefined = severity === "general" ? undefined : foundAt;
  for (const step of steps) {
    if (step.severity === undefined) continue;
    present = step.severity;
    if (present === "general") largerSince = undefined;
    else largerSince ??= step.at;
  }
  return { present, largerSince };
};
export const incidentClocks = (incident: Incident, now: Instant): IncidentClock[] => {
  const { largerSince } = severityOf(incident);
  return OWED_STEPS.map((step) => {
    const own = (incident.foundAt + HOURS[step] * MICROS_PER_HOUR) as Instant;
    const legal =
      step === "authority" && largerSince !== undefined
        ? ((largerSince + HOURS_OF_LARGER * MICROS_PER_HOUR) as Instant)
        : undefined;
    const byLaw = legal !== undefined && legal <= own;
    const dueAt = byLaw ? legal : own;
    const doneAt = incident.steps.find(({ kind }) => DONE_BY[step].includes(kind))?.at;
    const over = (doneAt ?? now) > dueAt;
    const standing = doneAt === undefined ? (over ? "late" : "open") : over ? "done_late" : "done";
    return { step, dueAt, byLaw, ...(doneAt === undefined ? {} : { doneAt }), standing };
  });
};
export const isClosed = ({ steps }: Pick<Incident, "steps">): boolean => steps.some(({ kind }) => kind === "closed");
