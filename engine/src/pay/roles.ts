// Clauses: C6.2, C6.3
import type { Plan } from "../contract/model.ts";

/** What a fact can be to a plan. One kind may play several parts: a cancelled sale may be a return and an end of cover. */
export const ROLES = [
  "sale",
  "return",
  "unread_return",
  "collected",
  "delivered",
  "end",
  "payment",
  "withheld",
  "fee_paid",
  "set_off",
  "adjustment",
  "published",
  "ended",
  "opening_balance",
  "opening_credit",
  "opening_statement",
  "licence",
] as const;
export type Role = (typeof ROLES)[number];

const ALWAYS: readonly (readonly [string, Role])[] = [
  ["payment_made", "payment"],
  ["tax_withheld", "withheld"],
  ["set_off_notice", "set_off"],
  ["adjustment", "adjustment"],
  ["statement_published", "published"],
  ["ended", "ended"],
  ["opening_balance", "opening_balance"],
  ["opening_credit", "opening_credit"],
  ["opening_statement", "opening_statement"],
];
/**
 * The parts that event kinds play in any version of a plan. What a sale brought in is known by `premium_paid`, and by kinds that
 * the contract declares with a name ending in `_paid`.
 * @param feePaid kinds by which parties say that they paid their share of a fee
 */
export const collectRoles = (
  plans: readonly Plan[],
  declared: readonly string[],
  feePaid: readonly string[] = [],
): Map<string, readonly Role[]> => {
  const roles = new Map<string, Set<Role>>();
  const give = (kind: string, role: Role): void => {
    const known = roles.get(kind) ?? new Set<Role>();
    known.add(role);
    roles.set(kind, known);
  };
  for (const [kind, role] of ALWAYS) give(kind, role);
  for (const kind of feePaid) give(kind, "fee_paid");
  for (const plan of plans) {
    for (const credit of plan.credit) {
      give(credit.event, "sale");
      if (credit.on !== "paid") continue;
      for (const kind of ["premium_paid", ...declared.filter((name) => name.endsWith("_paid"))]) {
        if (kind !== credit.event) give(kind, "collected");
      }
    }
    if (plan.licence !== undefined) give("licence_recorded", "licence");
    if (plan.returns) give(plan.returns.event, "return");
    for (const component of plan.components) {
      if (component.kind === "per_unit") give(component.event, "sale");
      if (component.kind === "override" && component.of === "members") give("credit_from", "sale");
      if (component.kind !== "clawback") continue;
      give(component.event, "end");
      if (component.coolingFrom === "policy_delivered") give("policy_delivered", "delivered");
    }
  }
  const sells = plans.some(({ credit }) => credit.some(({ event }) => event === "sale"));
  for (const kind of sells ? ["refund", "sale_cancelled"] : []) if (!roles.has(kind)) give(kind, "unread_return");
  return new Map([...roles].map(([kind, set]) => [kind, [...set]]));
};
