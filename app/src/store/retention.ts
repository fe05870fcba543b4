// Clauses: C7.1, N7, N8
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { CustomerData } from "./customers.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** `service`: the contract itself (PIPL 13 (2)); the others each rest on a consent. */
export type RetainedPurpose = Schema["retention_rule"]["purpose"];
export type RetainedField = Exclude<keyof CustomerData, "name">;
export interface RetentionRule {
  readonly ruleId: string;
  readonly purpose: RetainedPurpose;
  readonly version: number;
  /** With what the period begins; limitation: three years after the contract has ended (CC 188). */
  readonly begins: Schema["retention_rule"]["begins"];
  readonly months: number;
  /** What the purpose needs beside the name. */
  readonly fields: readonly RetainedField[];
  /** Why this long. */
  readonly basis: string;
  /** The version of the notice that states the period. */
  readonly noticeId?: string | undefined;
  readonly fromOn: string;
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
}
/** Refusal: `already_there` where another kept this version. */
export const addRetentionRule = async (tx: Tx, rule: RetentionRule): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    retention_rule_id: rule.ruleId,
    purpose: rule.purpose,
    version: rule.version,
    begins: rule.begins,
    months: rule.months,
    fields: JSON.stringify(rule.fields),
    basis: rule.basis,
    notice_id: rule.noticeId ?? null,
    from_on: rule.fromOn,
    recorded_at: instantParameter(rule.recordedAt),
    actor_person_id: rule.actorPersonId ?? null,
  };
  await tx.change(statements.insertInto("retention_rule").values(row));
};
/** By purpose, the latest version first. */
export const listRetentionRules = async (tx: Tx): Promise<RetentionRule[]> => {
  const query = statements.selectFrom("retention_rule").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("purpose").orderBy("version", "desc"))).map((row) => ({
    ruleId: row.retention_rule_id,
    purpose: row.purpose,
    version: row.version,
    begins: row.begins,
    months: row.months,
    fields: row.fields as RetainedField[],
    basis: row.basis,
    ...(row.notice_id === null ? {} : { noticeId: row.notice_id }),
    fromOn: row.from_on,
    recordedAt: row.recorded_at,
    ...(row.actor_person_id === null ? {} : { actorPersonId: row.actor_person_id }),
  }));
};

/** The period of one purpose that was over: no word of whose data it was. */
export interface PurgeGround {
  readonly purpose: RetainedPurpose;
  readonly version: number;
  /** First day without the purpose. */
  readonly endedOn: string;
  readonly dueOn: string;
}
export interface RetentionPurge {
  readonly purgeId: string;
  readonly customerId: string;
  /** The key was destroyed; else some fields went and the rest stays. */
  readonly whole: boolean;
  readonly fields: readonly RetainedField[];
  readonly dueOn: string;
  readonly grounds: readonly PurgeGround[];
  readonly at: Instant;
}
export const addRetentionPurge = async (tx: Tx, purge: RetentionPurge): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    retention_purge_id: purge.purgeId,
    customer_id: purge.customerId,
    whole: purge.whole,
    fields: JSON.stringify(purge.fields),
    due_on: purge.dueOn,
    grounds: JSON.stringify(purge.grounds),
    at: instantParameter(purge.at),
  };
  await tx.change(statements.insertInto("retention_purge").values(row));
};
/** The latest first, with the customers' codes. */
export const listRetentionPurges = async (
  tx: Tx,
  limit: number,
): Promise<(Omit<RetentionPurge, "customerId" | "purgeId"> & { readonly customer: string })[]> => {
  const rows = await tx.sql<{
    code: string;
    whole: boolean;
    fields: unknown;
    due_on: string;
    grounds: unknown;
    at: Instant;
  }>(
    `select c.code, p.whole, p.fields, p.due_on, p.grounds, p.at
       from fealty.retention_purge p
       join fealty.customer c on c.company_id = p.company_id and c.customer_id = p.customer_id
      where p.company_id = $1
      order by p.at desc, p.retention_purge_id desc
      limit $2`,
    [tx.companyId, limit],
  );
  return rows.map((row) => ({
    customer: row.code,
    whole: row.whole,
    fields: row.fields as RetainedField[],
    dueOn: row.due_on,
    grounds: row.grounds as PurgeGround[],
    at: row.at,
  }));
};
