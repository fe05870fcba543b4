// Clauses: C11.1, N1
import type { Contract } from "@fealty/engine/contract/model.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { actorOf } from "@fealty/engine/rules/people.ts";
import type { PartyName } from "@fealty/engine/views/view.ts";

const ALL: readonly PartyName[] = ["company", "agent", "intermediary"];
const COMPANY: readonly PartyName[] = ["company"];
/**
 * Who may record a fact. The company keeps the books and may record what others did; what stands here is its own act, or moves
 * what the books say, and is taken from nobody else. All other kinds are taken from every party.
 */
const OF_THE_COMPANY: ReadonlySet<string> = new Set([
  // Money and statements
  "payment_made",
  "tax_withheld",
  "adjustment",
  "statement_published",
  "credit_from",
  "opening_balance",
  "opening_credit",
  "opening_statement",
  // The books themselves; others object
  "corrected",
  "retracted",
  "effective",
  "subject",
  "served_by",
  // What it owes, and what it finds
  "training_assigned",
  "inspection_done",
  "rule_violated",
  "survey_sent",
]);
export const recordersOf = (kind: string): readonly PartyName[] => (OF_THE_COMPANY.has(kind) ? COMPANY : ALL);

/** Acts: whoever does one speaks for himself. */
export const ACTS: ReadonlySet<string> = new Set([
  "cured",
  "waived",
  "withheld",
  "force_majeure_from",
  "force_majeure_to",
  "suspended",
  "resumed",
  "decided",
  "power_used",
  "executed",
]);

export interface RecorderProblem {
  readonly code: "fact_of_other_party" | "fact_for_other_party" | "fact_act_for_nobody";
  readonly field: string;
  readonly args: Readonly<Record<string, string>>;
}
/** Why a fact is not taken from this party: it is another's act, or speaks for another. */
export const recorderProblem = (contract: Contract, event: Event, caller: PartyName): RecorderProblem | undefined => {
  const { kind, fields, by } = event;
  const names = { kind, party: caller };
  if (!recordersOf(kind).includes(caller)) return { code: "fact_of_other_party", field: "kind", args: names };
  if (caller === "company") return undefined;
  // In kinds that a contract declares `party` is a word of its own.
  const act = ACTS.has(kind);
  const acting = act ? event : { ...event, fields: {} };
  const actor = actorOf({ contract }, acting);
  const field = act && fields.party !== undefined ? "party" : "by";
  if (actor !== undefined && actor !== caller)
    return { code: "fact_for_other_party", field, args: { ...names, written: String(fields.party ?? by ?? "") } };
  // `by` stands beside `party` and must not say otherwise.
  const signer = act ? actorOf({ contract }, { ...event, fields: {} }) : actor;
  if (signer !== undefined && signer !== caller)
    return { code: "fact_for_other_party", field: "by", args: { ...names, written: by ?? "" } };
  return act && actor === undefined ? { code: "fact_act_for_nobody", field, args: names } : undefined;
};
