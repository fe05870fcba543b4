// Clauses: C7.1, N8

import type { Zone } from "@fealty/engine/calendar/zone.ts";
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { addMonths, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { type PrivacyNotice, recipientOf } from "../store/consents.ts";
import type { RetainedCustomer, RetentionBlock } from "../store/retained-customers.ts";
import type { PurgeGround, RetainedField, RetainedPurpose, RetentionRule } from "../store/retention.ts";
import { consentStandings, type PurposeConsent } from "./consent-state.ts";

/** Claims of a contract lapse so long after it (CC 188). */
const LIMITATION_MONTHS = 36;

/** Where the period of one purpose stands for one customer. */
export interface RetentionClock {
  readonly purpose: RetainedPurpose;
  /** The rule that holds; absent: nothing says how long, and nothing falls due. */
  readonly version?: number;
  /** First day without the purpose; absent: it goes on. */
  readonly endedOn?: string;
  readonly why?: "withdrawn" | "outdated" | "service_over" | "customer_ended";
  /** First day on which what is kept for it alone has to be gone. */
  readonly dueOn?: string;
}
export interface CustomerRetention {
  readonly customer: string;
  readonly clocks: readonly RetentionClock[];
  /** From this day on no purpose keeps anything of the person; absent: one goes on, or has no rule. */
  readonly dueOn?: string;
  /** Values that fall due before that, since only purposes that are over needed them. */
  readonly fields: readonly { readonly field: RetainedField; readonly dueOn: string }[];
  readonly blocks: readonly RetentionBlock[];
}
export interface RetentionWorld {
  readonly day: string;
  readonly zone: Zone;
  readonly notices: readonly PrivacyNotice[];
  /** Of a purpose the latest first. */
  readonly rules: readonly RetentionRule[];
}
/** The rule of each purpose that has begun on a day. */
export const rulesOn = (rules: readonly RetentionRule[], day: string): ReadonlyMap<RetainedPurpose, RetentionRule> => {
  const held = new Map<RetainedPurpose, RetentionRule>();
  for (const rule of rules) if (rule.fromOn <= day && !held.has(rule.purpose)) held.set(rule.purpose, rule);
  return held;
};

/** What of a customer falls due when, and why (PIPL 19, 47). Data for which nothing says how long never does. */
export const retentionOf = (customer: RetainedCustomer, world: RetentionWorld): CustomerRetention => {
  const held = rulesOn(world.rules, world.day);
  const clocks = purposesOf(customer, world).map(({ purpose, endedOn, why }): RetentionClock => {
    const rules = [...(held.has(purpose) ? [held.get(purpose)!] : []), ...laterRules(world, purpose)];
    const due = endedOn === undefined ? undefined : firstDay(rules, endedOn, customer);
    const version = due?.version ?? rules[0]?.version;
    return {
      purpose,
      ...(version === undefined ? {} : { version }),
      ...(endedOn === undefined ? {} : { endedOn, why: why! }),
      ...(due === undefined ? {} : { dueOn: due.dueOn }),
    };
  });
  const dueOn = latest(clocks.map((clock) => clock.dueOn));
  const needing = (field: RetainedField): RetentionClock[] =>
    clocks.filter(({ purpose }) => held.get(purpose)?.fields.includes(field) ?? true);
  const fields = customer.fields.flatMap((field) => {
    const due = latest(needing(field).map((clock) => clock.dueOn));
    return due === undefined || (dueOn !== undefined && due >= dueOn) ? [] : [{ field, dueOn: due }];
  });
  return {
    customer: customer.code,
    clocks,
    ...(dueOn === undefined ? {} : { dueOn }),
    fields,
    blocks: customer.blocks,
  };
};
/** The last of some days; undefined where one of them is not known, or there is none. */
const latest = (days: readonly (string | undefined)[]): string | undefined =>
  days.length === 0 || days.includes(undefined) ? undefined : (days as string[]).toSorted().at(-1);

/** The clocks that were over on the day, as the record of the job names them. */
export const groundsOf = (clocks: readonly RetentionClock[], day: string): PurgeGround[] =>
  clocks.flatMap(({ purpose, version, endedOn, dueOn }) =>
    version === undefined || endedOn === undefined || dueOn === undefined || dueOn > day
      ? []
      : [{ purpose, version, endedOn, dueOn }],
  );

interface Ending extends Pick<RetentionClock, "purpose" | "endedOn" | "why"> {}
/** For what the customer's data was ever kept, and since when no more: what was refused or never asked never began. */
const purposesOf = (customer: RetainedCustomer, world: RetentionWorld): Ending[] => {
  const service = serviceEnding(customer, world.day);
  const consented = consentStandings(world.notices, customer.consents).flatMap((one): Ending[] => {
    const { purpose, standing } = one;
    if (standing === "none" || standing === "refused") return [];
    if (standing === "withdrawn") return [{ purpose, endedOn: dayIn(world.zone, one.at!), why: "withdrawn" }];
    if (standing === "outdated") return [{ purpose, endedOn: renewedOn(world, one, one.version!), why: "outdated" }];
    return [{ ...service, purpose }];
  });
  return [service, ...consented];
};
const serviceEnding = ({ servedBefore, beforeOn }: RetainedCustomer, day: string): Ending => {
  const endedOn = servedBefore === undefined || (beforeOn ?? "") > servedBefore ? beforeOn : servedBefore;
  if (endedOn === undefined || endedOn > day) return { purpose: "service" };
  return { purpose: "service", endedOn, why: endedOn === servedBefore ? "service_over" : "customer_ended" };
};
/** The day on which a consent to that version no longer counted. */
const renewedOn = (
  { notices, zone }: RetentionWorld,
  { purpose, recipient }: Pick<PurposeConsent, "purpose"> & Partial<Pick<PurposeConsent, "recipient">>,
  version: number,
): string => {
  const renewing = notices.filter(
    (one) => one.purpose === purpose && recipientOf(one) === recipient && one.renews && one.version > version,
  );
  return dayIn(zone, Math.min(...renewing.map(({ publishedAt }) => publishedAt)));
};
const dayIn = (zone: Zone, at: number): string => zonedText(zone, at as Parameters<typeof zonedText>[1]).slice(0, 10);

/** Those that have not begun on the day, in the order in which they will. */
const laterRules = ({ rules, day }: RetentionWorld, purpose: RetainedPurpose): RetentionRule[] =>
  rules.filter((rule) => rule.purpose === purpose && rule.fromOn > day).toReversed();
/** The first day on which the rule that then holds says that the period is over; a rule makes nothing due before it begins. */
const firstDay = (rules: readonly RetentionRule[], endedOn: string, customer: RetainedCustomer) => {
  for (const [index, rule] of rules.entries()) {
    const due = dueOf(rule, endedOn, customer);
    const dueOn = latest([due, rule.fromOn])!;
    const next = rules[index + 1];
    if (next === undefined || dueOn < next.fromOn) return { version: rule.version, dueOn };
  }
  return undefined;
};
const dueOf = ({ begins, months }: RetentionRule, endedOn: string, { contractBefore }: RetainedCustomer): string => {
  const over = contractBefore !== undefined && contractBefore > endedOn ? contractBefore : endedOn;
  const start = begins === "purpose_ended" ? endedOn : over;
  const all = begins === "limitation_over" ? months + LIMITATION_MONTHS : months;
  return dayText(addMonths(parseDay(start)!, all));
};
