// Clauses: C6.2, C10.2, C11.1, C11.2, S1, S2, S5, S10
import type { Component, Contract, Party, Place, Rule, RuleKind, Version } from "../model.ts";
import { overridesTooDeep } from "./override-levels.ts";
import { salesTargetIn } from "./sales-targets.ts";
import { noAddress } from "./says-nothing.ts";

/** What a check found, before the pack gives it its law. */
export interface Found {
  readonly code: string;
  readonly place: Place;
  readonly clause?: string;
  readonly args?: Readonly<Record<string, string>>;
}
/** A rule of the kind has mistakes: what the others lack may stand there. */
export const mayHold = ({ unread }: Version, kind: RuleKind, key?: string): boolean =>
  unread !== undefined &&
  (unread.clauses ||
    unread.rules.some((rule) => (rule.kind ?? kind) === kind && (key === undefined || rule.keys.includes(key))));
type Check = (contract: Contract, version: Version) => Found[];

const rulesOf = <K extends Rule["kind"]>(version: Version, kind: K): Extract<Rule, { kind: K }>[] =>
  [...version.rules.values()].filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
const at = (code: string, rule: Rule, args: Readonly<Record<string, string>> = {}): Found => ({
  code,
  place: rule.place,
  clause: rule.clause,
  args: { rule: rule.ref, ...args },
});
const damagesOf = (version: Version) =>
  rulesOf(version, "entitlement").flatMap((rule) =>
    rule.grant.kind === "damages" ? [{ rule, damages: rule.grant }] : [],
  );
const componentsOf = (version: Version): { readonly rule: Rule; readonly component: Component }[] =>
  rulesOf(version, "entitlement").flatMap((rule) =>
    rule.grant.kind === "plan" ? rule.grant.plan.components.map((component) => ({ rule, component })) : [],
  );

/** L2: a one-sided power that no bound of the contract holds (CC 543, 497). */
const powersWithoutBounds: Check = (_, version) =>
  rulesOf(version, "power")
    .filter((rule) => rule.may === "adjust_param" && (rule.min === undefined || rule.max === undefined))
    .filter((rule) =>
      ["money", "rate", "number", "duration", "date"].includes(version.params.get(rule.param ?? "")?.type ?? ""),
    )
    .map((rule) => at("power_without_bounds", rule, { param: rule.param ?? "" }));
/** L2: notice, effect for the future only, and a time to object. */
const powersNotProspective: Check = (_, version) =>
  rulesOf(version, "power").flatMap((rule) => {
    if (rule.may !== "adjust_param") return [];
    const lacks = [
      ...(rule.notice ? [] : ["notice"]),
      ...(rule.effective === "next_period" ? [] : ["effective: next_period"]),
      ...(rule.objection ? [] : ["objection"]),
    ];
    return lacks.length === 0 ? [] : [at("power_not_prospective", rule, { lacks: lacks.join(", ") })];
  });
/** L4: damages, suspension and ending for one side alone, where both can be in breach. */
const remediesOneSided: Check = (_, version) => {
  const remedies: { readonly holder: Party; readonly rule: Rule }[] = [
    ...damagesOf(version).map(({ rule }) => ({ holder: rule.holder, rule })),
    ...rulesOf(version, "power")
      .filter((rule) => rule.may === "terminate" || rule.may === "suspend")
      .map((rule) => ({ holder: rule.holder, rule })),
  ];
  const first = remedies[0];
  if (!first || remedies.some((remedy) => remedy.holder !== first.holder)) return [];
  if (mayHold(version, "entitlement", "damages") || mayHold(version, "power")) return [];
  return [at("remedies_one_sided", first.rule, { holder: first.holder })];
};
/** L7: a missed goal is a finding only of something that is measured. */
const breachWithoutMeasure: Check = (_, version) =>
  [...version.rules.values()]
    .filter((rule) => rule.finding === "B3" || rule.finding === "B4")
    .filter((rule) => rule.kind !== "threshold")
    .map((rule) => at("breach_without_measure", rule, { finding: rule.finding! }));
const breachWithoutCure: Check = (_, version) =>
  rulesOf(version, "threshold")
    .filter((rule) => (rule.finding === "B3" || rule.finding === "B4") && rule.cure === undefined)
    .map((rule) => at("breach_without_cure", rule, { finding: rule.finding! }));
/** L8: the agent's own score may be shown, but must not decide pay or breach. */
const selfEvaluationDecides: Check = (_, version) => {
  const own = new Set(
    rulesOf(version, "definition")
      .filter(({ metric }) =>
        [metric.event, metric.numerator?.event, metric.denominator?.event].includes("self_evaluated"),
      )
      .map((rule) => rule.ref),
  );
  for (let size = -1; size !== own.size; ) {
    size = own.size;
    for (const rule of rulesOf(version, "definition"))
      if (rule.metric.parts?.some((part) => own.has(part.metric))) own.add(rule.ref);
  }
  const users = [
    ...rulesOf(version, "threshold").map((rule) => ({ rule: rule as Rule, metric: rule.metric })),
    ...componentsOf(version).flatMap(({ rule, component }) =>
      component.kind === "multiplier"
        ? [{ rule, metric: component.metric }]
        : component.kind === "holdback" && component.release.metric !== undefined
          ? [{ rule, metric: component.release.metric }]
          : component.kind === "per_unit" && component.event === "self_evaluated"
            ? [{ rule, metric: component.event }]
            : [],
    ),
  ];
  return users
    .filter(({ metric }) => own.has(metric) || metric === "self_evaluated")
    .map(({ rule, metric }) => at("self_evaluation_decides", rule, { metric }));
};
/** L9: liquidated damages are an agreed sum or formula, else only actual loss is owed. */
const damagesWithoutFormula: Check = (_, version) =>
  damagesOf(version)
    .filter(({ damages }) => damages.amount === undefined && damages.rate === undefined)
    .map(({ rule }) => at("damages_without_formula", rule));
const damagesWithoutCap: Check = (_, version) =>
  damagesOf(version)
    .filter(({ damages }) => damages.per === "day" && damages.cap === undefined)
    .map(({ rule }) => at("damages_without_cap", rule));
/** A10: the agent owes care, not success; missing a sales target alone is no fault (CC 929). */
const damagesOnSalesTarget: Check = (_, version) =>
  damagesOf(version)
    .filter(({ rule }) => rule.from === "agent")
    .flatMap(({ rule, damages }) => {
      const target = salesTargetIn(version, damages.on);
      if (target === undefined || (target === "B3" && mayHold(version, "threshold", "finding"))) return [];
      return [at("damages_on_sales_target", rule, { target })];
    });
/** L10: standard terms in which the other side has a great interest must stand out. */
const keyTermsNotProminent: Check = (_, version) =>
  version.clauses.flatMap((clause) => {
    if (clause.origin !== "standard" || clause.prominent) return [];
    const key = clause.rules.find(isKeyTerm);
    return key
      ? [{ code: "key_term_not_prominent", place: clause.place, clause: clause.id, args: { rule: key.ref } }]
      : [];
  });
const isKeyTerm = (rule: Rule): boolean => {
  if (rule.kind === "power")
    return (
      rule.holder === "company" && ["adjust_param", "terminate", "suspend", "set_off", "withhold"].includes(rule.may)
    );
  if (rule.kind !== "entitlement") return false;
  if (rule.grant.kind === "damages") return rule.from === "agent";
  return (
    rule.grant.kind === "plan" &&
    rule.grant.plan.components.some(({ kind }) => kind === "clawback" || kind === "holdback" || kind === "cap")
  );
};
/** A10: pay on pay on pay. A third generation of shared credit, or of overrides, comes near a pyramid. */
const overrideBeyondTwoLevels: Check = (contract, version) =>
  overridesTooDeep(contract, version).map((rule) => at("override_beyond_two_levels", rule));
/** A10: pay that comes whatever is sold. */
const guaranteedPay: Check = (contract, version) =>
  contract.parties.agent?.kind !== "person"
    ? []
    : componentsOf(version)
        .filter(({ component }) => component.kind === "floor" || (component.kind === "draw" && !component.recoverable))
        .map(({ rule, component }) => ({
          ...at("sign_of_employment", rule, { sign: component.id }),
          place: component.place,
        }));
/** A10: where notices and court papers reach a party: its details, or a parameter `agent_address`. */
const serviceAddressMissing: Check = (contract, version) =>
  (["company", "agent", "intermediary"] as const).flatMap((party) => {
    const details = contract.parties[party];
    if (!details?.place) return [];
    const written = [
      ...Object.entries(details.details).flatMap(([key, value]) => (/address/.test(key) ? [value] : [])),
      version.params.get(`${party}_address`)?.written ?? "",
    ];
    if (!written.every(noAddress)) return [];
    return [{ code: "service_address_missing", place: details.place, args: { party } }];
  });
const intermediaryFeeMissing: Check = (contract, version) => {
  const place = contract.parties.intermediary?.place;
  if (contract.mode !== "intermediary_led" || !place || mayHold(version, "entitlement", "fee")) return [];
  if (rulesOf(version, "entitlement").some((rule) => rule.grant.kind === "fee" && rule.holder === "intermediary"))
    return [];
  return [{ code: "intermediary_fee_missing", place }];
};
export const RULE_CHECKS: readonly Check[] = [
  powersWithoutBounds,
  powersNotProspective,
  remediesOneSided,
  breachWithoutMeasure,
  breachWithoutCure,
  selfEvaluationDecides,
  damagesWithoutFormula,
  damagesWithoutCap,
  damagesOnSalesTarget,
  keyTermsNotProminent,
  overrideBeyondTwoLevels,
  guaranteedPay,
  serviceAddressMissing,
  intermediaryFeeMissing,
];
