import { COMPANY, INTERMEDIARY } from "./company.ts";
import { AUTHORITY, arbitrationDraft, cliffClause } from "./contract-texts.ts";
import type { AnswerKey } from "./key/model.ts";
import type { ContractFile, DemoDraft } from "./model.ts";
import { BRANCHES } from "./people.ts";
import type { Agent, SubAgent } from "./people-model.ts";
import { GRADE_PLANS } from "./plans.ts";
import type { Span } from "./span.ts";
import { yamlText } from "./yaml-text.ts";

/** The company's own form of the template, which every contract starts from. */
export const FORM_PATH = "contracts/hengxin.yaml";
export const mainPath = ({ contract }: Agent): string => `contracts/${contract}/contract.yaml`;

const money = (yuan: number): string => `${yuan}.00`;
/** The contract of one agent, as its own file. */
export const contractFile = (
  agent: Agent,
  subAgents: readonly SubAgent[],
  key: AnswerKey,
  span: Span,
): ContractFile => {
  const has = (kind: string): boolean => key.truths.some((one) => one.agent === agent.id && one.kind === kind);
  return {
    path: mainPath(agent),
    text: yamlText(`${agent.name}, ${agent.contract}.`, content(agent, subAgents, span, has)),
  };
};
const content = (
  agent: Agent,
  subAgents: readonly SubAgent[],
  span: Span,
  has: (kind: string) => boolean,
): Record<string, unknown> => {
  const plan = GRADE_PLANS[agent.grade];
  const branch = BRANCHES.find(({ id }) => id === agent.branch)!;
  return {
    fealty: 1,
    template: "../hengxin.yaml",
    number: agent.contract,
    mode: agent.mode,
    term: { from: agent.joined, until: span.termUntil },
    parties: {
      company: COMPANY,
      agent: agentParty(agent, subAgents),
      ...(agent.mode === "intermediary_led" && { intermediary: INTERMEDIARY }),
    },
    set: {
      authority_territory_zh: branch.province.zh,
      authority_territory_en: branch.province.en,
      authority_from: agent.joined,
      authority_until: span.termUntil,
      quota: money(plan.monthlyQuota),
      s2_quota_min: money((plan.monthlyQuota * 9) / 10),
      s2_quota_max: money((plan.monthlyQuota * 11) / 10),
      sales_target: money(plan.salesTarget),
      s1_sales_min: money((plan.salesTarget * 4) / 5),
      s1_sales_max: money((plan.salesTarget * 6) / 5),
      new_customer_target: plan.newCustomers,
      ...(has("excessive_damages") && { ld_amount: "2000.00" }),
      ...(agent.mode === "agent_led" && AUTHORITY.team),
      ...(has("cliff") && AUTHORITY.cliff),
    },
    ...(has("cliff") && { clauses: [cliffClause()] }),
  };
};
/** Ids of a team's members, its lead first; none for a single person. */
export const membersOf = ({ id, mode }: Agent, subAgents: readonly SubAgent[]): string[] =>
  mode === "agent_led"
    ? [id, ...subAgents.filter((one) => one.agent === id).map((one) => one.id)].map((one) => one.toLowerCase())
    : [];
/** Who signs: the agent, or the team that it leads. */
export const signerOf = ({ name, mode, branch }: Pick<Agent, "name" | "mode" | "branch">): string =>
  mode === "agent_led" ? `${BRANCHES.find(({ id }) => id === branch)!.city}海岸服务团队` : name;
const agentParty = (agent: Agent, subAgents: readonly SubAgent[]) => {
  const branch = BRANCHES.find(({ id }) => id === agent.branch)!;
  const own = subAgents.filter((one) => one.agent === agent.id);
  const number = agent.id.slice(1);
  return {
    name: signerOf(agent),
    kind: agent.mode === "agent_led" ? "team" : "person",
    ...(agent.mode === "agent_led" && {
      lead: agent.id.toLowerCase(),
      members: [
        { id: agent.id.toLowerCase(), name: agent.name, share: "60%" },
        ...own.map(({ id, name }) => ({ id: id.toLowerCase(), name, share: "20%" })),
      ],
    }),
    address: `${branch.address}${(Number(number) % 9) + 1}幢${number}室`,
    contact: agent.name,
    telephone: `0571-5550 1${number}`,
    e_mail: `a${number}@agent.example`,
  };
};
/** Texts that never came into force; each is a file beside the contract it belongs to. */
export const draftsOf = (
  key: AnswerKey,
  agents: readonly Agent[],
  span: Span,
  shared: readonly ContractFile[],
): DemoDraft[] =>
  key.truths.flatMap((truth) => {
    const id = truth.plan.draft;
    if (id === undefined) return [];
    const agent = agents.find((one) => one.id === truth.agent)!;
    const base = content(agent, [], span, () => false);
    const drafted =
      id === "amendment"
        ? {
            ...base,
            amendments: [
              { number: 1, effective: "2026-07-01", title: { zh: "适当提高奖励", en: "Rewards are raised suitably" } },
            ],
          }
        : { ...base, status: "draft", clauses: [arbitrationDraft()] };
    const main = `drafts/${id}/contract.yaml`;
    const file = {
      path: main,
      text: yamlText(`${truth.what.zh}`, { ...drafted, template: "../../contracts/hengxin.yaml" }),
    };
    return [{ id, of: agent.contract, main, files: [file, ...shared] }];
  });
