// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** Why an activity may process at all (PIPL 13). */
export type LawfulBasis = "consent" | "contract" | "statutory" | "emergency" | "news" | "public";
/** What makes an impact assessment due before it begins (PIPL 55); entrusting follows from its processors. */
export type Risk = "sensitive" | "automated" | "provides" | "publishes" | "abroad" | "major";
export interface ActivityContent {
  readonly name: string;
  readonly purpose: string;
  readonly basis: LawfulBasis;
  /** Whose data, by groups of persons. */
  readonly persons: string;
  readonly data: string;
  readonly recipients: string;
  /** Where it is kept. */
  readonly storage: string;
  readonly period: string;
  readonly measures: string;
  readonly risks: readonly Risk[];
  /** Codes of those who are entrusted with it. */
  readonly processors: readonly string[];
}
/** Somebody who processes on the company's behalf, with what the contract has to say (PIPL 21). */
export interface ProcessorContent {
  readonly name: string;
  readonly contact: string;
  /** Number of the contract that entrusts. */
  readonly contract: string;
  readonly purpose: string;
  /** In what way. */
  readonly way: string;
  readonly data: string;
  readonly measures: string;
  /** Further ones whom the company agreed to; empty: none, and none may be used. */
  readonly further: string;
  /** How and when data was given back or deleted after the end; empty as long as that is not shown. */
  readonly returned: string;
}
/** What was thought of an activity before it began (PIPL 56). */
export interface AssessmentContent {
  readonly activity: string;
  readonly activityVersion: number;
  /** Whether purpose and way are lawful, justified and necessary. */
  readonly necessity: string;
  /** What it does to the rights of persons, and the risks. */
  readonly impact: string;
  /** Whether the measures are lawful, effective and fit the risk. */
  readonly measures: string;
  readonly conclusion: "go" | "go_with_measures" | "stop";
  readonly by: string;
}
export interface RegisterContents {
  readonly activity: ActivityContent;
  readonly processor: ProcessorContent;
  readonly assessment: AssessmentContent;
}
export type RegisterName = Schema["processing_entry"]["register"];
export interface RegisterEntry<Name extends RegisterName> {
  readonly entryId: string;
  readonly register: Name;
  /** The company's own short name of it. */
  readonly code: string;
  readonly version: number;
  readonly content: RegisterContents[Name];
  readonly fromOn: string;
  /** First day on which it is over. */
  readonly beforeOn?: string | undefined;
  readonly recordedAt: Instant;
  readonly actorPersonId?: string | undefined;
}
/** Refusal: `already_there` where another kept this version. */
export const addRegisterEntry = async <Name extends RegisterName>(
  tx: Tx,
  entry: RegisterEntry<Name>,
): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    processing_entry_id: entry.entryId,
    register: entry.register,
    code: entry.code,
    version: entry.version,
    content: JSON.stringify(entry.content),
    from_on: entry.fromOn,
    before_on: entry.beforeOn ?? null,
    recorded_at: instantParameter(entry.recordedAt),
    actor_person_id: entry.actorPersonId ?? null,
  };
  await tx.change(statements.insertInto("processing_entry").values(row));
};
/** All versions by code, the latest first. */
export const listRegister = async <Name extends RegisterName>(
  tx: Tx,
  register: Name,
): Promise<RegisterEntry<Name>[]> => {
  const query = statements
    .selectFrom("processing_entry")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("register", "=", register);
  return (await tx.rows(query.orderBy("code").orderBy("version", "desc"))).map((row) => ({
    entryId: row.processing_entry_id,
    register,
    code: row.code,
    version: row.version,
    content: row.content as RegisterContents[Name],
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
    recordedAt: row.recorded_at,
    ...(row.actor_person_id === null ? {} : { actorPersonId: row.actor_person_id }),
  }));
};
