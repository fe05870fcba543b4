// Clauses: S1, S2, C11.3
import { periodAt, type Term } from "../calendar/period.ts";
import { serviceDue } from "../calendar/service-time.ts";
import { instantOf, localDay, zonedText } from "../calendar/zone.ts";
import type { Contract, Param, ParamType, PowerRule, Version } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import type { Day } from "../values/brand.ts";
import { addDays, dayText, parseDay } from "../values/date.ts";
import { durationText, parseDuration } from "../values/duration.ts";
import { compare, fromInteger, parseDecimal, parseRate, type Rational } from "../values/rational.ts";
import type { Text } from "../values/text.ts";
import type { Trace } from "../values/trace.ts";
import { type Acts, heldOf } from "./acts.ts";
import { actorOf, type People } from "./people.ts";
import { type Timetable, versionOn } from "./schedule.ts";
import { type Draft, instanceName } from "./settle.ts";

export interface PowerCheck {
  readonly allowed: boolean;
  /** Message codes of what the act lacks: `power_wrong_holder`, `power_below_min`, `power_above_max`, `power_short_notice`, `power_not_next_period`, `power_wrong_param`, `power_not_prepared`, `power_used_before`. */
  readonly lacks: readonly string[];
}

type Ordered = (written: string) => Rational | undefined;
/** Working time and elapsed time do not compare, nor do months and days. */
const durationRank = (written: string): { unit: string; count: Rational } | undefined => {
  const value = parseDuration(written);
  if (!value) return undefined;
  const minutes = { minutes: 1, hours: 60, days: 1440, weeks: 10_080, months: 1, years: 12 }[value.unit];
  const kind =
    value.unit === "months" || value.unit === "years"
      ? "months"
      : value.business && value.unit === "days"
        ? "business days"
        : value.business
          ? "business minutes"
          : "minutes";
  return { unit: kind, count: fromInteger(value.count * minutes) };
};
const READERS: Readonly<Record<ParamType, Ordered | undefined>> = {
  money: (written) => parseDecimal(written.replaceAll(",", "")),
  rate: parseRate,
  number: parseDecimal,
  date: (written) => {
    const day = parseDay(written);
    return day === undefined ? undefined : fromInteger(day);
  },
  duration: (written) => durationRank(written)?.count,
  text: undefined,
  choice: undefined,
  boolean: undefined,
};
/** What a value lacks against its bounds: it must be readable as its parameter, of the bound's own unit, and inside. */
const boundsLack = (rule: PowerRule, written: unknown, type: ParamType | undefined): string[] => {
  if (rule.param === undefined || written === undefined) return [];
  const read = type === undefined ? parseRate : READERS[type];
  if (typeof written !== "string") return ["power_unreadable_value"];
  if (!read) return [];
  const value = read(written);
  if (!value) return ["power_unreadable_value"];
  const lacks: string[] = [];
  for (const [bound, sign, code] of [
    [rule.min, 1, "power_below_min"],
    [rule.max, -1, "power_above_max"],
  ] as const) {
    const limit = bound === undefined ? undefined : read(bound);
    if (bound === undefined || !limit) continue;
    const sameUnit = type !== "duration" || durationRank(bound)?.unit === durationRank(written)?.unit;
    if (!sameUnit) lacks.push("power_other_unit");
    else if (compare(value, limit) * sign < 0) lacks.push(code);
  }
  return lacks;
};

/**
 * What each use lacks, by event and power. Of several uses in one `once_per` period the first that keeps all else counts.
 * @param uses every known use, in order of time
 * @param acts where what a power waits for is held
 */
export const checkUses = (people: People, uses: readonly Event[], acts: Acts): Map<string, Map<string, PowerCheck>> => {
  const { contract, table } = people;
  const taken = new Set<string>();
  const lastUse = new Map<string, Event>();
  const checks = new Map<string, Map<string, PowerCheck>>();
  for (const event of uses) {
    const version = versionOn(contract.versions, localDay(table.zone, event.at));
    const own = new Map<string, PowerCheck>();
    checks.set(event.id, own);
    for (const rule of powersUsed(people, event, version)) {
      const type = rule.param === undefined ? undefined : version.params.get(rule.param)?.type;
      const within = checkPower(people, rule, event, type);
      const prepared = isPrepared(rule, event, lastUse.get(rule.ref), acts);
      const check = prepared ? within : { allowed: false, lacks: [...within.lacks, "power_not_prepared"] };
      const period = rule.oncePer && periodAt(table.zone, table.term, rule.oncePer, effectiveDayOf(event, table));
      const name = period && check.allowed ? `${rule.ref}@${period.label}` : undefined;
      const again = name !== undefined && taken.has(name);
      if (name !== undefined) taken.add(name);
      if (check.allowed && !again) lastUse.set(rule.ref, event);
      own.set(rule.ref, again ? { allowed: false, lacks: ["power_used_before"] } : check);
    }
  }
  return checks;
};
/** What a use waits for came before it, and after the last use of the power that counted (6.3.4: a trial run for each change). */
const isPrepared = ({ requires }: PowerRule, use: Event, last: Event | undefined, acts: Acts): boolean =>
  requires === undefined ||
  heldOf(acts, requires).some(({ at }) => at <= use.at && (last === undefined || at > last.at));
/** Whether a one-sided act keeps the bounds that the contract set for it; outside them only amendment is left (CC 543). */
const checkPower = (people: People, rule: PowerRule, event: Event, type: ParamType | undefined): PowerCheck => {
  const { contract, table } = people;
  const lacks: string[] = [];
  if (actorOf(people, event) !== rule.holder) lacks.push("power_wrong_holder");
  const param = event.fields.param as string | undefined;
  if (rule.param !== undefined && param !== undefined && param !== rule.param) lacks.push("power_wrong_param");
  lacks.push(...boundsLack(rule, event.fields.value, type));
  const effective = effectiveDayOf(event, table);
  if (rule.notice !== undefined) {
    const { due } = serviceDue(table.calendar, table.zone, table.hours, event.at, rule.notice);
    if (instantOf(table.zone, effective) < due) lacks.push("power_short_notice");
  }
  if (rule.effective === "next_period" && !startsPeriod(effective, table, planPeriodOf(contract)))
    lacks.push("power_not_next_period");
  return { allowed: lacks.length === 0, lacks };
};
export const effectiveDayOf = (event: Event, table: Timetable): Day =>
  (event.fields.effective as Day | undefined) ?? addDays(localDay(table.zone, event.at), 1);
const startsPeriod = (day: Day, table: Timetable, plan: "month" | "quarter" | "half" | "year"): boolean => {
  const term: Term = table.term;
  return day < term.from || day > term.until || periodAt(table.zone, term, plan, day).wholeFromDay === day;
};
/** The period that `effective: next_period` waits for: that of the contract's pay plan, else a month. */
const planPeriodOf = (contract: Contract): "month" | "quarter" | "half" | "year" => {
  for (const rule of contract.versions[0]!.rules.values()) {
    if (rule.kind === "entitlement" && rule.grant.kind === "plan") return rule.grant.plan.period;
  }
  return "month";
};
/** An act names a power by its rule, its clause, or what it may do. */
const couldUse = (event: Event, rule: PowerRule): boolean => {
  const { power } = event.fields;
  if (power === rule.ref || power === rule.id || power === rule.clause) return true;
  return power === rule.may && fitsParam(event, rule);
};
const fitsParam = ({ fields: { param } }: Event, rule: PowerRule): boolean =>
  rule.param === undefined || param === undefined || param === rule.param;
/**
 * The powers of a version that an act uses. Of several that it could mean, those over its parameter and those that its party
 * holds are meant: who ends the contract under his own power does not misuse the other side's.
 */
export const powersUsed = (people: People, event: Event, version: Version): PowerRule[] => {
  const could = [...version.rules.values()].filter(
    (rule): rule is PowerRule => rule.kind === "power" && couldUse(event, rule),
  );
  const actor = actorOf(people, event);
  const narrowed = (rules: PowerRule[], fits: (rule: PowerRule) => boolean): PowerRule[] =>
    rules.some(fits) ? rules.filter(fits) : rules;
  return narrowed(
    narrowed(could, (rule) => fitsParam(event, rule)),
    ({ holder }) => holder === actor,
  );
};
/** Whether an objection comes after the time that each power used gives for it, counted from the use. */
export const isLateObjection = (people: People, objection: Event, use: Event): boolean => {
  const { contract, table } = people;
  const rules = powersUsed(people, use, versionOn(contract.versions, localDay(table.zone, use.at)));
  const isLate = ({ objection: time }: PowerRule): boolean =>
    time !== undefined && objection.at > serviceDue(table.calendar, table.zone, table.hours, use.at, time).due;
  return rules.length > 0 && rules.every(isLate);
};
/** An objection names the use that it is against by its event or by its instance. */
const isAgainst = ({ fields: { to } }: Event, rule: PowerRule, use: Event): boolean =>
  to === use.id || to === instanceName(rule.ref, undefined, use.id);
/**
 * One instance for each use: met inside the bounds, missed outside them. Whoever used it answers for it; what somebody does who
 * is no party is nobody's breach. An objection is kept with the use and stops nothing by itself.
 */
export const powerDrafts = (
  people: People,
  rule: PowerRule,
  version: number,
  uses: readonly Event[],
  checks: ReturnType<typeof checkUses>,
  params: ReadonlyMap<string, Param>,
  objections: readonly Event[],
): Draft[] =>
  uses.map((event) => {
    const ids = [event, ...objections.filter((one) => isAgainst(one, rule, event))].map(({ id }) => id);
    const actor = actorOf(people, event);
    const check = checks.get(event.id)?.get(rule.ref) ?? { allowed: false, lacks: [] };
    return {
      rule: { ...rule, bearers: actor === undefined || actor === "decider" ? [] : [actor] },
      version,
      subject: event.id,
      openedAt: event.at,
      closedAt: event.at,
      state: () => (check.allowed ? "met" : "missed"),
      changes: () => [],
      trace: (state) => ({
        what: rule.label ?? { zh: "单方权力的行使", en: "Use of a one-sided power" },
        formula: [
          rule.may,
          `${rule.min ?? ""}…${rule.max ?? ""}`,
          zonedText(people.table.zone, event.at),
          ...check.lacks,
        ].join("; "),
        value: state,
        inputs: useInputs(people.table, rule, version, event, params),
        clause: rule.clause,
        version,
        evidence: { count: ids.length, hash: "", ids },
      }),
    };
  });
/** What a use of a power turns on: the agreed figure and the new one, the notice that was owed, the day from which it counts. */
const useInputs = (
  table: Timetable,
  rule: PowerRule,
  version: number,
  event: Event,
  params: ReadonlyMap<string, Param>,
): Trace[] => {
  const evidence = { count: 1, hash: "", ids: [event.id] };
  const part = (what: Text, formula: string, value: string): Trace => ({
    what,
    formula,
    value,
    inputs: [],
    clause: rule.clause,
    version,
    evidence,
  });
  const { value } = event.raw;
  const inputs: Trace[] = [];
  if (rule.param !== undefined) inputs.push(paramInput(rule, version, params.get(rule.param)));
  if (value !== undefined) inputs.push(part(USE.value, "", typeof value === "string" ? value : JSON.stringify(value)));
  const effective = effectiveDayOf(event, table);
  if (rule.notice !== undefined) {
    const { due } = serviceDue(table.calendar, table.zone, table.hours, event.at, rule.notice);
    inputs.push(part(USE.notice, durationText(rule.notice), dayText(localDay(table.zone, due))));
  }
  if (rule.param !== undefined || rule.notice !== undefined || event.fields.effective !== undefined)
    inputs.push(part(USE.effective, "", dayText(effective)));
  return inputs;
};
const USE = {
  value: { zh: "新值", en: "New value" },
  notice: { zh: "按约定的通知期最早可生效日", en: "Earliest day by the agreed notice" },
  effective: { zh: "生效日", en: "Effective day" },
} as const satisfies Record<string, Text>;
const paramInput = (rule: PowerRule, version: number, param: Param | undefined) => ({
  what: param?.label ?? { zh: "参数", en: "Parameter" },
  formula: rule.param ?? "",
  value: param?.written ?? "",
  inputs: [],
  clause: rule.clause,
  version,
});
