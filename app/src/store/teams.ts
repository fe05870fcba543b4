import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import type { Named } from "./organisation.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** Agents who serve together. */
export interface Team {
  readonly teamId: string;
  readonly code: string;
  readonly name: Named;
  /** First day without it. */
  readonly closedOn?: string;
}
export interface TeamMember {
  readonly personId: string;
  readonly isLead: boolean;
  /** Of what the team earns, `{numerator: 1, denominator: 3}`. */
  readonly share: { readonly numerator: number; readonly denominator: number };
}
/** Who a team is from a day until the next composition; of two for one day the one recorded last. */
export interface TeamComposition {
  readonly teamCompositionId: string;
  readonly teamId: string;
  readonly fromOn: string;
  readonly recordedAt: Instant;
  readonly members: readonly TeamMember[];
}
const columnsOf = ({ code, name, closedOn }: Omit<Team, "teamId">) => ({
  code,
  name_zh: name.zh,
  name_en: name.en,
  closed_on: closedOn ?? null,
});
/** Refusal: `already_there`. */
export const addTeams = async (tx: Tx, teams: readonly Team[]): Promise<void> => {
  const rows = teams.map((team) => ({ company_id: tx.companyId, team_id: team.teamId, ...columnsOf(team) }));
  if (rows.length > 0) await tx.change(statements.insertInto("team").values(rows));
};
export const updateTeam = async (tx: Tx, team: Team): Promise<void> => {
  await tx.change(
    statements
      .updateTable("team")
      .set(columnsOf(team))
      .where("company_id", "=", tx.company)
      .where("team_id", "=", team.teamId),
  );
};
/** By code. */
export const listTeams = async (tx: Tx): Promise<Team[]> => {
  const query = statements.selectFrom("team").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("code"))).map(teamOf);
};
/** Locked until the transaction ends; undefined where there is none. */
export const lockTeam = async (tx: Tx, code: string): Promise<Team | undefined> => {
  const query = statements.selectFrom("team").selectAll().where("company_id", "=", tx.company);
  const [row] = await tx.rows(query.where("code", "=", code).forUpdate());
  return row === undefined ? undefined : teamOf(row);
};
const teamOf = (row: {
  team_id: string;
  code: string;
  name_zh: string;
  name_en: string;
  closed_on: string | null;
}): Team => ({
  teamId: row.team_id,
  code: row.code,
  name: { zh: row.name_zh, en: row.name_en },
  ...(row.closed_on === null ? {} : { closedOn: row.closed_on }),
});

/** Refusals: `already_there`, `named_thing_missing`. */
export const addTeamComposition = async (tx: Tx, composition: TeamComposition): Promise<void> => {
  const { teamCompositionId: id, teamId, fromOn, recordedAt, members } = composition;
  const own = { company_id: tx.companyId, team_composition_id: id };
  await tx.change(
    statements
      .insertInto("team_composition")
      .values({ ...own, team_id: teamId, from_on: fromOn, recorded_at: instantParameter(recordedAt) }),
  );
  const rows = members.map(({ personId, isLead, share }) => ({
    ...own,
    person_id: personId,
    is_lead: isLead,
    share_numerator: share.numerator,
    share_denominator: share.denominator,
  }));
  await tx.change(statements.insertInto("team_member").values(rows));
};
/** Of one team or of all, the earliest day first and of one day the one recorded last at the end; corrected ones too. */
export const listTeamCompositions = async (tx: Tx, teamId?: string): Promise<TeamComposition[]> => {
  const all = statements
    .selectFrom("team_composition as c")
    .innerJoin("team_member as m", (join) =>
      join.onRef("m.company_id", "=", "c.company_id").onRef("m.team_composition_id", "=", "c.team_composition_id"),
    )
    .selectAll()
    .where("c.company_id", "=", tx.company);
  const query = teamId === undefined ? all : all.where("c.team_id", "=", teamId);
  const rows = await tx.rows(
    query.orderBy("c.from_on").orderBy("c.recorded_at").orderBy("m.is_lead", "desc").orderBy("m.person_id"),
  );
  const compositions = new Map<string, TeamComposition & { readonly members: TeamMember[] }>();
  for (const row of rows) {
    const id = row.team_composition_id;
    const kept = compositions.get(id) ?? {
      teamCompositionId: id,
      teamId: row.team_id,
      fromOn: row.from_on,
      recordedAt: row.recorded_at,
      members: [],
    };
    kept.members.push({
      personId: row.person_id,
      isLead: row.is_lead,
      share: { numerator: row.share_numerator, denominator: row.share_denominator },
    });
    compositions.set(id, kept);
  }
  return [...compositions.values()];
};

/** A team to which somebody belongs. */
export interface TeamMembership {
  readonly teamId: string;
  readonly isLead: boolean;
}
/**
 * To which teams somebody belongs on a day; whoever belonged to one to the end belongs to it after that too, for its contracts have things left to settle.
 * @param day `2026-07-01`
 */
export const listMembershipsOn = async (
  tx: Tx,
  personId: string,
  day: string,
): Promise<(TeamMembership & { readonly closed: boolean })[]> => {
  const rows = await tx.sql<{ team_id: string; is_lead: boolean; closed: boolean }>(
    `select c.team_id, m.is_lead, coalesce(t.closed_on <= $3::date, false) as closed
       from fealty.team_member m
       join fealty.team_composition c on c.company_id = m.company_id and c.team_composition_id = m.team_composition_id
       join fealty.team t on t.company_id = c.company_id and t.team_id = c.team_id
      where m.company_id = $1 and m.person_id = $2 and c.from_on <= $3::date
        and not exists (
          select 1 from fealty.team_composition n
           where n.company_id = $1 and n.team_id = c.team_id and n.from_on <= $3::date
             and (n.from_on, n.recorded_at) > (c.from_on, c.recorded_at))
      order by c.team_id`,
    [tx.companyId, personId, day],
  );
  return rows.map((row) => ({ teamId: row.team_id, isLead: row.is_lead, closed: row.closed }));
};
/** To which teams somebody belonged at any time; a composition that was corrected for its whole time made nobody a member. */
export const listTeamsEverOf = async (tx: Tx, personId: string): Promise<string[]> => {
  const rows = await tx.sql<{ team_id: string }>(
    `select distinct c.team_id
       from fealty.team_member m
       join fealty.team_composition c on c.company_id = m.company_id and c.team_composition_id = m.team_composition_id
      where m.company_id = $1 and m.person_id = $2
        and not exists (
          select 1 from fealty.team_composition n
           where n.company_id = $1 and n.team_id = c.team_id and n.from_on = c.from_on and n.recorded_at > c.recorded_at)
      order by c.team_id`,
    [tx.companyId, personId],
  );
  return rows.map((row) => row.team_id);
};
/**
 * Contracts of teams are held by whoever leads the team on the day; where somebody else leads it now, that one holds them from here on.
 * @returns how many contracts changed hands
 */
export const settleTeamLeads = async (tx: Tx, day: string): Promise<number> => {
  const rows = await tx.sql<{ contract_id: string }>(
    `update fealty.contract k set agent_person_id = l.person_id
       from (select distinct on (c.team_id) c.team_id, m.person_id
               from fealty.team_composition c
               join fealty.team_member m on m.company_id = c.company_id and m.team_composition_id = c.team_composition_id and m.is_lead
              where c.company_id = $1 and c.from_on <= $2::date
              order by c.team_id, c.from_on desc, c.recorded_at desc) l
      where k.company_id = $1 and k.agent_team_id = l.team_id and k.agent_person_id is distinct from l.person_id
      returning k.contract_id`,
    [tx.companyId, day],
  );
  return rows.length;
};

/** Whom an agent appointed under it, and on what ground that binds the company (CC 169, 923). */
export interface SubAgency {
  readonly subAgencyId: string;
  readonly agentPersonId: string;
  readonly subAgentPersonId: string;
  readonly ground: "consent" | "ratified" | "emergency";
  /** Number of the consent, or what the emergency was. */
  readonly groundsText: string;
  /** Absent for an emergency. */
  readonly consentedOn?: string;
  readonly fromOn: string;
  readonly beforeOn?: string;
}
/** Refusal: `named_thing_missing`. */
export const addSubAgencies = async (tx: Tx, given: readonly SubAgency[]): Promise<void> => {
  const rows = given.map((one) => ({
    company_id: tx.companyId,
    sub_agency_id: one.subAgencyId,
    agent_person_id: one.agentPersonId,
    sub_agent_person_id: one.subAgentPersonId,
    ground: one.ground,
    grounds_text: one.groundsText,
    consented_on: one.consentedOn ?? null,
    from_on: one.fromOn,
    before_on: one.beforeOn ?? null,
  }));
  if (rows.length > 0) await tx.change(statements.insertInto("sub_agency").values(rows));
};
export const endSubAgency = async (tx: Tx, subAgencyId: string, beforeOn: string): Promise<void> => {
  await tx.change(
    statements
      .updateTable("sub_agency")
      .set({ before_on: beforeOn })
      .where("company_id", "=", tx.company)
      .where("sub_agency_id", "=", subAgencyId),
  );
};
/** The earliest first. */
export const listSubAgencies = async (tx: Tx): Promise<SubAgency[]> => {
  const query = statements.selectFrom("sub_agency").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("from_on").orderBy("sub_agency_id"))).map((row) => ({
    subAgencyId: row.sub_agency_id,
    agentPersonId: row.agent_person_id,
    subAgentPersonId: row.sub_agent_person_id,
    ground: row.ground,
    groundsText: row.grounds_text,
    ...(row.consented_on === null ? {} : { consentedOn: row.consented_on }),
    fromOn: row.from_on,
    ...(row.before_on === null ? {} : { beforeOn: row.before_on }),
  }));
};
