// Clauses: S10

import type { EntitlementRule, Plan, Version } from "../contract/model.ts";
import { eventText } from "../messages/event-words.ts";

/** Names of the one line that a fee statement has. */
export const FEE_COMPONENT = "fee";

/**
 * A service fee as a pay plan: one rate on the basis, or a fixed amount for each period. So it closes, restates by true-ups and
 * explains itself like any other pay, and nothing outside the schedule can be invoiced.
 */
export const planOfGrant = (rule: EntitlementRule | undefined): Plan | undefined => {
  const grant = rule?.grant;
  if (grant?.kind === "plan") return grant.plan;
  if (!rule || grant?.kind !== "fee" || typeof grant.every === "object" || grant.every === "term") return undefined;
  const { basis, rate, amount } = grant;
  const base = { id: FEE_COMPONENT, label: rule.label ?? { zh: "服务费", en: "Service fee" }, place: rule.place };
  return {
    period: grant.every,
    credit: basis
      ? [{ event: basis.event, amount: basis.value.written, on: "at", ...(basis.when ? { when: basis.when } : {}) }]
      : [],
    components: rate
      ? [{ ...base, kind: "rate", rate, ...(basis ? { basisLabel: eventText(basis.event) } : {}) }]
      : amount === undefined
        ? []
        : [{ ...base, kind: "floor", at: amount }],
  };
};
/** The kinds of events by which parties say that they paid their share of a fee, in any version. */
export const feePaidKinds = (versions: readonly Version[], ref: string): string[] =>
  versions.flatMap(({ rules }) => {
    const rule = rules.get(ref);
    return rule?.kind === "entitlement" && rule.grant.kind === "fee" ? Object.values(rule.grant.paidBy) : [];
  });
