import { COMPANY, INTERMEDIARY } from "./company.ts";
import type { Agent, Team } from "./people-model.ts";

/** Somebody of the company beside its agents. All are made up. */
export interface Staff {
  readonly code: string;
  readonly name: string;
  readonly role:
    | "owner"
    | "operations"
    | "legal"
    | "finance"
    | "finance_approver"
    | "trainer"
    | "quality"
    | "service"
    | "data_protection"
    | "auditor"
    | "intermediary";
  /** Id of the branch; absent: the whole company. */
  readonly branch?: string;
}
/** Who acts for the intermediary of the contracts that one leads. */
export const COORDINATOR = "Z01";
export const STAFF: readonly Staff[] = [
  { code: "S01", name: COMPANY.representative, role: "owner" },
  { code: "S02", name: "方晓岚", role: "operations" },
  { code: "S03", name: "罗启航", role: "operations", branch: "hangzhou" },
  { code: "S04", name: "邱若兰", role: "operations", branch: "chengdu" },
  { code: "S05", name: "单志远", role: "operations", branch: "qingdao" },
  { code: "S06", name: "顾明哲", role: "legal" },
  { code: "S07", name: "曾玉洁", role: "finance" },
  { code: "S08", name: "欧阳谨", role: "finance_approver" },
  { code: "S09", name: "乐思齐", role: "trainer" },
  { code: "S10", name: "任𠮷安", role: "quality" },
  { code: "S11", name: "仇雅静", role: "service" },
  { code: "S12", name: "钟䶮", role: "data_protection" },
  { code: "S13", name: "章慎行", role: "auditor" },
  { code: COORDINATOR, name: INTERMEDIARY.representative, role: "intermediary" },
];
/** The company's legal person; number and account are of no real one. */
export const LEGAL_ENTITY = {
  code: "HX",
  nameEn: COMPANY.name_en,
  creditCode: "91330102MA2HX018D8",
  bankName: "杭州联合示例银行望江支行",
  bankAccount: "3300160000001880188",
} as const;

/** Who a team is from a day on: the members then under contract, the lead first, in equal parts. */
export interface TeamTime {
  readonly fromOn: string;
  readonly lead: string;
  readonly members: readonly string[];
}
/** A composition for each day on which somebody joins or leaves; the longest-serving stands in for a lead who has left. */
export const teamTimes = (team: Team, agents: readonly Agent[]): readonly TeamTime[] => {
  const own = agents.filter((agent) => agent.team === team.id);
  const days = [...new Set(own.flatMap(({ joined, left }) => [joined, ...(left ? [left.day] : [])]))].sort();
  return days.flatMap((fromOn) => {
    const there = own.filter(({ joined, left }) => joined <= fromOn && (left === undefined || fromOn < left.day));
    const [first] = there;
    if (!first) return [];
    const lead = there.some(({ id }) => id === team.lead) ? team.lead : first.id;
    return [{ fromOn, lead, members: there.map(({ id }) => id) }];
  });
};
