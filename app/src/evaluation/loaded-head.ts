// Clauses: C1.1
import type { Contract, Member, PartyDetails } from "@fealty/engine/contract/model.ts";
import { dayText } from "@fealty/engine/values/date.ts";
import { inLanguage } from "@fealty/engine/values/text.ts";
import type { ContractHead } from "../store/contracts.ts";

/** What a contract's files say of its head; the ids are the house's. */
export type LoadedHead = Omit<
  ContractHead,
  "contractId" | "agentPersonId" | "agentTeamId" | "intermediaryPersonId" | "intermediaryFirmId"
> & {
  readonly agentIsTeam: boolean;
  /** Whatever the files call the parties by: the name first, then members, representative, codes. */
  readonly calledBy: Readonly<Record<"agent" | "intermediary", readonly string[]>>;
  /** The agent's members, where a plan asks whoever sells for a licence (law-A10); absent where none does. */
  readonly licensed?: readonly Pick<Member, "id" | "name">[];
};
const calledBy = (party: PartyDetails | undefined): string[] =>
  party ? [party.name, ...party.members.flatMap(({ id, name }) => [id, name]), ...Object.values(party.details)] : [];
export const loadedHead = (contract: Contract): LoadedHead => {
  const { company, agent, intermediary } = contract.parties;
  return {
    number: contract.number,
    title: { zh: inLanguage(contract.title, "zh"), en: inLanguage(contract.title, "en") },
    mode: contract.mode,
    status: contract.status === "draft" ? "draft" : "in_force",
    term: { from: dayText(contract.term.from), until: dayText(contract.term.until) },
    companyName: company?.name ?? "",
    agentName: agent?.name ?? "",
    agentIsTeam: agent?.kind === "team",
    ...(intermediary ? { intermediaryName: intermediary.name } : {}),
    ...(asksForLicence(contract) ? { licensed: (agent?.members ?? []).map(({ id, name }) => ({ id, name })) } : {}),
    calledBy: { agent: calledBy(agent), intermediary: calledBy(intermediary) },
  };
};
const asksForLicence = ({ versions }: Contract): boolean =>
  versions.some(({ rules }) =>
    [...rules.values()].some(
      (rule) => rule.kind === "entitlement" && rule.grant.kind === "plan" && rule.grant.plan.licence !== undefined,
    ),
  );
