// Clauses: C1.2, N2

import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText } from "@fealty/engine/values/date.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { addDeliveries } from "./webhook-deliveries.ts";
import type { Happening } from "./webhooks.ts";

/** What the engine made of a contract, as far as it is told (`Derived`). */
export interface After {
  readonly state: { readonly eventSequence: number };
  readonly clauses: readonly { readonly clauseId: string; readonly state: string | null }[];
  readonly findings: readonly {
    readonly findingId: string;
    readonly clauseId: string;
    readonly bearer: string;
    readonly period: string | null;
    readonly status: string;
    readonly since: Instant;
  }[];
  readonly statements: readonly { readonly rule: string; readonly period: string; readonly status: string }[];
}
/** What stood of a contract before, as far as somebody wants to be told of its changes. */
export interface Before {
  readonly wanted: ReadonlyMap<Happening, readonly string[]>;
  /** Number of the last event. */
  readonly sequence: number;
  readonly clauses: ReadonlyMap<string, string | null>;
  readonly findings: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
}
/** Undefined where nobody wants to be told, or where the contract is computed for the first time, and nothing of it has changed. */
export const readBefore = async (tx: Tx, contractId: string): Promise<Before | undefined> => {
  const rows = await tx.rows(
    statements
      .selectFrom("webhook_subscription")
      .select(["webhook_id", "kind"])
      .where("company_id", "=", tx.company)
      .orderBy("webhook_id"),
  );
  if (rows.length === 0) return undefined;
  const of = { text: "where company_id = $1 and contract_id = $2", values: [tx.company, contractId] };
  const [state] = await tx.sql<{ event_sequence: bigint }>(
    `select event_sequence from fealty.contract_state ${of.text}`,
    of.values,
  );
  if (state === undefined) return undefined;
  const clauses = await tx.sql<{ clause_id: string; state: string | null }>(
    `select clause_id, state from fealty.clause_state ${of.text}`,
    of.values,
  );
  const findings = await tx.sql<{ finding_id: string }>(`select finding_id from fealty.finding ${of.text}`, of.values);
  const closed = await tx.sql<{ rule: string; period: string }>(
    `select rule, period from fealty.statement ${of.text} and status = 'closed'`,
    of.values,
  );
  const wanted = new Map<Happening, string[]>();
  for (const { kind, webhook_id } of rows) wanted.set(kind, [...(wanted.get(kind) ?? []), webhook_id]);
  return {
    wanted,
    sequence: Number(state.event_sequence),
    clauses: new Map(clauses.map((one) => [one.clause_id, one.state])),
    findings: new Set(findings.map((one) => one.finding_id)),
    closed: new Set(closed.map(closedKey)),
  };
};
const closedKey = ({ rule, period }: { readonly rule: string; readonly period: string }): string => `${rule}@${period}`;
type Data = Readonly<Record<string, string | number | null>>;
/** What is told of each kind: which thing, and nothing of any person. Whoever is told asks the house for the rest. */
const TOLD: Readonly<Record<Happening, (before: Before, after: After) => readonly Data[]>> = {
  "events.recorded": ({ sequence }, { state: { eventSequence } }) =>
    eventSequence > sequence ? [{ events: eventSequence - sequence, lastSequence: eventSequence }] : [],
  "clause.state_changed": (before, after) =>
    after.clauses
      .filter(({ clauseId, state }) => (before.clauses.get(clauseId) ?? null) !== state)
      .map(({ clauseId, state }) => ({ clause: clauseId, from: before.clauses.get(clauseId) ?? null, to: state })),
  "finding.appeared": (before, after) =>
    after.findings
      .filter(({ findingId }) => !before.findings.has(findingId))
      .map(({ clauseId, bearer, period, status, since }) => ({
        clause: clauseId,
        bearer,
        period,
        status,
        since: instantText(since, 0),
      })),
  "statement.closed": (before, after) =>
    after.statements
      .filter((one) => one.status === "closed" && !before.closed.has(closedKey(one)))
      .map(({ rule, period }) => ({ rule, period })),
};
/** Writes what is told of a contract's changes, in the transaction that made them. */
export const tellHappenings = async (
  tx: Tx,
  contractId: string,
  before: Before,
  after: After,
  at: Instant,
): Promise<void> => {
  const told = [...before.wanted].flatMap(([kind, webhooks]) =>
    TOLD[kind](before, after).map((data) => ({ kind, webhooks, data })),
  );
  if (told.length === 0) return;
  const [contract] = await tx.sql<{ number: string }>(
    "select number from fealty.contract where company_id = $1 and contract_id = $2",
    [tx.company, contractId],
  );
  const deliveries = told.flatMap(({ kind, webhooks, data }) => {
    const body = bodyOf(kind, at, { contract: contract!.number, ...data });
    return webhooks.map((webhookId) => ({ webhookId, kind, body }));
  });
  await addDeliveries(tx, deliveries, at);
};
/** `{"type":…,"timestamp":…,"data":{…}}`, as Standard Webhooks writes it. */
export const bodyOf = (type: Happening | "webhook.test", at: Instant, data: Data): string =>
  JSON.stringify({ type, timestamp: instantText(at, 0), data });
