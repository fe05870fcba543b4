// Clauses: C1.3, C7.1, C10.3

import { assert } from "@fealty/engine/values/assert.ts";
import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { lockContractNumbered } from "../store/contracts.ts";
import { listServed, type ServedDays } from "../store/customer-service.ts";
import { customerIds } from "../store/customers.ts";
import { readEventTextOf } from "../store/events.ts";
import type { Tx } from "../store/transaction.ts";
import type { Caller } from "./access.ts";
import { appendAndCheck } from "./append-events.ts";
import { companyDay, covers } from "./company-day.ts";
import { type Doing, doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import { announceChanges, companyNow, contractNumbered, type House, type KnownContract } from "./house.ts";
import { ownCustomers } from "./own-dealing.ts";

export interface HandOver extends Keyed {
  /** Numbers of the contracts under which they are served before, and from that day on. */
  readonly from: string;
  readonly to: string;
  /** Codes of the customers, or all whom the first contract serves on the day before. */
  readonly customers: readonly string[] | "all";
  /** First day under the other contract. */
  readonly on: string;
}
export interface HandedOver {
  readonly customers: string[];
}
/**
 * Gives customers from one contract into another from a day on, all or none. Only the days change of who serves them: what happened before
 * stays with the contract under which it happened, and each contract has its own event of it. Refusals: `not_for_this_party`,
 * `no_such_contract`, `form_refused` with every fault, `events_refused`, `key_reused`.
 */
export const handOverCustomers = async (house: House, caller: Caller, given: HandOver): Promise<HandedOver> => {
  let touched: readonly KnownContract[] = [];
  // Threads may have counted events that are now rolled back: after a refusal, and before the work is done once more.
  const forget = (): void => {
    for (const { contractId } of touched) house.threads.drop({ companyId: caller.companyId, contractId });
  };
  const work = async ({ tx, tell }: Doing): Promise<HandedOver> => {
    forget();
    // Always in one order: two hand-overs in opposite directions would wait for each other.
    for (const number of [...new Set([given.from, given.to])].sort()) await lockContractNumbered(tx, number);
    const from = await contractNumbered(tx, given.from);
    const to = await contractNumbered(tx, given.to);
    touched = [from, to];
    const { customers, faults } = await checked(house, tx, given, from, to);
    faults.refuse();
    const now = await companyNow(house, tx);
    const at = new Date(Number(now) / 1000).toISOString();
    const lastDay = dayText(addDays(parseDay(given.on)!, -1));
    const named = await assignments(tx, from.contractId, given.on);
    const closing = customers.map(({ customer, fromOn }) => {
      const target = named.get(customer);
      const id = `handover/${given.key}/${customer}`;
      return target === undefined
        ? { id, kind: "served_by", at, customer, from: fromOn, until: lastDay }
        : { id, kind: "corrected", at, target, fields: { until: lastDay } };
    });
    const opening = customers.map(({ customer }) => ({
      id: `handover/${given.key}/${customer}`,
      kind: "served_by",
      at,
      customer,
      from: given.on,
    }));
    for (const [contract, events] of [
      [from, closing],
      [to, opening],
    ] as const) {
      const lines = events.map((event) => JSON.stringify(event)).join("\n");
      const request = { number: contract.number, lines, key: given.key, language: "zh" } as const;
      await appendAndCheck(house, tx, contract, { by: caller.party, now }, request);
    }
    const codes = customers.map(({ customer }) => customer);
    const ids = await customerIds(tx, codes);
    await tell(
      ...codes.flatMap((code) => {
        const subjectId = ids.get(code);
        const detail = { from: given.from, to: given.to, on: given.on };
        return subjectId === undefined ? [] : [{ subjectKind: "customer" as const, subjectId, detail }];
      }),
    );
    return { customers: codes };
  };
  try {
    const answer = await doOnce(house, caller, "hand-over-customers", given, work);
    await announceChanges(
      house,
      caller.companyId,
      touched.map(({ contractId }) => contractId),
    );
    return answer;
  } catch (error) {
    forget();
    throw error;
  }
};
const checked = async (
  house: House,
  tx: Tx,
  { customers: asked, on, ...given }: HandOver,
  from: KnownContract,
  to: KnownContract,
): Promise<{ readonly customers: readonly ServedDays[]; readonly faults: FormFaults }> => {
  const faults = new FormFaults();
  const day = parseDay(on);
  faults.day("on", on);
  if (day === undefined) return { customers: [], faults };
  if (from.contractId === to.contractId)
    faults.add("to", "交出与接手的是同一份合同。", "This is the contract that serves them already.");
  if (to.status === "ended" || on < to.term.from || on > to.term.until)
    faults.add(
      "to",
      `合同 ${given.to} 在 ${on} 不在履行中（${to.term.from} 至 ${to.term.until}）。`,
      `The contract ${given.to} does not run on ${on} (${to.term.from} to ${to.term.until}).`,
    );
  const today = await companyDay(house, tx);
  if (on < dayText(addDays(parseDay(today)!, -MOST_DAYS_BACK)))
    faults.add(
      "on",
      `最多补记 ${MOST_DAYS_BACK} 天以前的交接。`,
      `A hand-over can be recorded up to ${MOST_DAYS_BACK} days after it was.`,
    );
  const lastDay = dayText(addDays(day, -1));
  const served = await listServed(tx, from.contractId);
  // The same hand-over came before this one: the days are what it asks for, and nothing is written of it twice.
  const begun = new Set(
    (await listServed(tx, to.contractId)).flatMap((one) => (one.fromOn === on ? one.customer : [])),
  );
  const isDone = ({ customer, beforeOn, toEnd }: ServedDays) => !toEnd && beforeOn === on && begun.has(customer);
  const before = served.filter((one) => covers(one, lastDay));
  const open = new Map(before.filter((one) => !isDone(one)).map((one) => [one.customer, one]));
  const done = new Set(before.filter(isDone).map(({ customer }) => customer));
  const codes = asked === "all" ? [...open.keys()] : [...new Set(asked)];
  if (codes.length === 0)
    faults.add("customers", "那一天没有可交接的客户。", "There is no customer to hand over on that day.");
  const repeated = codes.filter((code) => done.has(code));
  if (repeated.length > 0)
    faults.add(
      "customers",
      `${repeated.slice(0, MOST_NAMED).join("、")}${repeated.length > MOST_NAMED ? " 等" : ""}自 ${on} 起已经交给合同 ${given.to}。`,
      `${repeated.slice(0, MOST_NAMED).join(", ")}${repeated.length > MOST_NAMED ? " and others" : ""} went over to the contract ${given.to} on ${on} already.`,
    );
  const strangers = codes.filter((code) => !open.has(code) && !done.has(code));
  if (strangers.length > 0)
    faults.add(
      "customers",
      `合同 ${given.from} 在 ${lastDay} 并不服务 ${strangers.slice(0, MOST_NAMED).join("、")}${strangers.length > MOST_NAMED ? " 等" : ""}。`,
      `The contract ${given.from} does not serve ${strangers.slice(0, MOST_NAMED).join(", ")}${strangers.length > MOST_NAMED ? " and others" : ""} on ${lastDay}.`,
    );
  const own = (await ownCustomers(tx, [to], codes)).get(to.contractId);
  const oneself = codes.filter((code) => own?.has(code));
  if (oneself.length > 0)
    faults.add(
      "customers",
      `${oneself.join("、")} 就是合同 ${given.to} 的乙方本人（编号或者全名相同）。须先在该合同“授权”页记下甲方的同意，或者记下是同名的另一人（民法典第一百六十八条）。`,
      `${oneself.join(", ")} is the agent of the contract ${given.to} itself (the same code or whole name). The company’s consent, or that this is another person, is recorded on that contract’s page Authority first (CC 168).`,
    );
  return { customers: codes.flatMap((code) => open.get(code) ?? []), faults };
};
const MOST_DAYS_BACK = 31;
const MOST_NAMED = 10;
/** Of each customer the id of the event that assigned it last before a day: its end is what a hand-over changes. */
const assignments = async (tx: Tx, contractId: string, on: string): Promise<Map<string, string>> => {
  const lines = (await readEventTextOf(tx, contractId, ["served_by", "retracted"])).split("\n").filter(Boolean);
  const events = lines.map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
  const retracted = new Set(events.filter(({ kind }) => kind === "retracted").map(({ target }) => target));
  const latest = new Map<string, { readonly id: string; readonly from: string }>();
  for (const { id, kind, customer, at, from = at?.slice(0, 10) } of events) {
    if (kind !== "served_by" || retracted.has(id) || from === undefined || from >= on) continue;
    assert(id !== undefined && customer !== undefined, "a kept assignment names event and customer");
    if (from >= (latest.get(customer)?.from ?? "")) latest.set(customer, { id, from });
  }
  return new Map([...latest].map(([customer, { id }]) => [customer, id]));
};
