import { dateText, dayNumber, workingDay } from "./days.ts";
import { joiningDays } from "./joining.ts";
import type { Customer } from "./model.ts";
import { organisationNames, personNames } from "./names.ts";
import { BRANCHES } from "./people.ts";
import type { Agent } from "./people-model.ts";
import { clienteleOf, workOf } from "./plans.ts";
import { apportioned, type Chance } from "./random.ts";
import type { Span } from "./span.ts";

const MINORS = 40;
/** All customers of the company, each with the agent that looks after it. */
export const makeCustomers = (chance: Chance, agents: readonly Agent[], span: Span): Customer[] => {
  const people = personNames(chance.under("people"));
  const firms = new Map(
    BRANCHES.map(({ id, city }) => [id, organisationNames(chance.under(`firms/${id}`), city)] as const),
  );
  const counts = apportioned(
    span.customers,
    agents.map((agent) => clienteleOf(agent, span)),
  );
  let number = 0;
  const customers = agents.flatMap((agent, place) => {
    const own = chance.under(`customers/${agent.id}`);
    const days = joiningDays(own.under("days"), agent, span, counts[place]!);
    return days.map(({ served, fromBefore, day }): Customer => {
      number += 1;
      const organisation = own.tenThousandths(500);
      const tier = own.weighed([70, 24, 6]);
      const consent = own.weighed([92, 5, 3]);
      const leaves = served && own.tenThousandths(500) ? leavingDay(own, agent, span, day) : undefined;
      return {
        id: `K${String(number).padStart(4, "0")}`,
        name: organisation ? firms.get(agent.branch)!.pop()! : people[number % people.length]!,
        kind: organisation ? "organisation" : "person",
        tier: (["ordinary", "preferred", "high_net_worth"] as const)[tier]!,
        minorInsured: false,
        consent: (["given", "refused", "withdrawn"] as const)[consent]!,
        branch: agent.branch,
        agent: agent.id,
        served,
        since: dateText(day),
        fromBefore,
        ...(leaves !== undefined && { left: dateText(leaves) }),
      };
    });
  });
  return handedOn(withMinors(chance.under("minors"), customers), agents);
};
/** Somewhere after the first sixty days; undefined where there is no such day left. */
const leavingDay = (chance: Chance, agent: Agent, span: Span, since: number): number | undefined => {
  const { from, until } = workOf(agent, span);
  const first = Math.max(since, from) + 60;
  return first + 5 > until ? undefined : workingDay(chance.between(first, until - 5), 0);
};
const withMinors = (chance: Chance, customers: readonly Customer[]): Customer[] => {
  const parents = chance.shuffled(customers.filter(({ kind }) => kind === "person").map(({ id }) => id));
  const chosen = new Set(parents.slice(0, Math.min(MINORS, Math.ceil(parents.length / 100))));
  return customers.map((one) => (chosen.has(one.id) ? { ...one, minorInsured: true } : one));
};
/** Nobody is left without an agent: when one leaves, seniors of its team and its lead take over in turn. */
const handedOn = (customers: readonly Customer[], agents: readonly Agent[]): Customer[] => {
  const leaving = new Map(
    agents.flatMap((agent) => (agent.left ? [[agent.id, { agent, day: agent.left.day }] as const] : [])),
  );
  let turn = 0;
  return customers.map((customer) => {
    const gone = leaving.get(customer.agent);
    if (!gone || !customer.served || (customer.left !== undefined && customer.left < gone.day)) return customer;
    const heirs = agents.filter(
      ({ team, grade, left }) => team === gone.agent.team && !left && (grade === "senior" || grade === "lead"),
    );
    const heir = heirs[turn++ % heirs.length]!;
    return { ...customer, successor: { agent: heir.id, from: dateText(workingDay(dayNumber(gone.day), 1)) } };
  });
};
