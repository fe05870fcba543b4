// Clauses: C1.2, C10.3
import { listContracts } from "../store/contracts.ts";
import { orphansOf } from "../store/customer-service.ts";
import { listCoordinations, listFirms } from "../store/intermediary-firms.ts";
import { listBranches, lockOrganisation } from "../store/organisation.ts";
import { endRoleHolding, listRoleHoldings, lockPerson, type RoleHolding } from "../store/people.ts";
import { listTeamCompositions, listTeams } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { companyDay, contains, isEmpty } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { firstUncovered } from "./firm-days.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { BY_OWNERS, isOwner } from "./permissions.ts";
import { ROLE_WORDS } from "./role-words.ts";
import { compositionOn } from "./team-days.ts";

export interface EndedRole extends Keyed {
  /** The person's code. */
  readonly person: string;
  readonly roleHoldingId: string;
  /** First day without the role. */
  readonly beforeOn: string;
}
/**
 * Ends a role with a day; on its own first day it never held, as what was recorded by mistake. Nobody is orphaned by it: the company keeps an owner, an agent's contracts have ended by then, a team keeps
 * its members until it is composed anew, and those who stand in for the person stop no later.
 * Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const endRole = (house: House, caller: Caller, given: EndedRole): Promise<{ readonly beforeOn: string }> =>
  doOnce(house, caller, "end-role", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const person = await lockPerson(tx, given.person);
    if (!person) throw noSuchThing("person", given.person);
    const all = await listRoleHoldings(tx);
    const holding = all.find((one) => one.roleHoldingId === given.roleHoldingId && one.personId === person.personId);
    if (!holding) throw noSuchThing("role", given.roleHoldingId);
    const faults = new FormFaults();
    const { beforeOn } = given;
    if (!isOwner(caller.actor) && BY_OWNERS.includes(holding.role))
      faults.add(
        "role",
        `${ROLE_WORDS[holding.role].zh}由负责人任命，也只能由负责人结束。`,
        `An owner gave the role ${ROLE_WORDS[holding.role].en}, and only an owner ends it.`,
      );
    faults.span("", holding.fromOn, beforeOn, true);
    if (holding.beforeOn !== undefined && holding.beforeOn <= (await companyDay(house, tx)))
      faults.add(
        "beforeOn",
        `这项职务已于 ${holding.beforeOn} 结束，不再更改。`,
        `This role ended before ${holding.beforeOn} and stays so.`,
      );
    faults.refuse();
    const ended = { ...holding, beforeOn };
    await checkNobodyIsLeft(tx, ended, all, faults);
    faults.refuse();
    await endRoleHolding(tx, holding.roleHoldingId, beforeOn);
    const branch = (await listBranches(tx)).find(({ branchId }) => branchId === holding.branchId)?.code;
    await tell({
      subjectKind: "person",
      subjectId: person.personId,
      detail: {
        before: { role: holding.role, branch, fromOn: holding.fromOn, beforeOn: holding.beforeOn },
        after: { role: holding.role, branch, fromOn: holding.fromOn, beforeOn },
      },
    });
    return { beforeOn };
  });

/** Whoever coordinates for a firm is an intermediary by role for as long: the coordination ends first, and with it who takes over is asked for. */
const checkFirms = async (
  tx: Tx,
  personId: string,
  ended: RoleHolding & { readonly beforeOn: string },
  others: readonly RoleHolding[],
  faults: FormFaults,
): Promise<void> => {
  const left = [ended, ...others].filter((one) => one.personId === personId && one.role === "intermediary");
  const firms = new Map((await listFirms(tx)).map((one) => [one.firmId, one]));
  for (const coordination of await listCoordinations(tx)) {
    if (coordination.personId !== personId || isEmpty(coordination)) continue;
    if (firstUncovered(left, coordination) === undefined) continue;
    const { name } = firms.get(coordination.firmId)!;
    faults.add(
      "beforeOn",
      `此人到那时还是中介机构${name.zh}的协调人，请先在“机构”里结束其协调。`,
      `The firm ${name.en || name.zh} still has this coordinator then; end that under Organisation first.`,
    );
  }
};
const checkNobodyIsLeft = async (
  tx: Tx,
  ended: RoleHolding & { readonly beforeOn: string },
  all: readonly RoleHolding[],
  faults: FormFaults,
): Promise<void> => {
  const { role, personId, beforeOn } = ended;
  const others = all.filter(({ roleHoldingId }) => roleHoldingId !== ended.roleHoldingId);
  if (role === "owner" && ended.branchId === undefined && ended.deputyForPersonId === undefined) {
    const goesOn = others.some(
      (one) =>
        one.role === "owner" &&
        one.branchId === undefined &&
        one.deputyForPersonId === undefined &&
        one.beforeOn === undefined &&
        one.fromOn <= beforeOn,
    );
    if (!goesOn)
      faults.add(
        "beforeOn",
        "这样公司就没有负责人了，请先给另一人这项职务。",
        "The company would be without an owner; give somebody else the role first.",
      );
  }
  const deputies = others.filter(
    (one) =>
      one.deputyForPersonId === personId && one.role === role && !contains(ended, one) && one.fromOn >= ended.fromOn,
  );
  if (ended.deputyForPersonId === undefined && deputies.length > 0)
    faults.add(
      "beforeOn",
      `还有人代行这项${ROLE_WORDS[role].zh}职务到更晚，请先结束代行。`,
      "Somebody stands in for the person longer than that; end the standing in first.",
    );
  if (role === "intermediary") await checkFirms(tx, personId, ended, others, faults);
  if (role !== "agent") return;
  // Said of the person twice, as after two entries were merged: the other goes on.
  const twice = others.some(
    (one) => one.personId === personId && one.role === "agent" && !one.beforeOn && one.fromOn <= beforeOn,
  );
  if (twice) return;
  // A team's contract stays with the team: whoever belongs to it has to leave it first.
  const under = (await listContracts(tx)).filter(
    (one) => one.agentPersonId === personId && one.agentTeamId === undefined,
  );
  const contracts = under.filter((one) => one.status !== "ended" && one.term.until >= beforeOn);
  if (contracts.length > 0) {
    const numbers = contracts.map(({ number }) => number);
    faults.add(
      "beforeOn",
      `合同 ${numbers.join("、")} 到那时还在履行，请先结束合同并交接客户。`,
      `${numbers.length === 1 ? "The contract" : "The contracts"} ${numbers.join(", ")} still ${numbers.length === 1 ? "runs" : "run"} then; end and hand over first.`,
    );
  }
  const orphans = await orphansOf(
    tx,
    under.map(({ contractId }) => contractId),
    beforeOn,
  );
  if (contracts.length === 0 && orphans.length > 0)
    faults.add(
      "beforeOn",
      `还有 ${orphans.length} 位客户之后没有人服务（${orphans.slice(0, 5).join("、")}${orphans.length > 5 ? " 等" : ""}），请先交接给另一份合同。`,
      `${orphans.length === 1 ? "One customer has" : `${orphans.length} customers have`} nobody afterwards (${orphans.slice(0, 5).join(", ")}${orphans.length > 5 ? " and others" : ""}); hand over to another contract first.`,
    );
  const compositions = await listTeamCompositions(tx);
  for (const team of await listTeams(tx)) {
    const own = compositions.filter(({ teamId }) => teamId === team.teamId);
    const lastly = [compositionOn(own, beforeOn), ...own.filter(({ fromOn }) => fromOn > beforeOn)];
    const open = team.closedOn === undefined || team.closedOn > beforeOn;
    if (open && lastly.some((one) => one?.members.some((member) => member.personId === personId)))
      faults.add(
        "beforeOn",
        `团队${team.name.zh}到那时还有此人，请先重新编组。`,
        `The team ${team.name.en || team.name.zh} still has this member then; compose it anew first.`,
      );
  }
};
