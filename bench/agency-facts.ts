import type { Contract } from "@fealty/engine/contract/model.ts";
import type { Event } from "@fealty/engine/facts/event.ts";
import { byRecording } from "@fealty/engine/facts/fold.ts";
import { kindTable, parseRecord } from "@fealty/engine/facts/parse.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { seeded } from "./random.ts";

/** The moment of evaluation; nothing is recorded later. */
export const AGENCY_AS_OF = (Date.parse("2026-10-15T00:00:00+08:00") * 1000) as Instant;
const START = Date.parse("2026-01-01T00:00:00+08:00");
const DAYS = 265;
const HOUR = 3_600_000;

/** Lines of a facts file as objects. */
export type FactRecord = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly kind: string;
  /** RFC 3339 in UTC, like `recorded_at` where there is one. */
  readonly at: string;
};
export const recordedAt = (record: FactRecord): string => String(record.recorded_at ?? record.at);

/**
 * Nine months of one agent's facts, about 200 events: sales and refunds, survey answers, complaints with
 * their handling and pauses, reports, visits, ends of policies. Every hundredth event is recorded some days late.
 */
const agencyRecords = (index: number): FactRecord[] => {
  const random = seeded(1000 + index);
  const records: FactRecord[] = [];
  const put = (kind: string, at: number, fields: Record<string, unknown>): void => {
    const late =
      random.below(100) === 0 ? { recorded_at: new Date(at + (1 + random.below(20)) * 24 * HOUR).toISOString() } : {};
    records.push({ id: `c${index}-${records.length}`, kind, at: new Date(at).toISOString(), ...late, ...fields });
  };
  const moment = (): number => START + random.below(DAYS * 24) * HOUR + random.below(3600) * 1000;
  for (let sale = 0; sale < 80; sale += 1) {
    const at = moment();
    const cents = 5_000 + random.below(400_000);
    const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
    const order = `o${index}-${sale}`;
    const policy = `p${index}-${sale}`;
    const product = random.pick(["term", "whole", "motor", "travel", "gift"]);
    put("sale", at, { order, policy, product, amount, customer: `k${random.below(30)}` });
    if (random.percent(5)) put("refund", at + (1 + random.below(40)) * 24 * HOUR, { order, amount: "20.00" });
    else if (random.percent(4))
      put("policy_ended", at + (1 + random.below(90)) * 24 * HOUR, { policy, reason: "surrender" });
  }
  for (let answer = 0; answer < 45; answer += 1) {
    const [survey, invitation] = [`s${answer % 9}`, `i${index}-${answer}`];
    const customer = `k${random.below(30)}`;
    const at = moment();
    put("survey_answered", at, {
      survey,
      invitation,
      customer,
      recommend: random.below(11),
      satisfaction: 1 + random.below(5),
    });
  }
  for (let complaint = 0; complaint < 12; complaint += 1) {
    const at = moment();
    const key = `q${index}-${complaint}`;
    put("complaint_opened", at, { case: key, severity: random.pick(["minor", "major"]), channel: "phone" });
    put("complaint_responded", at + random.below(30) * HOUR, { case: key });
    if (random.percent(40)) {
      put("waiting_customer_from", at + 31 * HOUR, { case: key });
      put("waiting_customer_to", at + 60 * HOUR, { case: key });
    }
    put("complaint_resolved", at + (62 + random.below(150)) * HOUR, { case: key });
  }
  for (let month = 1; month < 9; month += 1)
    put("report_submitted", START + (month * 30 + random.below(12)) * 24 * HOUR, { report: `r${month}` });
  for (let visit = 0; visit < 18; visit += 1)
    put("contact_made", moment(), { channel: "phone", purpose: "care", customer: `k${random.below(30)}` });
  if (random.percent(10)) put("disclosed_outside", moment(), { item: "list" });
  return records;
};
const LAST = new Date(AGENCY_AS_OF / 1000).toISOString();
/** What is known by the moment of evaluation, in order of recording. */
export const knownRecords = (index: number): FactRecord[] =>
  agencyRecords(index)
    .filter((record) => recordedAt(record) <= LAST)
    .sort((a, b) => (recordedAt(a) < recordedAt(b) ? -1 : recordedAt(a) > recordedAt(b) ? 1 : 0));
/** The same as the engine reads them. */
export const agencyFacts = (contract: Contract, index: number): Event[] => {
  const kinds = kindTable(contract);
  return agencyRecords(index)
    .map((value, line) => {
      const { event, diagnostics } = parseRecord(contract, kinds, "facts", {
        value,
        line: line + 1,
        columnOf: () => 1,
      });
      if (!event) throw new Error(JSON.stringify(diagnostics));
      return event;
    })
    .filter(({ recordedAt }) => recordedAt <= AGENCY_AS_OF)
    .sort(byRecording);
};
