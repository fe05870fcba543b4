// Clauses: C11.1, N1
import type { EventKind } from "@fealty/engine/contract/event-kinds.ts";
import type { Contract } from "@fealty/engine/contract/model.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { actorOf } from "@fealty/engine/rules/people.ts";
import type { PartyName } from "@fealty/engine/views/view.ts";

const ALL: readonly PartyName[] = ["company", "agent", "intermediary"];
const COMPANY: readonly PartyName[] = ["company"];
/** What the agent does for customers and for the company, or learns of them. */
const AGENT_TOO: readonly PartyName[] = ["company", "agent"];
/**
 * Who may record a fact. The company keeps the books and may record what others did. What counts for pay without being the recorder's own
 * work, and what moves the books, is taken from the company alone; what somebody does or declares, from him too.
 */
const RECORDERS = {
  // What is sold, paid for and ended, and who is a customer
  sale: COMPANY,
  refund: COMPANY,
  sale_cancelled: COMPANY,
  policy_issued: COMPANY,
  licence_recorded: COMPANY,
  policy_delivered: AGENT_TOO,
  premium_paid: COMPANY,
  policy_ended: COMPANY,
  customer_joined: COMPANY,
  customer_left: COMPANY,
  served_by: COMPANY,
  subject: COMPANY,
  // What customers are asked: whoever is judged by answers does not write them
  survey_sent: COMPANY,
  survey_answered: COMPANY,
  // Work with customers
  complaint_opened: ALL,
  complaint_responded: AGENT_TOO,
  complaint_resolved: AGENT_TOO,
  complaint_reopened: ALL,
  waiting_customer_from: AGENT_TOO,
  waiting_customer_to: AGENT_TOO,
  contact_made: AGENT_TOO,
  need_recorded: AGENT_TOO,
  solution_proposed: AGENT_TOO,
  solution_answered: AGENT_TOO,
  // Who trains and inspects says what came of it
  training_assigned: COMPANY,
  training_completed: COMPANY,
  inspection_done: COMPANY,
  rule_violated: COMPANY,
  // Between the parties
  report_submitted: ALL,
  self_evaluated: AGENT_TOO,
  authority_act: AGENT_TOO,
  suggestion_made: ALL,
  suggestion_answered: ALL,
  request_made: ALL,
  request_answered: ALL,
  review_held: ALL,
  disclosure_made: ALL,
  disclosure_received: ALL,
  disclosed_outside: ALL,
  data_incident: ALL,
  notice_sent: ALL,
  notice_arrived: ALL,
  objected: ALL,
  loss_proved: ALL,
  ended: ALL,
  // Money and statements
  payment_made: COMPANY,
  tax_withheld: COMPANY,
  set_off_notice: AGENT_TOO,
  adjustment: COMPANY,
  statement_published: COMPANY,
  credit_from: COMPANY,
  opening_balance: COMPANY,
  opening_credit: COMPANY,
  opening_statement: COMPANY,
  // The books themselves; others object
  corrected: COMPANY,
  retracted: COMPANY,
  effective: COMPANY,
  // Acts, see below
  cured: ALL,
  waived: ALL,
  withheld: ALL,
  force_majeure_from: ALL,
  force_majeure_to: ALL,
  suspended: ALL,
  resumed: ALL,
  decided: ALL,
  power_used: ALL,
  executed: ALL,
} as const satisfies Readonly<Record<EventKind, readonly PartyName[]>>;

/** What only whoever gives it can say: an agent does not extend its own authority. */
const OF_COMPANY: Readonly<Record<string, readonly string[]>> = { authority_act: ["separate"] };

/** Kinds that a contract declares are taken from every party, but for those that its plans pay for. */
export const recordersIn = (contract: Contract): ((kind: string) => readonly PartyName[]) => {
  const paidFor = new Set(
    contract.versions
      .flatMap(({ rules }) => [...rules.values()])
      .flatMap((rule) => (rule.kind === "entitlement" && rule.grant.kind === "plan" ? [rule.grant.plan] : []))
      .flatMap(({ credit, components }) => [
        ...credit.map(({ event }) => event),
        ...components.flatMap((one) => (one.kind === "per_unit" ? [one.event] : [])),
      ]),
  );
  return (kind) => (isOwn(RECORDERS, kind) ? RECORDERS[kind] : paidFor.has(kind) ? COMPANY : ALL);
};
const isOwn = (table: typeof RECORDERS, kind: string): kind is EventKind => Object.hasOwn(table, kind);

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
/**
 * Why a fact is not taken from this party: it is another's to record, or speaks for another.
 * @param recordersOf see `recordersIn`
 */
export const recorderProblem = (
  contract: Contract,
  event: Event,
  caller: PartyName,
  recordersOf: ReturnType<typeof recordersIn>,
): RecorderProblem | undefined => {
  const { kind, fields, by } = event;
  const names = { kind, party: caller };
  if (!recordersOf(kind).includes(caller)) return { code: "fact_of_other_party", field: "kind", args: names };
  if (caller === "company") return undefined;
  const said = OF_COMPANY[kind]?.find((field) => fields[field] !== undefined);
  if (said !== undefined)
    return { code: "fact_of_other_party", field: said, args: { ...names, kind: `${kind}.${said}` } };
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
