// Clauses: C6.2

import { MONTHS, periodsUntil, type Term } from "../../calendar/period.ts";
import { SHANGHAI } from "../../calendar/zone.ts";
import type { Day } from "../../values/brand.ts";
import { addDays, civilOf, dayText } from "../../values/date.ts";
import {
  compare,
  equal,
  fromInteger,
  multiply,
  ONE,
  type Rational,
  sum,
  toDecimalText,
} from "../../values/rational.ts";
import { closestName } from "../closest-name.ts";
import { type Fields, listOf, oneOrMore, type Reader, readFields, scalar } from "../fields.ts";
import { ANY_UNIT, unitOf } from "../measure-keys.ts";
import { isMemberOn } from "../members.ts";
import type { Component, ComponentKind, Member, Plan } from "../model.ts";
import {
  conditionReader,
  fieldReader,
  kindReader,
  type RuleContext,
  type RuleSource,
  ruleReader,
} from "../rule-context.ts";
import {
  meantWord,
  readAmount,
  readBoolean,
  readDay,
  readDuration,
  readId,
  readInteger,
  readNumber,
  readShare,
  readWord,
  UNREAD_TERM,
} from "../scalars.ts";
import { textReader } from "../texts.ts";
import type { Tree } from "../yaml-tree.ts";
import { readLookupTable } from "./lookup-table.ts";
import { readMetricTable, readTiers } from "./tables.ts";

/** The plan around the component that is being read. */
export interface PlanContext {
  readonly source: RuleSource;
  readonly context: RuleContext;
  readonly period: Plan["period"];
  /** Credited event kinds. */
  readonly kinds: readonly string[];
}
type Base = Pick<Component, "id" | "label" | "on" | "when" | "place">;
type ComponentReader = (fields: Fields, base: Base, plan: PlanContext) => Component | undefined;
interface Kind {
  readonly keys: readonly string[];
  readonly read: ComponentReader;
}
const BASE_KEYS = ["id", "kind", "label"];

export const readComponents = (tree: Tree, plan: PlanContext): Component[] | undefined => {
  const { report } = plan.context;
  const ids: string[] = [];
  const later = tree.kind === "list" ? tree.items.map(idTextOf) : [];
  const components = listOf<Component>((item) => {
    const any = readFields(item, "component", [], report, { open: true });
    const written = any?.need("kind", readWord(COMPONENT_KINDS, "kind", "unknown_component_kind"));
    const id = any?.need("id", readId);
    if (!any) return undefined;
    // One mistake hides no other: the rest is read as the kind was surely meant, else as far as all kinds are alike.
    const kind = written ?? meantWord(any.tree("kind"), COMPONENT_KINDS);
    const { keys, read } = kind === undefined ? ANY_KIND : KINDS[kind];
    const fields = readFields(item, kind ?? "component", [...BASE_KEYS, ...keys], report)!;
    if (id !== undefined && ids.includes(id)) report.error("duplicate_component", fields.placeOf("id"), { id });
    const on = fields.read("on", onReader(ids, later, report));
    if (id !== undefined) ids.push(id);
    const conditional =
      kind === undefined || kind === "per_unit" || kind === "clawback"
        ? undefined
        : fields.read("when", conditionReader(plan.context, plan.kinds));
    const label = fields.read("label", textReader(plan.context.languages));
    return read(
      fields,
      {
        id: id ?? "",
        place: item.place,
        ...(on ? { on } : {}),
        ...(conditional ? { when: conditional } : {}),
        ...(label ? { label } : {}),
      },
      plan,
    );
  })(tree, report);
  const overrides = components?.filter((component) => component.kind === "override") ?? [];
  if (overrides.length > 2)
    report.error("override_too_deep", overrides[2]!.place, { levels: String(overrides.length) });
  return components;
};
const idTextOf = (tree: Tree): string => {
  const id = tree.kind === "map" ? tree.entries.find((entry) => entry.key === "id")?.value : undefined;
  return id?.kind === "scalar" ? id.text : "";
};
const onReader = (ids: readonly string[], all: readonly string[], report: RuleContext["report"]): Reader<string[]> =>
  oneOrMore(
    scalar((node) => {
      if (ids.includes(node.text)) return node.text;
      if (all.includes(node.text)) report.error("component_below", node.place, { component: node.text });
      else
        report.error("dangling_component", node.place, {
          component: node.text,
          nearest: closestName(node.text, ids),
        });
      return undefined;
    }),
  );

const readTiersComponent: ComponentReader = (fields, base, { context, period }) => {
  const { report, currency } = context;
  const quota = fields.read("quota", readAmount(currency));
  if (quota === 0n) report.error("quota_zero", fields.placeOf("quota"));
  const method = fields.need("method", readWord(["marginal", "retroactive"], "method"));
  const accumulate = fields.read("accumulate", readWord(["period", "quarter", "year"], "accumulate")) ?? "period";
  const prorate = fields.read("prorate", readWord(["calendar_days", "business_days", "none"], "prorate"));
  const table = readTiers(fields, context);
  const window = accumulate === "period" ? period : accumulate;
  if (accumulate !== "period" && MONTHS[window] < MONTHS[period])
    report.error("accumulate_under_period", fields.placeOf("accumulate"), { accumulate, period });
  const cut = cutDay(window, context.term);
  if (fields.has("quota") && !fields.has("prorate") && cut !== undefined)
    report.error("prorate_missing", fields.place, { date: dayText(cut), window });
  return method && table
    ? {
        ...base,
        kind: "tiers",
        method,
        accumulate,
        table,
        ...(quota === undefined ? {} : { quota }),
        ...(prorate ? { prorate } : {}),
      }
    : undefined;
};
/** The term's first or last day where it cuts a calendar period. */
const cutDay = (window: keyof typeof MONTHS, term: RuleContext["term"]): Day | undefined => {
  const begins = (day: Day): boolean => {
    const { month, day: dayOfMonth } = civilOf(day);
    return dayOfMonth === 1 && (month - 1) % MONTHS[window] === 0;
  };
  if (term === UNREAD_TERM) return undefined;
  if (!begins(term.from)) return term.from;
  return begins(addDays(term.until, 1)) ? undefined : term.until;
};
const readMultiplier: ComponentReader = (fields, base, { source, context }) => {
  const metric = fields.need("metric", ruleReader(context, "definition", source));
  const definition = metric === undefined ? undefined : context.metrics.get(metric);
  const indeterminate = fields.read("indeterminate", readFactor) ?? ONE;
  const table = readMetricTable(fields, "times", readFactor, definition ? unitOf(definition) : ANY_UNIT, context);
  return metric !== undefined && definition && table
    ? {
        ...base,
        kind: "multiplier",
        metric,
        indeterminate,
        table: table.map(({ from, value }) => ({ from, times: value })),
      }
    : undefined;
};
const readFactor: Reader<Rational> = (tree, report) => {
  const factor = readNumber(tree, report);
  if (factor && factor.n < 0n) {
    report.error("factor_negative", tree.place);
    return undefined;
  }
  return factor;
};
const readSplit: ComponentReader = (fields, base, { context }) => {
  const overlay = fields.read("overlay", readBoolean) ?? false;
  const agent = context.parties.agent;
  const dated = agent?.members.some((member) => member.from !== undefined || member.until !== undefined);
  const part = agent?.kind === "team" ? partialShares(agent.members, overlay, context.term) : undefined;
  if (part && !dated) context.report.error("shares_not_whole", fields.place, { of: "split" });
  else if (part) {
    const [from, total] = [dayText(part.from), `${toDecimalText(multiply(part.total, fromInteger(100)))}%`];
    context.report.error("shares_not_whole_on", fields.place, { of: "split", from, total });
  }
  return { ...base, kind: "split", overlay };
};
/** The first day of the term from which the shares of those who are members then are not the whole; an overlay may exceed it. */
const partialShares = (
  members: readonly Member[],
  overlay: boolean,
  term: Term,
): { readonly from: Day; readonly total: Rational } | undefined => {
  const cuts = members.flatMap(({ from, until }) => [from ?? term.from, ...(until === undefined ? [] : [until + 1])]);
  if (term === UNREAD_TERM) return undefined;
  for (const day of [...new Set([term.from, ...cuts])].sort((a, b) => a - b) as Day[]) {
    if (day < term.from || day > term.until) continue;
    const present = members.filter(({ from, until }) => (from ?? day) <= day && (until ?? day) >= day);
    const total = sum(present.map(({ share }) => share));
    if (compare(total, ONE) < 0 || (!overlay && !equal(total, ONE))) return { from: day, total };
  }
  return undefined;
};
/** Whether somebody is a member at the end of any pay period; the zone does not matter to days. */
const isEverPaid = (members: readonly Member[], id: string, term: Term, period: Plan["period"]): boolean =>
  term === UNREAD_TERM ||
  periodsUntil(SHANGHAI, term, period, term.until).some(({ toDay }) => isMemberOn(members, id, addDays(toDay, -1)));
const readOverride: ComponentReader = (fields, base, { context, period }) => {
  const { report } = context;
  const rate = fields.need("rate", readShare);
  const of = fields.read("of", readWord(["members", "pay"], "of")) ?? "members";
  const own = fields.read("own", readBoolean) ?? false;
  const to = fields.read("to", readId);
  const generations = fields.read("generations", readInteger(1, 99));
  const agent = context.parties.agent;
  const ids = agent?.members.map((member) => member.id) ?? [];
  if (to !== undefined && !ids.includes(to))
    report.error("unknown_member", fields.placeOf("to"), { member: to, nearest: closestName(to, ids) });
  if (to === undefined && agent?.kind === "team" && agent.lead === undefined)
    report.error("override_without_recipient", fields.place);
  const recipient = to ?? agent?.lead;
  if (
    recipient !== undefined &&
    ids.includes(recipient) &&
    !isEverPaid(agent!.members, recipient, context.term, period)
  )
    report.error("override_to_no_member", fields.placeOf(to === undefined ? "kind" : "to"), { member: recipient });
  return (
    rate && {
      ...base,
      kind: "override",
      rate,
      of,
      own,
      ...(to === undefined ? {} : { to }),
      ...(generations === undefined ? {} : { generations }),
    }
  );
};
const readCap: ComponentReader = (fields, base, { context }) => {
  const at = fields.need("at", readAmount(context.currency));
  const excess = fields.need("excess", readWord(["forfeit", "carry"], "excess"));
  const atEnd = fields.read("at_end", readWord(["lapse", "pay"], "at_end"));
  if (atEnd && excess === "forfeit") context.report.error("cap_at_end_without_carry", fields.placeOf("at_end"));
  return at === undefined || !excess ? undefined : { ...base, kind: "cap", at, excess, ...(atEnd ? { atEnd } : {}) };
};
const readDraw: ComponentReader = (fields, base, { context }) => {
  const amount = fields.need("amount", readAmount(context.currency));
  const recoverable = fields.need("recoverable", readBoolean);
  const atEnd = fields.read("at_end", readWord(["forgive", "owe"], "at_end"));
  if (recoverable && !fields.has("at_end")) context.report.error("draw_without_at_end", fields.place);
  if (recoverable === false && fields.has("at_end"))
    context.report.error("draw_at_end_not_recoverable", fields.placeOf("at_end"));
  if (atEnd === "owe") context.report.warn("draw_owed_at_end", fields.placeOf("at_end"));
  return amount === undefined || recoverable === undefined
    ? undefined
    : { ...base, kind: "draw", amount, recoverable, ...(atEnd ? { atEnd } : {}) };
};
const readHoldback: ComponentReader = (fields, base, plan) => {
  const { context, source } = plan;
  const rate = fields.need("rate", readShare);
  const release = fields.need("release", (tree) => {
    const inner = readFields(tree, "release", ["metric", "after", "table"], context.report);
    const after = inner?.need("after", readDuration);
    if (!inner) return undefined;
    const metric = inner.read("metric", ruleReader(context, "definition", source));
    const definition = metric === undefined ? undefined : context.metrics.get(metric);
    if (inner.has("table") && !inner.has("metric"))
      context.report.error("missing_key", tree.place, { key: "metric", within: "release" });
    const unit = definition ? unitOf(definition) : ANY_UNIT;
    const table = inner.has("metric") ? readMetricTable(inner, "share", readShare, unit, context) : [];
    if (!after || !table || (inner.has("metric") && !definition)) return undefined;
    return {
      after,
      table: table.map(({ from, value }) => ({ from, share: value })),
      ...(metric === undefined ? {} : { metric }),
    };
  });
  return rate && release && { ...base, kind: "holdback", rate, release };
};
const readClawback: ComponentReader = (fields, base, { context, kinds }) => {
  const { report } = context;
  const event = fields.need("event", kindReader(context));
  const match = fields.need("match", fieldReader(context, [event, ...kinds]));
  const earnOver = fields.need("earn_over", readDuration);
  const unit = fields.need("unit", readWord(["month", "day"], "unit"));
  const coolingOff = fields.read("cooling_off", readDuration);
  const coolingFrom = fields.read("cooling_from", readWord(["sale", "policy_delivered"], "cooling_from")) ?? "sale";
  const when = fields.read("when", conditionReader(context, [event]));
  const whole = earnOver && !earnOver.business && earnOver.count > 0;
  const inMonths = earnOver?.unit === "months" || earnOver?.unit === "years";
  const inDays = earnOver?.unit === "days" || earnOver?.unit === "weeks";
  if (earnOver && unit && (!whole || (unit === "month" ? !inMonths : !(inMonths || inDays))))
    report.error("clawback_earn_over", fields.placeOf("earn_over"), { unit });
  if (coolingOff && (coolingOff.business || !["days", "weeks"].includes(coolingOff.unit)))
    report.error("cooling_off_not_days", fields.placeOf("cooling_off"));
  if (fields.has("cooling_from") && !fields.has("cooling_off"))
    report.error("missing_key", fields.place, { key: "cooling_off", within: "clawback" });
  return event === undefined || match === undefined || !earnOver || !unit
    ? undefined
    : {
        ...base,
        kind: "clawback",
        event,
        match,
        earnOver,
        unit,
        coolingFrom,
        ...(coolingOff ? { coolingOff } : {}),
        ...(when ? { when } : {}),
      };
};

const KINDS = {
  rate: {
    keys: ["rate", "when"],
    read: (fields, base) => {
      const rate = fields.need("rate", readShare);
      return rate && { ...base, kind: "rate", rate };
    },
  },
  tiers: { keys: ["quota", "method", "accumulate", "prorate", "table", "when"], read: readTiersComponent },
  lookup: {
    keys: ["keys", "table", "from", "when"],
    read: (fields, base, { context, kinds }) => {
      const keys = fields.need("keys", listOf(fieldReader(context, kinds)));
      const table = keys && fields.need("table", (tree) => readLookupTable(tree, keys, context));
      const from = fields.read("from", readDay);
      if (from !== undefined && (from < context.term.from || from > context.term.until))
        context.report.error("date_outside_term", fields.placeOf("from"), {
          written: dayText(from),
          from: dayText(context.term.from),
          until: dayText(context.term.until),
        });
      return keys && table && { ...base, kind: "lookup", keys, table, ...(from === undefined ? {} : { from }) };
    },
  },
  per_unit: {
    keys: ["event", "when", "each", "count"],
    read: (fields, base, { context }) => {
      const event = fields.need("event", kindReader(context));
      const when = fields.read("when", conditionReader(context, [event]));
      const each = fields.need("each", readAmount(context.currency));
      const count = fields.read("count", readWord(["events", "quantity"], "count")) ?? "events";
      if (count === "quantity" && event !== undefined)
        fieldReader(context, [event])(
          { kind: "scalar", text: "quantity", quoted: false, place: fields.placeOf("count") },
          context.report,
        );
      return event === undefined || each === undefined
        ? undefined
        : { ...base, kind: "per_unit", event, each, count, ...(when ? { when } : {}) };
    },
  },
  multiplier: { keys: ["on", "metric", "table", "indeterminate"], read: readMultiplier },
  bonus: {
    keys: ["rule", "amount"],
    read: (fields, base, { source, context }) => {
      const rule = fields.need("rule", ruleReader(context, "threshold", source));
      const amount = fields.need("amount", readAmount(context.currency));
      return rule === undefined || amount === undefined ? undefined : { ...base, kind: "bonus", rule, amount };
    },
  },
  split: { keys: ["on", "overlay"], read: readSplit },
  override: { keys: ["rate", "of", "to", "own", "generations"], read: readOverride },
  cap: { keys: ["on", "at", "excess", "at_end"], read: readCap },
  floor: {
    keys: ["on", "at"],
    read: (fields, base, { context }) => {
      const at = fields.need("at", readAmount(context.currency));
      return at === undefined ? undefined : { ...base, kind: "floor", at };
    },
  },
  draw: { keys: ["amount", "recoverable", "at_end"], read: readDraw },
  holdback: { keys: ["on", "rate", "release"], read: readHoldback },
  clawback: {
    keys: ["on", "event", "when", "match", "earn_over", "unit", "cooling_off", "cooling_from"],
    read: readClawback,
  },
} as const satisfies Readonly<Record<ComponentKind, Kind>>;
/** What is alike in all components, whatever else they are. */
const ANY_KIND: Kind = {
  keys: ["on", ...new Set(Object.values(KINDS).flatMap(({ keys }) => keys))],
  read: (fields, _, { source, context }) => {
    fields.read("rate", readShare);
    for (const key of ["at", "quota"]) fields.read(key, readAmount(context.currency));
    fields.read("event", kindReader(context));
    fields.read("metric", ruleReader(context, "definition", source));
    return undefined;
  },
};
const COMPONENT_KINDS = Object.keys(KINDS) as ComponentKind[];
