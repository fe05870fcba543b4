// Clauses: S1, S2

import { localDay } from "./calendar/zone.ts";
import { loadContract } from "./contract/load.ts";
import type { Contract, PowerRule } from "./contract/model.ts";
import type { Adjustment } from "./contract/versions.ts";
import type { Event } from "./facts/event.ts";
import { type Acts, actsOf } from "./rules/acts.ts";
import type { People } from "./rules/people.ts";
import { checkUses, effectiveDayOf, powersUsed } from "./rules/power.ts";
import { type Timetable, versionOn } from "./rules/schedule.ts";

/**
 * The parameters that parties have set by a one-sided power, in order of their effective days. Only a use inside the bounds of
 * the contract changes anything, from its effective day and for periods that begin then; outside them the act has no effect
 * and the amendment procedure is the only way (CC 543).
 * @param contract as signed
 * @param acts as known at some moment: corrections applied, retracted ones left out
 */
export const adjustmentsBy = (contract: Contract, acts: Acts, table: Timetable): Adjustment[] => {
  const adjustments: Adjustment[] = [];
  const uses = actsOf(acts, "power_used");
  const checks = checkUses({ contract, table }, uses, acts);
  for (const event of uses) {
    if (typeof event.fields.value !== "string") continue;
    const rule = powerFor({ contract, table }, event);
    const effective = effectiveDayOf(event, table);
    if (!rule?.param || effective < table.term.from || effective > table.term.until) continue;
    if (!checks.get(event.id)?.get(rule.ref)?.allowed) continue;
    adjustments.push({ effective, param: rule.param, value: event.fields.value });
  }
  return adjustments.sort((a, b) => a.effective - b.effective);
};
/** Contracts made before, by what was signed and what was set since: each look at another moment passes the same ones. */
const made = new WeakMap<Contract, Map<string, Contract>>();
const MADE = 12;
/** The contract with those parameters. One that gives no sound contract changes nothing; the others still count. */
export const adjustedContract = (contract: Contract, adjustments: readonly Adjustment[]): Contract => {
  const key = JSON.stringify(adjustments);
  const before = made.get(contract) ?? new Map<string, Contract>();
  made.set(contract, before);
  const known = before.get(key) ?? make(contract, adjustments);
  before.delete(key);
  before.set(key, known);
  for (const oldest of before.keys()) {
    if (before.size <= MADE) break;
    before.delete(oldest);
  }
  return known;
};
const make = (contract: Contract, adjustments: readonly Adjustment[]): Contract => {
  const texts = new Map(contract.sources.map(({ file, text }) => [file, text]));
  const main = contract.sources[0]?.file;
  if (adjustments.length === 0 || main === undefined) return contract;
  const under = (list: readonly Adjustment[]): Contract | undefined =>
    loadContract(main, (file) => texts.get(file), list, undefined, contract.held).contract;
  const whole = under(adjustments);
  if (whole) return whole;
  const sound: Adjustment[] = [];
  for (const one of adjustments) if (under([...sound, one])) sound.push(one);
  return sound.length === 0 ? contract : (under(sound) ?? contract);
};
const powerFor = (people: People, event: Event): PowerRule | undefined =>
  powersUsed(people, event, versionOn(people.contract.versions, localDay(people.table.zone, event.at))).find(
    ({ may }) => may === "adjust_param",
  );
