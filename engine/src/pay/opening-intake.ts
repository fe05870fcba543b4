// Clauses: C6.3
import type { Zone } from "../calendar/zone.ts";
import type { Contract } from "../contract/model.ts";
import type { Event } from "../facts/event.ts";
import { openFacts, recordEvent } from "../facts/fold.ts";
import type { Day } from "../values/brand.ts";
import { dayText } from "../values/date.ts";
import { approversOf } from "./approvers.ts";
import { planOfGrant } from "./fee-plan.ts";
import { statementOfPlan } from "./label.ts";
import { takesOver } from "./opening.ts";
import { componentIds, type OpeningIds, openingFault } from "./opening-fault.ts";
import { isTakenOver, openingPeriod } from "./opening-statement.ts";

/** What a contract takes over from before, as plain data: enough to judge an opening fact when it comes in. */
export interface Takeover {
  readonly takesOver: boolean;
  readonly goLive?: Day;
  readonly zone: Zone;
  /** References of its pay plans; the first takes statements without a plan's name. */
  readonly plans: readonly string[];
  readonly ids: OpeningIds;
  /** Which event brought in a statement, by `C6.2/pay/2026-06`. */
  readonly statements: ReadonlyMap<string, string>;
}
export const OPENING_KINDS: ReadonlySet<string> = new Set(["opening_balance", "opening_credit", "opening_statement"]);
/** What decides which opening statements are there. */
export const TAKEOVER_KINDS: ReadonlySet<string> = new Set(["opening_statement", "corrected", "retracted"]);

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
  const statements = new Map<string, string>();
  for (const { event } of book.facts.values()) {
    const named = event.kind === "opening_statement" ? statementIn(plans, event) : undefined;
    if (named && !statements.has(named.key)) statements.set(named.key, event.id);
  }
  return {
    takesOver: takesOver(contract),
    ...(goLive === undefined ? {} : { goLive }),
    zone,
    plans,
    ids: componentIds(rules.flatMap(({ components }) => components)),
    statements,
  };
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
/** Why an opening fact cannot be taken in; undefined for one that can, and for every other fact. */
export const openingRefusal = (takeover: Takeover, event: Event): OpeningRefusal | undefined => {
  const { kind } = event;
  if (!OPENING_KINDS.has(kind)) return undefined;
  const refuse = (code: string, field: string, args: OpeningRefusal["args"] = {}): OpeningRefusal => ({
    code,
    field,
    args: { kind, ...args },
  });
  if (!takeover.takesOver) return refuse("fact_opening_without_go_live", "kind");
  if (approversOf(event).size < 2) return refuse("fact_opening_not_signed", "approved_by");
  if (kind === "opening_balance") {
    const fault = openingFault(event.fields, takeover.ids);
    return fault && refuse("fact_opening_unknown", fault.field, { ...fault });
  }
  if (kind !== "opening_statement") return undefined;
  const written = String(event.fields.period);
  const { goLive, zone, plans, statements } = takeover;
  const named = statementIn(plans, event);
  const period = named && openingPeriod(zone, named.label);
  if (!named || !period) return refuse("fact_opening_no_period", "period", { written });
  if (!isTakenOver(takeover, period)) {
    const live = goLive === undefined ? "–" : dayText(goLive);
    return refuse("fact_opening_not_before_go_live", "period", { written, go_live: live });
  }
  const first = statements.get(named.key);
  return first === undefined || first === event.id
    ? undefined
    : refuse("fact_opening_twice", "period", { written, first });
};
