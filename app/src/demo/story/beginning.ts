import { at, dateText, workingDay } from "../days.ts";
import { GRADE_NAMES } from "../plans.ts";
import type { Tale } from "./tale.ts";

/** Signing, authority, rules and strategy of a new contract. */
export const begin = ({ agent, from, tell, chance }: Tale): void => {
  const year = dateText(from).slice(0, 4);
  tell(at(from - 4, 10), "executed", { party: "company" });
  tell(at(from - 3, 16, 30), "executed", { party: "agent" });
  if (agent.mode === "intermediary_led") tell(at(from - 3, 17, 10), "executed", { party: "intermediary" });
  tell(at(from - 3, 16, 40), "subject", {
    of: "agent",
    agent: agent.name,
    grade: GRADE_NAMES[agent.grade],
    licence: "valid",
  });
  tell(at(from, 0), "effective");
  tell(at(workingDay(from, 1), 9, 30), "rulebook_issued", { version: `${year}-1` });
  tell(at(workingDay(from, 2), 10, 20), "contract_copy_delivered", { to: "agent" });
  tell(at(workingDay(from, 3), 15), "authority_issued", { letter: `SQ-${agent.id}` });
  tell(at(workingDay(from, 1 + chance.between(1, 3)), 14, 10), "rulebook_acknowledged", { version: `${year}-1` });
  tell(at(workingDay(from, chance.between(7, 12)), 11), "strategy_adopted", {
    strategy: `CL-${agent.id}`,
    party: agent.mode === "agent_led" ? "agent" : "company",
  });
};

/** What follows the end of a contract: access, recall, hand-over, the final statement. */
export const end = ({ agent, until, tell, tellAlways }: Tale): void => {
  if (!agent.left) return;
  const { ground } = agent.left;
  const last = until + 1;
  const ending = `ZZ-${agent.id}`;
  const dead = ground === "death";
  if (ground === "at_will_933")
    tell(at(last - 34, 10), "power_used", {
      power: "C10.3/terminate_by_agent",
      party: "agent",
      effective: dateText(last),
    });
  // It ends with the last working hour: a minute into a month would open another period of pay.
  tellAlways(at(until, 18), "ended", { ground, ending, arrived: `${dateText(until)}T18:00:00+08:00` });
  tellAlways(at(last, 9), "access_ended", { ending });
  tellAlways(at(last, 9, 5), "authority_recalled", { letter: `SQ-${agent.id}` });
  tellAlways(at(last, 10), "recall_published", { letter: `SQ-${agent.id}` });
  if (dead)
    for (const instance of ["C10.3/handover", "C14.2/takedown"])
      tellAlways(at(last, 15), "waived", { instance, by: "company" });
  else {
    tellAlways(at(workingDay(last, 5), 16), "handover_done", { ending });
    tellAlways(at(workingDay(last, 6), 10), "materials_removed", { ending });
  }
  tellAlways(at(workingDay(last, 6), 15), "materials_removed", { ending, party: "company" });
  tellAlways(at(workingDay(last, 15), 11), "final_statement_issued", { ending });
};
