// Clauses: C1.2, A2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { oneOf, type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type ActStepKind = Schema["unauthorised_act_step"]["kind"];
/** A run of acts, by the numbers of their events, that one letter carried alike; an act outside is a run of its own. */
export interface ActRun {
  readonly first: number;
  readonly last: number;
  readonly acts: number;
  /** The letter that carried them, or, of an act outside, the one that came nearest. */
  readonly letterId?: string | undefined;
  readonly outside: readonly string[];
}
export interface ActStep {
  readonly kind: ActStepKind;
  readonly at: Instant;
  /** Of a demand: until when the principal may ratify. */
  readonly dueAt?: Instant | undefined;
  readonly words: string;
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
}
export interface UnauthorisedAct {
  readonly contractId: string;
  readonly actId: string;
  readonly code: string;
  readonly sequence: number;
  /** The event's own id. */
  readonly sourceId: string;
  readonly kind: string;
  readonly at: Instant;
  readonly matter: string;
  readonly customer?: string | undefined;
  readonly letterId?: string | undefined;
  readonly outside: readonly string[];
  readonly openedAt: Instant;
  /** In the order in which they happened. */
  readonly steps: readonly ActStep[];
}
const A_STATEMENT = 500;
const inParts = async <One>(all: readonly One[], put: (part: readonly One[]) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < all.length; from += A_STATEMENT) await put(all.slice(from, from + A_STATEMENT));
};
export const addActRuns = (tx: Tx, contractId: string, runs: readonly ActRun[], at: Instant): Promise<void> =>
  inParts(runs, (part) =>
    tx.change(
      statements.insertInto("act_check").values(
        part.map((run) => ({
          company_id: tx.companyId,
          contract_id: contractId,
          first_sequence: run.first,
          last_sequence: run.last,
          acts: run.acts,
          letter_id: run.letterId ?? null,
          outside: [...run.outside],
          at: instantParameter(at),
        })),
      ),
    ),
  );
/** Opens cases; an act that has one under its code keeps it. */
export const addUnauthorisedActs = (tx: Tx, acts: readonly Omit<UnauthorisedAct, "steps">[]): Promise<void> =>
  inParts(acts, (part) =>
    tx.change(
      statements
        .insertInto("unauthorised_act")
        .values(
          part.map((one) => ({
            company_id: tx.companyId,
            contract_id: one.contractId,
            unauthorised_act_id: one.actId,
            code: one.code,
            sequence: one.sequence,
            source_id: one.sourceId,
            kind: one.kind,
            at: instantParameter(one.at),
            matter: one.matter,
            customer_code: one.customer ?? null,
            letter_id: one.letterId ?? null,
            outside: [...one.outside],
            opened_at: instantParameter(one.openedAt),
          })),
        )
        .onConflict((on) => on.columns(["company_id", "contract_id", "code"]).doNothing()),
    ),
  );
/** Those among some cases that are kept. */
export const keptActs = async (tx: Tx, actIds: readonly string[]): Promise<ReadonlySet<string>> => {
  const query = statements.selectFrom("unauthorised_act").select("unauthorised_act_id");
  const rows = await tx.rows(
    query.where("company_id", "=", tx.company).where("unauthorised_act_id", "=", oneOf(actIds)),
  );
  return new Set(rows.map((row) => row.unauthorised_act_id));
};
export const addActStep = async (
  tx: Tx,
  { contractId, actId }: Pick<UnauthorisedAct, "contractId" | "actId">,
  { stepId, ...step }: ActStep & { readonly stepId: string },
): Promise<void> => {
  await tx.change(
    statements.insertInto("unauthorised_act_step").values({
      company_id: tx.companyId,
      contract_id: contractId,
      unauthorised_act_step_id: stepId,
      unauthorised_act_id: actId,
      kind: step.kind,
      at: instantParameter(step.at),
      due_at: step.dueAt === undefined ? null : instantParameter(step.dueAt),
      words: step.words,
      recorded_at: instantParameter(step.recordedAt),
      actor_person_id: step.actorPersonId ?? null,
    }),
  );
};
export interface ActFilter {
  readonly contractId?: string;
  readonly actId?: string;
  /** Neither answered, nor withdrawn, nor dropped. */
  readonly open?: boolean;
  /** Done by then. */
  readonly until?: Instant;
  readonly limit?: number;
}
/** The latest first. */
export const listUnauthorisedActs = async (
  tx: Tx,
  { contractId, actId, open, until, limit = 500 }: ActFilter,
): Promise<UnauthorisedAct[]> => {
  let query = statements.selectFrom("unauthorised_act").selectAll().where("company_id", "=", tx.company);
  if (contractId !== undefined) query = query.where("contract_id", "=", contractId);
  if (actId !== undefined) query = query.where("unauthorised_act_id", "=", actId);
  if (until !== undefined) query = query.where("at", "<=", instantParameter(until) as never);
  if (open === true)
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("unauthorised_act_step")
            .select("unauthorised_act_step.kind")
            .where("unauthorised_act_step.company_id", "=", tx.company)
            .whereRef("unauthorised_act_step.unauthorised_act_id", "=", "unauthorised_act.unauthorised_act_id")
            .where("unauthorised_act_step.kind", "<>", "demanded"),
        ),
      ),
    );
  const rows = await tx.rows(query.orderBy("at", "desc").orderBy("sequence", "desc").limit(limit));
  if (rows.length === 0) return [];
  const steps = await tx.rows(
    statements
      .selectFrom("unauthorised_act_step")
      .selectAll()
      .where("company_id", "=", tx.company)
      .where("unauthorised_act_id", "=", oneOf(rows.map((one) => one.unauthorised_act_id)))
      .orderBy("at")
      .orderBy("recorded_at"),
  );
  return rows.map((row) => ({
    contractId: row.contract_id,
    actId: row.unauthorised_act_id,
    code: row.code,
    sequence: Number(row.sequence),
    sourceId: row.source_id,
    kind: row.kind,
    at: row.at,
    matter: row.matter,
    customer: row.customer_code ?? undefined,
    letterId: row.letter_id ?? undefined,
    outside: row.outside,
    openedAt: row.opened_at,
    steps: steps
      .filter((step) => step.unauthorised_act_id === row.unauthorised_act_id)
      .map((step) => ({
        kind: step.kind,
        at: step.at,
        dueAt: step.due_at ?? undefined,
        words: step.words,
        recordedAt: step.recorded_at,
        actorPersonId: step.actor_person_id ?? undefined,
      })),
  }));
};
/** How many acts of a contract each letter carried, and how many lie outside; `letterId` absent: no letter on that day. */
export const countActs = async (
  tx: Tx,
  contractId: string,
): Promise<{ readonly letterId?: string; readonly inside: number; readonly outside: number }[]> => {
  const rows = await tx.sql<{ letter_id: string | null; inside: bigint; outside: bigint }>(
    `select letter_id, coalesce(sum(acts) filter (where cardinality(outside) = 0), 0)::bigint as inside,
            coalesce(sum(acts) filter (where cardinality(outside) > 0), 0)::bigint as outside
       from fealty.act_check where company_id = $1 and contract_id = $2 group by letter_id`,
    [tx.companyId, contractId],
  );
  return rows.map(({ letter_id, inside, outside }) => ({
    ...(letter_id === null ? {} : { letterId: letter_id }),
    inside: Number(inside),
    outside: Number(outside),
  }));
};
export interface OwnDealing {
  readonly customer: string;
  readonly ground: Schema["own_dealing"]["ground"];
  readonly words: string;
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
}
/** Refusal: `already_there` where the contract has one for the customer. */
export const addOwnDealing = async (
  tx: Tx,
  contractId: string,
  { ownDealingId, ...one }: OwnDealing & { readonly ownDealingId: string },
): Promise<void> => {
  await tx.change(
    statements.insertInto("own_dealing").values({
      company_id: tx.companyId,
      contract_id: contractId,
      own_dealing_id: ownDealingId,
      customer_code: one.customer,
      ground: one.ground,
      words: one.words,
      recorded_at: instantParameter(one.recordedAt),
      actor_person_id: one.actorPersonId ?? null,
    }),
  );
};
/** Of one contract, or of all. */
export const listOwnDealings = async (
  tx: Tx,
  contractId?: string,
): Promise<(OwnDealing & { readonly contractId: string })[]> => {
  let query = statements.selectFrom("own_dealing").selectAll().where("company_id", "=", tx.company);
  if (contractId !== undefined) query = query.where("contract_id", "=", contractId);
  return (await tx.rows(query.orderBy("recorded_at"))).map((row) => ({
    contractId: row.contract_id,
    customer: row.customer_code,
    ground: row.ground,
    words: row.words,
    recordedAt: row.recorded_at,
    actorPersonId: row.actor_person_id ?? undefined,
  }));
};
/** Acts among the events of a contract after one number up to another, in their order, page by page. */
export const readActLines = async (
  tx: Tx,
  contractId: string,
  { after, last, kinds, limit }: { after: number; last: number; kinds: readonly string[]; limit: number },
): Promise<{ readonly sequence: number; readonly at: Instant; readonly line: string }[]> => {
  const rows = await tx.sql<{ sequence: bigint; at: Instant; line: string }>(
    `select sequence, at, line from fealty.event
      where company_id = $1 and contract_id = $2 and sequence > $3 and sequence <= $4 and kind = any($5::text[])
      order by sequence limit $6`,
    [tx.companyId, contractId, after, last, kinds, limit],
  );
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
};
