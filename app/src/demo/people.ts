import { dateText, dayNumber } from "./days.ts";
import { personNames } from "./names.ts";
import type { Agent, Branch, Departure, Grade, SubAgent, Team } from "./people-model.ts";
import type { Chance } from "./random.ts";
import type { Span } from "./span.ts";

export const BRANCHES: readonly Branch[] = [
  {
    id: "hangzhou",
    zh: "杭州分公司",
    en: "Hangzhou branch",
    city: "杭州",
    province: { zh: "浙江省", en: "Zhejiang Province" },
    address: "浙江省杭州市滨江区江南大道1600号",
  },
  {
    id: "chengdu",
    zh: "成都分公司",
    en: "Chengdu branch",
    city: "成都",
    province: { zh: "四川省", en: "Sichuan Province" },
    address: "四川省成都市锦江区春熙路20号",
  },
  {
    id: "qingdao",
    zh: "青岛分公司",
    en: "Qingdao branch",
    city: "青岛",
    province: { zh: "山东省", en: "Shandong Province" },
    address: "山东省青岛市市南区香港中路36号",
  },
];
const grades = (lead: number, senior: number, middle: number, trainee: number): Grade[] => [
  ...Array<Grade>(lead).fill("lead"),
  ...Array<Grade>(senior).fill("senior"),
  ...Array<Grade>(middle).fill("middle"),
  ...Array<Grade>(trainee).fill("trainee"),
];
/** Teams with their branch and who is in them. */
const TEAMS = {
  full: ["hangzhou", "hangzhou", "chengdu", "chengdu", "qingdao", "qingdao"].map(
    (branch) => [branch, grades(1, 4, 8, 7)] as const,
  ),
  small: [
    ["hangzhou", grades(1, 1, 2, 1)],
    ["chengdu", grades(1, 1, 1, 1)],
    ["qingdao", grades(1, 0, 1, 1)],
  ] as const,
};
/** First days of quarters on which agents join, and how agents leave. */
const JOINING = {
  full: [
    "2025-01-01",
    "2025-01-01",
    "2025-04-01",
    "2025-04-01",
    "2025-04-01",
    "2025-07-01",
    "2025-07-01",
    "2025-10-01",
    "2026-01-01",
    "2026-01-01",
    "2026-04-01",
    "2026-04-01",
  ],
  small: ["2026-07-01"],
};
const LEAVING: Readonly<Record<Span["size"], readonly Departure[]>> = {
  full: [
    { day: "2025-06-01", ground: "at_will_933" },
    { day: "2025-09-01", ground: "mutual" },
    { day: "2025-11-15", ground: "at_will_933" },
    { day: "2026-01-20", ground: "at_will_933" },
    { day: "2026-03-16", ground: "mutual" },
    { day: "2026-05-01", ground: "at_will_933" },
    { day: "2026-07-16", ground: "at_will_933" },
    { day: "2026-08-20", ground: "mutual" },
    { day: "2026-04-13", ground: "death" },
  ],
  small: [{ day: "2026-08-20", ground: "at_will_933" }],
};
/** The three contracts that are told in full: who, in which branch, of which grade, led by whom. */
export const TOURS = [
  { branch: "hangzhou", grade: "middle", name: "李晓", mode: "company_led" },
  { branch: "chengdu", grade: "senior", name: "王敏", mode: "intermediary_led" },
  { branch: "qingdao", grade: "lead", name: "陈海", mode: "agent_led" },
] as const;
const SUB_AGENTS = ["孙悦", "赵宁"];

export interface People {
  readonly branches: readonly Branch[];
  readonly teams: readonly Team[];
  readonly agents: readonly Agent[];
  readonly subAgents: readonly SubAgent[];
}
export const makePeople = (chance: Chance, span: Span): People => {
  const taken: readonly string[] = [...TOURS.map(({ name }) => name), ...SUB_AGENTS];
  const names = personNames(chance.under("names")).filter((name) => !taken.includes(name));
  const first = dateText(span.from);
  const agents: Agent[] = [];
  const tours = new Set<string>();
  const teams = TEAMS[span.size].map(([branch, members], team): Team => {
    const id = `T${team + 1}`;
    const lead = `A${String(agents.length + 1).padStart(3, "0")}`;
    for (const grade of members) {
      const number = String(agents.length + 1).padStart(3, "0");
      const tour = TOURS.find((one) => one.branch === branch && one.grade === grade && !tours.has(one.name));
      if (tour) tours.add(tour.name);
      agents.push({
        id: `A${number}`,
        contract: `HX-YS-${number}`,
        name: tour?.name ?? names[agents.length]!,
        grade,
        team: id,
        branch,
        mode: tour?.mode ?? "company_led",
        joined: first,
        tour: tour !== undefined,
      });
    }
    const { zh, en } = BRANCHES.find((one) => one.id === branch)!;
    return {
      id,
      zh: `${zh}第${["一", "二", "三", "四", "五", "六"][team]}团队`,
      en: `${en}, team ${team + 1}`,
      branch,
      lead,
    };
  });
  const changing = (grades: readonly Grade[], stream: string): string[] =>
    chance
      .under(stream)
      .shuffled(agents.filter(({ grade, tour }) => !tour && grades.includes(grade)).map(({ id }) => id));
  const joiners = new Map(changing(["trainee"], "joiners").map((id, i) => [id, JOINING[span.size][i]] as const));
  const leavers = changing(["middle", "trainee"], "leavers").filter((id) => joiners.get(id) === undefined);
  const departures = new Map(LEAVING[span.size].map((departure, i) => [leavers[i]!, departure] as const));
  const settled = agents.map((agent): Agent => {
    const left = departures.get(agent.id);
    return { ...agent, joined: joiners.get(agent.id) ?? first, ...(left && { left }) };
  });
  const principal = settled.find(({ mode }) => mode === "agent_led")!.id;
  const subAgents = SUB_AGENTS.map((name, i) => ({
    id: `S${i + 1}`,
    name,
    agent: principal,
    consent: `ZWT-${i + 1}`,
    consentedOn: dateText(dayNumber(first) - 3),
  }));
  return { branches: BRANCHES, teams, agents: settled, subAgents };
};
