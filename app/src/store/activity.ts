import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";
import { newUuid } from "./uuid.ts";

/** Something that was done to a person, a team, a branch or a legal entity. */
export interface Activity {
  readonly at: Instant;
  /** Absent: whoever works on the machine itself. */
  readonly actorPersonId?: string;
  /** Which side did it; absent in lines from before it was kept. */
  readonly party?: NonNullable<Schema["activity"]["by_party"]>;
  /** Under which power: roles, or how a customer came in. */
  readonly power?: string;
  /** The command, `grant-role`. */
  readonly verb: string;
  readonly subjectKind: Schema["activity"]["subject_kind"];
  readonly subjectId: string;
  /** What changed, JSON; without personal data that is sealed elsewhere. */
  readonly detail: Readonly<Record<string, unknown>>;
}
/** In the transaction that does what it tells; from where and under which power is what the transaction knows of who works in it. */
export const addActivities = async (
  tx: Tx,
  activities: readonly Omit<Activity, "party" | "power">[],
): Promise<void> => {
  for (let from = 0; from < activities.length; from += A_STATEMENT)
    await addSome(tx, activities.slice(from, from + A_STATEMENT));
};
const A_STATEMENT = 1000;
const addSome = async (tx: Tx, activities: readonly Omit<Activity, "party" | "power">[]): Promise<void> => {
  const rows = activities.map((one) => ({
    company_id: tx.companyId,
    activity_id: newUuid(),
    at: instantParameter(one.at),
    actor_person_id: one.actorPersonId ?? null,
    verb: one.verb,
    subject_kind: one.subjectKind,
    subject_id: one.subjectId,
    detail: JSON.stringify(one.detail),
    by_party: tx.by?.party ?? null,
    method: tx.by?.method ?? null,
    came_from: tx.by?.from ?? null,
    power: tx.by?.power ?? null,
    clock_offset_seconds: tx.by?.clockOffsetSeconds ?? null,
  }));
  await tx.change(statements.insertInto("activity").values(rows));
};
/** What was done to one of them, or to all of some kinds, the latest first; that somebody looked (`read-`) changed nothing. */
export const listActivities = async (
  tx: Tx,
  of: { readonly subjectId: string | readonly string[] } | { readonly kinds: readonly Activity["subjectKind"][] },
  limit = 200,
): Promise<Activity[]> => {
  const all = statements
    .selectFrom("activity")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("verb", "not like", "read-%");
  const query =
    "subjectId" in of
      ? all.where("subject_id", "in", [of.subjectId].flat())
      : all.where("subject_kind", "in", [...of.kinds]);
  const rows = await tx.rows(query.orderBy("at", "desc").orderBy("activity_id", "desc").limit(limit));
  return rows.map((row) => ({
    at: row.at,
    ...(row.actor_person_id === null ? {} : { actorPersonId: row.actor_person_id }),
    ...(row.by_party === null ? {} : { party: row.by_party }),
    ...(row.power === null ? {} : { power: row.power }),
    verb: row.verb,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    detail: row.detail as Record<string, unknown>,
  }));
};
