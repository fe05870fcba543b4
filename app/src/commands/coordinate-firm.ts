// Clauses: C1.1, C1.2
import { listContracts } from "../store/contracts.ts";
import {
  addCoordination,
  endCoordination,
  type IntermediaryFirm,
  listCoordinations,
  listFirms,
} from "../store/intermediary-firms.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { listPeople, listRoleHoldings, type Person, peopleByCode } from "../store/people.ts";
import { listTeamCompositions } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import type { Caller } from "./access.ts";
import { isAgentOf } from "./both-parties.ts";
import { companyDay, type DaySpan, overlap } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { firstUncovered, orphanedBy } from "./firm-days.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";

export interface CoordinatorGiven extends Keyed {
  /** The firm's code. */
  readonly firm: string;
  /** The person's code. */
  readonly person: string;
  readonly fromOn: string;
  /** First day without it; absent: until further notice. */
  readonly beforeOn?: string | undefined;
}
/**
 * Somebody who is an intermediary by role coordinates for a firm from a day on: sees its contracts and acts in them for it. Nobody who is the
 * agent of one of them does.
 * Refusals: `not_for_this_party`, `not_permitted`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const addCoordinator = (
  house: House,
  caller: Caller,
  given: CoordinatorGiven,
): Promise<{ readonly coordinationId: string }> =>
  doOnce(house, caller, "add-coordinator", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const firm = (await listFirms(tx)).find(({ code }) => code === given.firm);
    if (!firm) throw noSuchThing("firm", given.firm);
    const faults = new FormFaults();
    const { fromOn, beforeOn } = given;
    faults.span("", fromOn, beforeOn);
    const span: DaySpan = { fromOn, ...(beforeOn === undefined ? {} : { beforeOn }) };
    const person = peopleByCode(await listPeople(tx)).get(given.person);
    if (!person) faults.nobody("person", given.person);
    const { closedOn } = firm;
    if (closedOn !== undefined && (beforeOn === undefined || beforeOn > closedOn))
      faults.add(
        "beforeOn",
        `${firm.name.zh}自 ${closedOn} 起已撤销，协调须在此之前结束。`,
        `${firm.name.en || firm.name.zh} is closed from ${closedOn}; coordinating has to end by then.`,
      );
    // Days that are none were told above, and nothing can be counted by them.
    if (person && !faults.has("fromOn") && !faults.has("beforeOn")) await checkPerson(tx, firm, person, span, faults);
    faults.refuse();
    const coordinationId = newUuid();
    await addCoordination(tx, { coordinationId, firmId: firm.firmId, personId: person!.personId, ...span });
    await tell(...told(firm, person!, { after: span }));
    return { coordinationId };
  });
const checkPerson = async (
  tx: Tx,
  firm: IntermediaryFirm,
  { personId, name }: Person,
  span: DaySpan,
  faults: FormFaults,
): Promise<void> => {
  const roles = (await listRoleHoldings(tx, personId)).filter(({ role }) => role === "intermediary");
  const without = firstUncovered(roles, span);
  if (without !== undefined)
    faults.add(
      "person",
      `${name}在 ${without} 不是中介人。请先在其页面授予“中介人”职务，或改协调的起止日期。`,
      `${name} is no intermediary on ${without}. Give the role Intermediary on that person's page first, or change the days.`,
    );
  const clash = (await listCoordinations(tx, firm.firmId)).find(
    (one) => one.personId === personId && overlap(one, span),
  );
  if (clash)
    faults.add(
      "fromOn",
      `${name}自 ${clash.fromOn} 起已经是这家机构的协调人，请先结束原来的一项。`,
      `${name} coordinates for this firm from ${clash.fromOn} already; end that first.`,
    );
  const compositions = groupedBy(await listTeamCompositions(tx), ({ teamId }) => teamId);
  const opposed = (await listContracts(tx))
    .filter((one) => one.intermediaryFirmId === firm.firmId && isAgentOf(one, personId, { compositions }))
    .map(({ number }) => number);
  if (opposed.length > 0)
    faults.add(
      "person",
      `${name}是合同 ${opposed.join("、")} 的代理人，不能同时代表中介人。请另选一人。`,
      `${name} is the agent of ${opposed.join(", ")} and cannot act for the intermediary too. Choose somebody else.`,
    );
};

export interface CoordinatorEnded extends Keyed {
  readonly coordinationId: string;
  /** First day without it. */
  readonly beforeOn: string;
}
/**
 * Somebody stops coordinating for a firm; from its own first day: never did. Refused where a running contract of the firm would then have nobody.
 * Refusals: `not_for_this_party`, `not_permitted`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const endCoordinator = (
  house: House,
  caller: Caller,
  given: CoordinatorEnded,
): Promise<{ readonly beforeOn: string }> =>
  doOnce(house, caller, "end-coordinator", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const { coordinationId, beforeOn } = given;
    const all = await listCoordinations(tx);
    const known = all.find((one) => one.coordinationId === coordinationId);
    if (!known) throw noSuchThing("coordination", coordinationId);
    const firm = (await listFirms(tx)).find(({ firmId }) => firmId === known.firmId)!;
    const person = (await listPeople(tx)).find(({ personId }) => personId === known.personId)!;
    const faults = new FormFaults();
    faults.span("", known.fromOn, beforeOn, true);
    if (known.beforeOn !== undefined && known.beforeOn <= (await companyDay(house, tx)))
      faults.add(
        "beforeOn",
        `这项协调已于 ${known.beforeOn} 结束，不再更改。`,
        `This ended before ${known.beforeOn} and stays so.`,
      );
    else if (known.beforeOn !== undefined && beforeOn > known.beforeOn)
      faults.add(
        "beforeOn",
        `已登记在 ${known.beforeOn} 前结束。要延长的，请从那一天起再登记一次。`,
        `It ends before ${known.beforeOn} already. To go on longer, add the coordinator again from that day.`,
      );
    faults.refuse();
    const others = all.filter((one) => one.firmId === known.firmId && one.coordinationId !== coordinationId);
    const lost: DaySpan = { fromOn: beforeOn, ...(known.beforeOn === undefined ? {} : { beforeOn: known.beforeOn }) };
    const orphaned = orphanedBy(await listContracts(tx), known.firmId, lost, others);
    if (orphaned)
      faults.add(
        "beforeOn",
        `合同 ${orphaned.numbers.join("、")} 从 ${orphaned.day} 起就没有协调人了，请先登记接替的人。`,
        `${orphaned.numbers.join(", ")} would be without a coordinator from ${orphaned.day} on; add whoever takes over first.`,
      );
    faults.refuse();
    await endCoordination(tx, coordinationId, beforeOn);
    const { fromOn } = known;
    await tell(...told(firm, person, { before: { fromOn, beforeOn: known.beforeOn }, after: { fromOn, beforeOn } }));
    return { beforeOn };
  });
/** One line at the firm, one at the person. */
const told = (
  { firmId, name: firm }: IntermediaryFirm,
  { personId, code: person, name }: Person,
  { before, after }: { readonly before?: object; readonly after: object },
) => {
  const detail = { ...(before ? { before } : {}), after: { ...after, firm, person, name } };
  return [
    { subjectKind: "intermediary_firm", subjectId: firmId, detail },
    { subjectKind: "person", subjectId: personId, detail },
  ] as const;
};
