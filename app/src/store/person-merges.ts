// Clauses: C1.2, C2.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** What went from one entry to the other, by the ids of its rows: what is put back is this and nothing else. */
export interface MovedThings {
  readonly roles: readonly string[];
  /** Roles of others who stand in for the person. */
  readonly deputies: readonly string[];
  readonly agentContracts: readonly string[];
  readonly intermediaryContracts: readonly string[];
  /** Sub-agencies in which the person appointed, and in which it was appointed. */
  readonly appointed: readonly string[];
  readonly appointedAs: readonly string[];
  readonly apiKeys: readonly string[];
  /** Days for which the person coordinates for a firm; merges from before there were firms have none. */
  readonly coordinations?: readonly string[];
  readonly login?: { readonly userId: string; readonly since: number };
  /** Compositions of teams that were corrected: which one, and the one that stands in its place. */
  readonly compositions: readonly { readonly before: string; readonly after: string }[];
}
/** That two entries are one person. */
export interface PersonMerge {
  readonly personMergeId: string;
  readonly personId: string;
  readonly intoPersonId: string;
  readonly reason: string;
  readonly moved: MovedThings;
  /** Absent: whoever works on the machine itself. */
  readonly by?: string | undefined;
  readonly at: Instant;
}
/** Keeps it, and lets the entry point to the other. Refusal: `already_there` where the entry is merged already. */
export const addPersonMerge = async (tx: Tx, one: PersonMerge): Promise<void> => {
  await tx.change(
    statements.insertInto("person_merge").values({
      company_id: tx.companyId,
      person_merge_id: one.personMergeId,
      person_id: one.personId,
      into_person_id: one.intoPersonId,
      reason: one.reason,
      moved: JSON.stringify(one.moved),
      merged_by_person_id: one.by ?? null,
      merged_at: instantParameter(one.at),
      separated_by_person_id: null,
      separated_at: null,
      separation_reason: null,
    }),
  );
  await pointTo(tx, one.personId, one.intoPersonId);
};
const pointTo = async (tx: Tx, personId: string, into: string | null): Promise<void> => {
  await tx.change(
    statements
      .updateTable("person")
      .set({ merged_into_person_id: into })
      .where("company_id", "=", tx.company)
      .where("person_id", "=", personId),
  );
};
/** The merge of an entry that holds, locked until the transaction ends. */
export const lockPersonMerge = async (tx: Tx, personId: string): Promise<PersonMerge | undefined> => {
  const query = statements
    .selectFrom("person_merge")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("person_id", "=", personId)
    .where("separated_at", "is", null);
  const [row] = await tx.rows(query.forUpdate());
  return (
    row && {
      personMergeId: row.person_merge_id,
      personId: row.person_id,
      intoPersonId: row.into_person_id,
      reason: row.reason,
      moved: row.moved as MovedThings,
      ...(row.merged_by_person_id === null ? {} : { by: row.merged_by_person_id }),
      at: row.merged_at,
    }
  );
};
/** Takes it back: the entry is one of its own again. */
export const endPersonMerge = async (
  tx: Tx,
  { personMergeId, personId }: Pick<PersonMerge, "personMergeId" | "personId">,
  { by, at, reason }: { readonly by: string | undefined; readonly at: Instant; readonly reason: string },
): Promise<void> => {
  await tx.change(
    statements
      .updateTable("person_merge")
      .set({ separated_by_person_id: by ?? null, separated_at: instantParameter(at), separation_reason: reason })
      .where("company_id", "=", tx.company)
      .where("person_merge_id", "=", personMergeId),
  );
  await pointTo(tx, personId, null);
};
/** Ids of what belongs to a person now and would go with it, all but teams and the login. */
export const belongingsOf = async (tx: Tx, personId: string): Promise<Omit<MovedThings, "compositions" | "login">> => {
  const ids = async (text: string): Promise<string[]> =>
    (await tx.sql<{ id: string }>(`${text} order by 1`, [tx.companyId, personId])).map(({ id }) => id);
  return {
    roles: await ids("select role_holding_id as id from fealty.role_holding where company_id = $1 and person_id = $2"),
    deputies: await ids(
      "select role_holding_id as id from fealty.role_holding where company_id = $1 and deputy_for_person_id = $2",
    ),
    // A team's contract is held by whoever leads it, and follows the team.
    agentContracts: await ids(
      "select contract_id as id from fealty.contract where company_id = $1 and agent_person_id = $2 and agent_team_id is null",
    ),
    intermediaryContracts: await ids(
      "select contract_id as id from fealty.contract where company_id = $1 and intermediary_person_id = $2",
    ),
    appointed: await ids(
      "select sub_agency_id as id from fealty.sub_agency where company_id = $1 and agent_person_id = $2",
    ),
    appointedAs: await ids(
      "select sub_agency_id as id from fealty.sub_agency where company_id = $1 and sub_agent_person_id = $2",
    ),
    apiKeys: await ids(
      "select api_key_id as id from fealty.api_key where company_id = $1 and held_by_person_id = $2 and ended_at is null",
    ),
    coordinations: await ids(
      "select firm_coordinator_id as id from fealty.firm_coordinator where company_id = $1 and person_id = $2",
    ),
  };
};
/** Column of each kind of thing that says whose it is. */
const PLACES = {
  roles: ["role_holding", "role_holding_id", "person_id"],
  deputies: ["role_holding", "role_holding_id", "deputy_for_person_id"],
  agentContracts: ["contract", "contract_id", "agent_person_id"],
  intermediaryContracts: ["contract", "contract_id", "intermediary_person_id"],
  appointed: ["sub_agency", "sub_agency_id", "agent_person_id"],
  appointedAs: ["sub_agency", "sub_agency_id", "sub_agent_person_id"],
  apiKeys: ["api_key", "api_key_id", "held_by_person_id"],
  coordinations: ["firm_coordinator", "firm_coordinator_id", "person_id"],
} as const satisfies Partial<Record<keyof MovedThings, readonly [string, string, string]>>;
/**
 * Gives things of one person to another. What somebody else has meanwhile is left as it is, and so is a key that has ended: nobody changes that any more.
 */
export const moveBelongings = async (
  tx: Tx,
  moved: Pick<MovedThings, keyof typeof PLACES>,
  from: string,
  to: string,
): Promise<void> => {
  for (const [kind, [table, id, column]] of Object.entries(PLACES)) {
    const ids = moved[kind as keyof typeof PLACES] ?? [];
    if (ids.length === 0) continue;
    const open = table === "api_key" ? " and ended_at is null" : "";
    await tx.sql(
      `update fealty.${table} set ${column} = $4 where company_id = $1 and ${id} = any($2::uuid[]) and ${column} = $3${open}`,
      [tx.companyId, ids, from, to],
    );
  }
};
/** What one of two prepared and the other approved, as people call it: letters by number, rules by code, resets by whom they were for. */
export const approvedBetween = async (tx: Tx, one: string, other: string): Promise<string[]> => {
  const rows = await tx.sql<{ name: string }>(
    `select l.number as name from fealty.authorisation_letter l
      where l.company_id = $1 and l.activated_by_person_id = any($2::uuid[]) and l.prepared_by_person_id = any($2::uuid[])
     union
     select v.code || ' v' || v.version from fealty.rule_version v
       join fealty.rule_publication p on p.company_id = v.company_id and p.rule_version_id = v.rule_version_id
      where v.company_id = $1 and v.prepared_by_person_id = any($2::uuid[]) and p.published_by_person_id = any($2::uuid[])
     union
     select coalesce(p.code, s.kind) from fealty.second_person s
       left join fealty.person p on p.company_id = s.company_id and p.person_id = s.subject_id
      where s.company_id = $1 and s.kind = 'reset_login' and s.prepared_by_person_id = any($2::uuid[]) and s.decided_by_person_id = any($2::uuid[])
     order by 1`,
    [tx.companyId, [one, other]],
  );
  return rows.map(({ name }) => name);
};
/** Whether a new way in for a person waits for a second one. */
export const awaitsReset = async (tx: Tx, personIds: readonly string[]): Promise<boolean> => {
  const rows = await tx.sql(
    `select 1 as one from fealty.second_person
      where company_id = $1 and subject_id = any($2::uuid[]) and kind = 'reset_login' and outcome is null limit 1`,
    [tx.companyId, personIds],
  );
  return rows.length > 0;
};
