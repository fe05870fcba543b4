// Clauses: C1.2
import { lockOrganisation } from "../store/organisation.ts";
import { listPeople, listRoleHoldings, peopleByCode } from "../store/people.ts";
import { addSubAgencies, endSubAgency as endInStore, listSubAgencies } from "../store/teams.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { contains, overlap } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

export interface SubAgentGiven extends Keyed {
  /** Codes of the agent and of the one who is appointed. */
  readonly agent: string;
  readonly subAgent: string;
  readonly ground: "consent" | "ratified" | "emergency";
  /** Number of the consent, or what the emergency was. */
  readonly groundsText: string;
  /** For consent and ratification. */
  readonly consentedOn?: string | undefined;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}
/**
 * An agent passes work on to a sub-agent. Without the company's consent or ratification the agent answers for what the sub-agent does, but
 * in an emergency (CC 169, 923): so the ground is written down, and consent comes before the first day.
 * Refusals: `not_for_this_party`, `form_refused`, `key_reused`.
 */
export const appointSubAgent = (
  house: House,
  caller: Caller,
  given: SubAgentGiven,
): Promise<{ readonly subAgencyId: string }> =>
  doOnce(house, caller, "appoint-sub-agent", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const people = peopleByCode(await listPeople(tx));
    const [agent, subAgent] = [people.get(given.agent), people.get(given.subAgent)];
    const faults = new FormFaults();
    for (const [field, code] of [
      ["agent", given.agent],
      ["subAgent", given.subAgent],
    ] as const)
      if (!people.has(code)) faults.nobody(field, code);
    if (given.agent === given.subAgent || (agent !== undefined && agent === subAgent))
      faults.add("subAgent", "代理人不能转委托给自己。", "An agent appoints somebody else.");
    faults.span("", given.fromOn, given.beforeOn);
    const groundsText = faults.text("groundsText", given.groundsText, 500);
    const { ground, consentedOn, fromOn, beforeOn } = given;
    if (ground === "emergency" && consentedOn !== undefined)
      faults.add("consentedOn", "紧急情况不需要同意的日期。", "An emergency has no day of consent.");
    if (ground !== "emergency" && consentedOn === undefined)
      faults.add(
        "consentedOn",
        "请写明甲方哪一天同意或追认（民法典第一百六十九条）。",
        "Say on which day the company consented or ratified (CC 169).",
      );
    if (consentedOn !== undefined) faults.day("consentedOn", consentedOn);
    if (ground === "consent" && consentedOn !== undefined && consentedOn > fromOn)
      faults.add(
        "consentedOn",
        "同意晚于开始日，应按追认登记。",
        "Consent after the first day is ratification; record it as that.",
      );
    const span = { fromOn, ...(beforeOn === undefined ? {} : { beforeOn }) };
    const holdings = await listRoleHoldings(tx);
    if (
      agent &&
      !holdings.some((one) => one.personId === agent.personId && one.role === "agent" && contains(one, span))
    )
      faults.add(
        "fromOn",
        `${agent.name}在这段时间并不一直是代理人。`,
        `${agent.name} is not an agent for all of that time.`,
      );
    const clash = (await listSubAgencies(tx)).find(
      (one) =>
        one.agentPersonId === agent?.personId && one.subAgentPersonId === subAgent?.personId && overlap(one, span),
    );
    if (clash)
      faults.add("fromOn", "这段时间已经登记过这名复代理人。", "This sub-agent is recorded for that time already.");
    faults.refuse();
    const subAgencyId = newUuid();
    await addSubAgencies(tx, [
      {
        subAgencyId,
        agentPersonId: agent!.personId,
        subAgentPersonId: subAgent!.personId,
        ground,
        groundsText,
        ...(consentedOn === undefined ? {} : { consentedOn }),
        ...span,
      },
    ]);
    for (const person of [agent!, subAgent!])
      await tell({
        subjectKind: "person",
        subjectId: person.personId,
        detail: {
          after: { agent: given.agent, subAgent: given.subAgent, ground, groundsText, consentedOn, fromOn, beforeOn },
        },
      });
    return { subAgencyId };
  });

export interface EndedSubAgency extends Keyed {
  readonly subAgencyId: string;
  /** First day without it. */
  readonly beforeOn: string;
}
/** Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`. */
export const endSubAgency = (
  house: House,
  caller: Caller,
  given: EndedSubAgency,
): Promise<{ readonly beforeOn: string }> =>
  doOnce(house, caller, "end-sub-agency", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const known = (await listSubAgencies(tx)).find(({ subAgencyId }) => subAgencyId === given.subAgencyId);
    if (!known) throw noSuchThing("sub_agency", given.subAgencyId);
    const faults = new FormFaults();
    faults.span("", known.fromOn, given.beforeOn, true);
    faults.refuse();
    await endInStore(tx, known.subAgencyId, given.beforeOn);
    for (const personId of [known.agentPersonId, known.subAgentPersonId])
      await tell({
        subjectKind: "person",
        subjectId: personId,
        detail: { before: { beforeOn: known.beforeOn }, after: { beforeOn: given.beforeOn } },
      });
    return { beforeOn: given.beforeOn };
  });
