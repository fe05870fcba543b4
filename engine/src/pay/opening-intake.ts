// Clauses: C6.3
import type { Zone } from "../calendar/zone.ts";
import type { Contract } from "../contract/model.ts";
import { approversOf } from "../facts/approvers.ts";
import type { Event } from "../facts/event.ts";
import { openFacts, recordEvent } from "../facts/fold.ts";
import type { Day } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import { planOfGrant } from "./fee-plan.ts";
import { statementOfPlan } from "./label.ts";
import { openingBounds, takesOver } from "./opening.ts";
import {
  balanceIn,
  balanceName,
  componentIds,
  earnedFault,
  figureFault,
  isSameBalance,
  type OpeningBounds,
  type OpeningIds,
  openingFault,
} from "./opening-fault.ts";
import { isTakenOver, openingPeriod } from "./opening-statement.ts";

/** What a contract takes over from before, as plain data: enough to judge an opening fact when it comes in. */
export interface Takeover {
  readonly takesOver: boolean;
  readonly goLive?: Day;
  readonly zone: Zone;
  /** References of its pay plans; the first takes statements without a plan's name. */
  readonly plans: readonly string[];
  readonly ids: OpeningIds;
  /** Ids of all components. */
  readonly components: readonly string[];
  readonly bounds: OpeningBounds;
  readonly opened: Opened;
}
/** What has been taken over so far. */
export interface Opened {
  /** Which event brought in a statement, by `C6.2/pay/2026-06`. */
  readonly statements: Map<string, string>;
  /** Events that brought in a balance, by id. */
  readonly balances: Map<string, ReturnType<typeof balanceIn>>;
  /** Which event brought in a sale from before, by its order. */
  readonly orders: Map<string, string>;
}
export const OPENING_KINDS: ReadonlySet<string> = new Set(["opening_balance", "opening_credit", "opening_statement"]);
/** What decides which opening facts are there. */
export const TAKEOVER_KINDS: ReadonlySet<string> = new Set([...OPENING_KINDS, "corrected", "retracted"]);

/** @param events what is known already; those of other kinds are passed over */
export const takeoverOf = (contract: Contract, zone: Zone, events: readonly Event[]): Takeover => {
  const rules = contract.versions.flatMap((version) =>
    [...version.rules.values()].flatMap((rule) => {
      const plan = rule.kind === "entitlement" ? planOfGrant(rule) : undefined;
      return plan ? [{ ref: rule.ref, components: plan.components }] : [];
    }),
  );
  const { goLive } = contract;
  const plans = [...new Set(rules.map(({ ref }) => ref))];
  const book = openFacts(contract, zone);
  for (const event of events) if (TAKEOVER_KINDS.has(event.kind)) recordEvent(book, event);
  const opened: Opened = { statements: new Map(), balances: new Map(), orders: new Map() };
  for (const { event } of book.facts.values()) noteOpened(opened, plans, event);
  const components = rules.flatMap((rule) => rule.components);
  return {
    takesOver: takesOver(contract),
    ...(goLive === undefined ? {} : { goLive }),
    zone,
    plans,
    ids: componentIds(components),
    components: [...new Set(components.map(({ id }) => id))],
    bounds: openingBounds(contract),
    opened,
  };
};
/** Remembers what an opening fact that was taken brings in; every other event is passed over. */
export const noteOpened = (opened: Opened, plans: readonly string[], event: Event): void => {
  const noteFirst = (map: Map<string, string>, key: string): void => {
    if (!map.has(key)) map.set(key, event.id);
  };
  if (event.kind === "opening_balance") opened.balances.set(event.id, balanceIn(event));
  if (event.kind === "opening_credit") noteFirst(opened.orders, String(event.fields.order));
  const named = event.kind === "opening_statement" ? statementIn(plans, event) : undefined;
  if (named) noteFirst(opened.statements, named.key);
};
/** The statement that an opening statement brings in, with its plan. */
export const statementIn = (plans: readonly string[], { fields }: Event) => {
  for (const [index, ref] of plans.entries()) {
    const label = statementOfPlan(ref, index === 0, fields.period);
    if (label !== undefined) return { label, key: `${ref}/${label}` };
  }
  return undefined;
};

interface OpeningRefusal {
  readonly code: string;
  readonly field: string;
  readonly args: Readonly<Record<string, string>>;
}
/** Why an opening fact, or a second sale of an order from before, cannot be taken in; undefined for every other fact. */
export const openingRefusal = (takeover: Takeover, event: Event): OpeningRefusal | undefined => {
  const { kind } = event;
  const { bounds, opened } = takeover;
  if (kind === "sale") {
    const order = String(event.fields.order);
    const first = opened.orders.get(order);
    return first === undefined ? undefined : { code: "fact_order_taken_over", field: "order", args: { order, first } };
  }
  if (!OPENING_KINDS.has(kind)) return undefined;
  const refuse = (code: string, field: string, args: OpeningRefusal["args"] = {}): OpeningRefusal => ({
    code,
    field,
    args: { kind, ...args },
  });
  if (!takeover.takesOver) return refuse("fact_opening_without_go_live", "kind");
  if (approversOf(event).size < 2) return refuse("fact_opening_not_signed", "approved_by");
  const impossible = figureFault(event, bounds);
  if (kind !== "opening_statement") {
    const { fields } = event;
    const fault =
      kind === "opening_balance" ? openingFault(fields, takeover.ids) : earnedFault(fields, takeover.components);
    if (fault) return refuse("fact_opening_unknown", fault.field, { ...fault });
    if (impossible) return refuse(`fact_${impossible.code}`, impossible.field, impossible.args);
    const balance = balanceIn(event);
    const first =
      kind === "opening_balance" &&
      [...opened.balances].find(([id, other]) => id !== event.id && isSameBalance(other, balance));
    return first
      ? refuse("fact_opening_balance_twice", "amount", { balance: balanceName(balance), first: first[0] })
      : undefined;
  }
  const written = String(event.fields.period);
  const { goLive, zone, plans } = takeover;
  const named = statementIn(plans, event);
  const period = named && openingPeriod(zone, named.label);
  if (!named || !period) return refuse("fact_opening_no_period", "period", { written });
  if (!isTakenOver(takeover, period)) {
    const live = goLive === undefined ? "–" : dayText(goLive);
    return refuse("fact_opening_not_before_go_live", "period", { written, go_live: live });
  }
  if (impossible) return refuse(`fact_${impossible.code}`, impossible.field, { written, ...impossible.args });
  const first = opened.statements.get(named.key);
  return first === undefined || first === event.id
    ? undefined
    : refuse("fact_opening_twice", "period", { written, first });
};
