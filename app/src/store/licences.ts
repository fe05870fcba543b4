// Clauses: C6.2
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type LicenceKind, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export { LICENCE_KINDS, type LicenceKind } from "./schema.ts";

/** What is known of a licence. Days are half-open, of the company's zone. */
export interface LicenceContent {
  /** Of the registration. */
  readonly number: string;
  readonly kind: LicenceKind;
  /** The insurer, or the agency or broker, under which it is registered. */
  readonly insurer: string;
  readonly fromOn: string;
  /** First day without it; absent: until further notice. */
  readonly beforeOn?: string;
}
export interface LicenceVersion extends LicenceContent {
  readonly licenceId: string;
  readonly version: number;
  readonly personId: string;
  /** It was recorded by mistake: it never held. */
  readonly takenBack: boolean;
  /** Why it was changed; empty for the first. */
  readonly reason: string;
  /** Absent: the machine itself. */
  readonly recordedBy?: string;
  readonly recordedAt: Instant;
}
const A_STATEMENT = 1000;
/** Refusals: `already_there` where another wrote this version, `named_thing_missing`. */
export const addLicenceVersions = async (tx: Tx, all: readonly LicenceVersion[]): Promise<void> => {
  for (let from = 0; from < all.length; from += A_STATEMENT) {
    const rows = all.slice(from, from + A_STATEMENT).map((one) => ({
      company_id: tx.companyId,
      licence_id: one.licenceId,
      version: one.version,
      person_id: one.personId,
      number: one.number,
      kind: one.kind,
      insurer: one.insurer,
      from_on: one.fromOn,
      before_on: one.beforeOn ?? null,
      taken_back: one.takenBack,
      reason: one.reason,
      recorded_by_person_id: one.recordedBy ?? null,
      recorded_at: instantParameter(one.recordedAt),
    }));
    await tx.change(statements.insertInto("licence").values(rows));
  }
};
/** All versions, of one person or of all: by licence, the latest version first. */
export const listLicenceVersions = async (tx: Tx, personId?: string): Promise<LicenceVersion[]> => {
  const all = statements.selectFrom("licence").selectAll().where("company_id", "=", tx.company);
  const query = personId === undefined ? all : all.where("person_id", "=", personId);
  const rows = await tx.rows(query.orderBy("licence_id").orderBy("version", "desc"));
  return rows.map((row) => ({
    licenceId: row.licence_id,
    version: row.version,
    personId: row.person_id,
    number: row.number,
    kind: row.kind,
    insurer: row.insurer,
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
    takenBack: row.taken_back,
    reason: row.reason,
    ...(row.recorded_by_person_id === null ? {} : { recordedBy: row.recorded_by_person_id }),
    recordedAt: row.recorded_at,
  }));
};
/** The latest version of each, those taken back among them. */
export const listLicences = async (tx: Tx, personId?: string): Promise<LicenceVersion[]> => {
  const seen = new Set<string>();
  return (await listLicenceVersions(tx, personId)).filter(({ licenceId }) => {
    if (seen.has(licenceId)) return false;
    seen.add(licenceId);
    return true;
  });
};
/** What lists need of a contract whose plan asks whoever sells for a licence (law-A10). Days as `2026-07-01`. */
export interface DerivedLicensing {
  /** Who has to hold one; nobody: the agent itself. `until` is the last day. */
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly from?: string;
    readonly until?: string;
  }[];
  /** Licences that the contract's own facts have, beside those that the register told it. */
  readonly filed: readonly {
    readonly licence: string;
    readonly member?: string;
    readonly insurer?: string;
    readonly fromOn: string;
    readonly beforeOn?: string;
  }[];
  /** Sales that are held, by who lacks the licence; without a member the agent itself. A sale stands under each who lacks one. */
  readonly held: readonly {
    readonly member?: string;
    readonly sales: number;
    readonly firstOn: string;
    readonly lastOn: string;
  }[];
}
/** A contract with a plan that asks whoever sells for a licence. */
export interface LicensedContract extends DerivedLicensing {
  readonly contractId: string;
  readonly number: string;
  readonly status: "draft" | "in_force" | "ended";
  readonly agentName: string;
  readonly agentPersonId?: string;
  readonly agentTeamId?: string;
}
/** By number, as far as the caller sees them. */
export const listLicensedContracts = async (tx: Tx): Promise<LicensedContract[]> => {
  const rows = await tx.sql<{
    contract_id: string;
    number: string;
    status: LicensedContract["status"];
    agent_name: string;
    agent_person_id: string | null;
    agent_team_id: string | null;
    licensing: DerivedLicensing;
  }>(
    `select c.contract_id, c.number, c.status, c.agent_name, c.agent_person_id, c.agent_team_id, s.licensing
       from fealty.contract c
       join fealty.contract_state s on s.company_id = c.company_id and s.contract_id = c.contract_id
      where c.company_id = $1 and s.licensing @> '{"members": []}'
      order by c.number`,
    [tx.companyId],
  );
  return rows.map(
    ({ contract_id: contractId, agent_name: agentName, agent_person_id, agent_team_id, licensing, ...row }) => ({
      ...licensing,
      ...row,
      contractId,
      agentName,
      ...(agent_person_id === null ? {} : { agentPersonId: agent_person_id }),
      ...(agent_team_id === null ? {} : { agentTeamId: agent_team_id }),
    }),
  );
};
/**
 * Numbers of contracts that may ask one of these people for a licence, in the one order in which contracts are locked: as its agent, as a member by
 * the code, and whatever was not computed since that is kept.
 */
export const contractsMaybeAsking = async (
  tx: Tx,
  people: readonly { readonly personId: string; readonly code: string }[],
): Promise<string[]> => {
  const rows = await tx.sql<{ number: string }>(
    `select c.number
       from fealty.contract c
       left join fealty.contract_state s on s.company_id = c.company_id and s.contract_id = c.contract_id
      where c.company_id = $1
        and (s.licensing is null
          or s.licensing @> '{"members": []}'
            and (c.agent_person_id = any($2::uuid[])
              or exists (select 1 from jsonb_array_elements(s.licensing -> 'members') m where m ->> 'id' = any($3::text[]))))
      order by c.number collate "C"`,
    [tx.companyId, people.map(({ personId }) => personId), people.map(({ code }) => code)],
  );
  return rows.map(({ number }) => number);
};
