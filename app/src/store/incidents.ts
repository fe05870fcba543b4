// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter, optionalInstant } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type Severity = Schema["incident"]["severity"];
export type StepKind = Schema["incident_step"]["kind"];
/** What a notice has to say (PIPL 57): kinds of data, causes, possible harm; what persons can do; whom to ask. No word of who they are. */
export interface IncidentContent {
  readonly what: string;
  readonly cause: string;
  readonly data: string;
  readonly harm: string;
  readonly advice: string;
  readonly contact: string;
}
export interface IncidentStep {
  readonly stepId: string;
  readonly kind: StepKind;
  /** Of a step of that kind: how bad it is since then. */
  readonly severity?: Severity | undefined;
  readonly at: Instant;
  readonly words: string;
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
}
export interface Incident {
  readonly incidentId: string;
  readonly code: string;
  readonly kind: Schema["incident"]["kind"];
  /** As it was found; steps may say otherwise later. */
  readonly severity: Severity;
  readonly foundAt: Instant;
  readonly occurredAt?: Instant | undefined;
  /** How many persons it concerns, as far as known. */
  readonly persons: number;
  readonly content: IncidentContent;
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
  /** Codes of those who are known. */
  readonly customers: readonly string[];
  /** In the order in which they were done. */
  readonly steps: readonly IncidentStep[];
}
/** Refusal: `already_there` where another has this code. */
export const addIncident = async (
  tx: Tx,
  incident: Omit<Incident, "customers" | "steps">,
  customerIds: readonly string[],
): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    incident_id: incident.incidentId,
    code: incident.code,
    kind: incident.kind,
    severity: incident.severity,
    found_at: instantParameter(incident.foundAt),
    occurred_at: optionalInstant(incident.occurredAt),
    persons: incident.persons,
    content: JSON.stringify(incident.content),
    recorded_at: instantParameter(incident.recordedAt),
    actor_person_id: incident.actorPersonId ?? null,
  };
  await tx.change(statements.insertInto("incident").values(row));
  if (customerIds.length === 0) return;
  const concerned = customerIds.map((customer_id) => ({
    company_id: tx.companyId,
    incident_id: incident.incidentId,
    customer_id,
  }));
  await tx.change(statements.insertInto("incident_customer").values(concerned));
};
export const addIncidentStep = async (tx: Tx, incidentId: string, step: IncidentStep): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    incident_step_id: step.stepId,
    incident_id: incidentId,
    kind: step.kind,
    severity: step.severity ?? null,
    at: instantParameter(step.at),
    words: step.words,
    recorded_at: instantParameter(step.recordedAt),
    actor_person_id: step.actorPersonId ?? null,
  };
  await tx.change(statements.insertInto("incident_step").values(row));
};
/** The one found last first. */
export const listIncidents = async (tx: Tx): Promise<Incident[]> => {
  const query = statements.selectFrom("incident").selectAll().where("company_id", "=", tx.company);
  const rows = await tx.rows(query.orderBy("found_at", "desc").orderBy("incident_id"));
  const concerned = await tx.sql<{ incident_id: string; code: string }>(
    `select i.incident_id, c.code from fealty.incident_customer i
       join fealty.customer c on c.company_id = i.company_id and c.customer_id = i.customer_id
      where i.company_id = $1 order by c.code`,
    [tx.companyId],
  );
  const steps = await tx.rows(
    statements
      .selectFrom("incident_step")
      .selectAll()
      .where("company_id", "=", tx.company)
      .orderBy("at")
      .orderBy("recorded_at")
      .orderBy("incident_step_id"),
  );
  return rows.map((row) => ({
    incidentId: row.incident_id,
    code: row.code,
    kind: row.kind,
    severity: row.severity,
    foundAt: row.found_at,
    ...(row.occurred_at === null ? {} : { occurredAt: row.occurred_at }),
    persons: row.persons,
    content: row.content as IncidentContent,
    recordedAt: row.recorded_at,
    ...(row.actor_person_id === null ? {} : { actorPersonId: row.actor_person_id }),
    customers: concerned.flatMap(({ incident_id, code }) => (incident_id === row.incident_id ? [code] : [])),
    steps: steps
      .filter(({ incident_id }) => incident_id === row.incident_id)
      .map((step) => ({
        stepId: step.incident_step_id,
        kind: step.kind,
        ...(step.severity === null ? {} : { severity: step.severity }),
        at: step.at,
        words: step.words,
        recordedAt: step.recorded_at,
        ...(step.actor_person_id === null ? {} : { actorPersonId: step.actor_person_id }),
      })),
  }));
};
