// Clauses: C2.3, C6.2, C11.2, S10
import type { Money } from "../../values/brand.ts";
import { equal, ONE, type Rate, sum } from "../../values/rational.ts";
import { readValue } from "../compile-condition.ts";
import { type Fields, oneOrMore, type Reader, readFields, scalar } from "../fields.ts";
import type { EntitlementRule, Grant, Party } from "../model.ts";
import { readPlan } from "../plan/plan.ts";
import {
  baseOf,
  checkParties,
  conditionReader,
  isAbsent,
  kindReader,
  OWED_KEYS,
  type RuleContext,
  type RuleSource,
  unknownField,
} from "../rule-context.ts";
import {
  PARTIES,
  readAmount,
  readBreach,
  readDuration,
  readParty,
  readRate,
  readShare,
  readText,
  readWord,
} from "../scalars.ts";

const GRANTS = ["plan", "fee", "damages", "right"] as const;
export const ENTITLEMENT_KEYS = [...OWED_KEYS, "holder", "from", ...GRANTS, "publish_by", "pay_by"];

export const readEntitlement = (source: RuleSource, context: RuleContext): EntitlementRule | undefined => {
  const { report } = context;
  const fields = readFields(source.tree, "entitlement", ENTITLEMENT_KEYS, report);
  if (!fields) return undefined;
  const base = baseOf(source, fields, context);
  const holder = fields.need("holder", readParty);
  const from = fields.need("from", readParty);
  if (source.active)
    checkParties(
      [holder, from].filter((p) => p !== undefined),
      fields.placeOf("holder"),
      context,
    );
  if (holder !== undefined && holder === from)
    report.error("holder_is_payer", fields.placeOf("from"), { party: holder });
  const given = GRANTS.filter((key) => fields.has(key));
  if (given.length === 0) report.error("entitlement_grants_nothing", fields.place);
  if (given.length > 1)
    report.error("entitlement_grants_several", fields.keyPlaceOf(given[1]!), { keys: given.join(", ") });
  const grant = given.length === 1 ? readGrant(given[0]!, fields, source, context) : undefined;
  const publishBy = fields.read("publish_by", readDuration);
  const payBy = fields.read("pay_by", readDuration);
  if (holder === undefined || from === undefined || !grant) return undefined;
  return {
    ...base,
    bearers: base.bearers.length > 0 ? base.bearers : [from],
    kind: "entitlement",
    holder,
    from,
    grant,
    ...(publishBy ? { publishBy } : {}),
    ...(payBy ? { payBy } : {}),
  };
};
const readGrant = (
  key: (typeof GRANTS)[number],
  fields: Fields,
  source: RuleSource,
  context: RuleContext,
): Grant | undefined => {
  const readers: Readonly<Record<(typeof GRANTS)[number], Reader<Grant>>> = {
    plan: (tree) => {
      const plan = readPlan(tree, source, context);
      return plan && { kind: "plan", plan };
    },
    fee: feeReader(context),
    damages: damagesReader(context),
    right: (tree, report) => {
      const right = readText(tree, report);
      return right === undefined ? undefined : { kind: "right", right };
    },
  };
  return fields.read(key, readers[key]);
};

/** A rate of a basis, or an amount for each period; never both. */
const rateOrAmount = (
  fields: Fields,
  context: RuleContext,
  readsRate: Reader<Rate>,
): { readonly rate?: Rate; readonly amount?: Money } => {
  if (fields.has("rate") && fields.has("amount")) context.report.error("rate_and_amount", fields.keyPlaceOf("amount"));
  const rate = fields.read("rate", readsRate);
  const amount = fields.read("amount", readAmount(context.currency));
  return { ...(rate ? { rate } : {}), ...(amount === undefined ? {} : { amount }) };
};
const feeReader =
  (context: RuleContext): Reader<Grant> =>
  (tree, report) => {
    const fields = readFields(tree, "fee", ["basis", "every", "rate", "amount", "shares", "paid_by"], report);
    if (!fields) return undefined;
    const basis = fields.read("basis", basisReader(context));
    const every = fields.need("every", readWord(["month", "quarter", "half", "year"], "period", "plan_period_unknown"));
    const figures = rateOrAmount(fields, context, readShare);
    if (!fields.has("rate") && !fields.has("amount"))
      report.error("missing_key", tree.place, { key: "rate", within: "fee" });
    if (fields.has("rate") && !fields.has("basis"))
      report.error("missing_key", tree.place, { key: "basis", within: "fee" });
    const shares = fields.read("shares", readShares) ?? {};
    const paidBy = fields.read("paid_by", paidByReader(context)) ?? {};
    for (const [key, named] of Object.entries({ shares, paid_by: paidBy }))
      for (const party of Object.keys(named) as Party[])
        if (isAbsent(party, context)) report.error("party_not_in_contract", fields.placeOf(key), { party });
    if (every === undefined) return undefined;
    return { kind: "fee", every, shares, paidBy, ...figures, ...(basis ? { basis } : {}) };
  };
type Basis = NonNullable<Extract<Grant, { kind: "fee" }>["basis"]>;
const basisReader =
  (context: RuleContext): Reader<Basis> =>
  (tree, report) => {
    const fields = readFields(tree, "basis", ["event", "value", "when"], report);
    const event = fields?.need("event", kindReader(context));
    if (!fields || event === undefined) return undefined;
    const value = fields.need(
      "value",
      scalar((node, r) => readValue(node, context.scopeOf([event]), r)),
    );
    if (value && value.type !== "money")
      report.error("basis_not_money", fields.placeOf("value"), { written: value.written });
    else if (value && !/^\w+$/.test(value.written))
      report.error("basis_not_field", fields.placeOf("value"), { written: value.written });
    const when = fields.read("when", conditionReader(context, [event]));
    return value && { event, value, ...(when ? { when } : {}) };
  };
const readShares: Reader<Partial<Record<Party, Rate>>> = (tree, report) => {
  const fields = readFields(tree, "shares", PARTIES, report);
  if (!fields) return undefined;
  const shares = PARTIES.flatMap((party) => {
    const share = fields.read(party, readShare);
    return share ? [[party, share] as const] : [];
  });
  if (shares.length > 0 && !equal(sum(shares.map(([, share]) => share)), ONE))
    report.error("shares_not_whole", tree.place, { of: "fee" });
  return Object.fromEntries(shares);
};
/** A kind for each party, with the `period` of the statement whose share was paid. */
const paidByReader =
  (context: RuleContext): Reader<Partial<Record<Party, string>>> =>
  (tree, report) => {
    const fields = readFields(tree, "paid_by", PARTIES, report);
    if (!fields) return undefined;
    const kinds = PARTIES.flatMap((party) => {
      const kind = fields.read(party, kindReader(context));
      const shape = kind === undefined ? undefined : context.shapes.get(kind);
      if (kind === undefined || !shape) return [];
      if (!shape.fields.has("period")) unknownField(report, fields.placeOf(party), "period", kind, shape);
      return [[party, kind] as const];
    });
    return Object.fromEntries(kinds);
  };
/** Damages may be a multiple, such as the deposit twice over, but not below nothing. */
const readMultiple: Reader<Rate> = (tree, report) => {
  const rate = readRate(tree, report);
  if (rate && rate.n < 0n) {
    report.error("factor_negative", tree.place);
    return undefined;
  }
  return rate;
};
const damagesReader =
  (context: RuleContext): Reader<Grant> =>
  (tree, report) => {
    const fields = readFields(tree, "damages", ["on", "amount", "rate", "of", "per", "cap"], report);
    if (!fields) return undefined;
    const on = fields.need("on", oneOrMore(readBreach));
    const figures = rateOrAmount(fields, context, readMultiple);
    const of = fields.read("of", readText);
    if (fields.has("rate") && !fields.has("of"))
      report.error("missing_key", tree.place, { key: "of", within: "damages" });
    const per = fields.read("per", readWord(["day", "occurrence"], "per")) ?? "occurrence";
    const cap = fields.read("cap", readAmount(context.currency));
    return (
      on && {
        kind: "damages",
        on,
        per,
        ...figures,
        ...(of === undefined ? {} : { of }),
        ...(cap === undefined ? {} : { cap }),
      }
    );
  };
