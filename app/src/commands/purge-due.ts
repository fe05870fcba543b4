// Clauses: C7.1, N8
import { addActivities } from "../store/activity.ts";
import { endEntries } from "../store/customer-entries.ts";
import { dropCustomerData, eraseCustomer } from "../store/customers.ts";
import { addErasure } from "../store/data-requests.ts";
import { listRetained } from "../store/retained-customers.ts";
import { addRetentionPurge } from "../store/retention.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";
import { firstDue, retentionWorld } from "./list-retention.ts";
import { groundsOf, retentionOf } from "./retention-clock.ts";

export interface Purged {
  /** Persons whose key was destroyed. */
  readonly whole: number;
  /** Persons of whom some values went. */
  readonly some: number;
}
/** The same once in a day of the company. Gives the day that is done. Refusals: none of its own. */
export const purgeDaily = async (
  house: House,
  companyId: number,
  doneOn: string | undefined,
  signal?: AbortSignal,
): Promise<string> => {
  const day = await house.store.withCompany(companyId, { snapshot: true }, (tx) => companyDay(house, tx));
  if (day !== doneOn) await purgeDue(house, companyId, signal);
  return day;
};
/**
 * Takes away what has fallen due, one customer a transaction with its record: killed anywhere, what is done is done and told, and the rest
 * is found again. Whoever is held, asks something or is needed by another stays until that is over. Two at once do nothing twice: each
 * looks again behind the customer's lock. Needs no master key.
 */
export const purgeDue = async (house: House, companyId: number, signal?: AbortSignal): Promise<Purged> => {
  const purged = { whole: 0, some: 0 };
  const due = await house.store.withCompany(companyId, { snapshot: true }, async (tx) => {
    const world = await retentionWorld(house, tx);
    if (world.rules.length === 0) return [];
    return (
      (await listRetained(tx, world.day))
        .filter((one) => (firstDue(retentionOf(one, world)) ?? "9999") <= world.day)
        // Wards and those that were merged go before the ones that they keep here.
        .sort((a, b) => a.blocks.length - b.blocks.length)
        .map(({ customerId }) => customerId)
    );
  });
  for (const customerId of due) {
    if (signal?.aborted) break;
    const went = await house.store.withCompany(companyId, { idempotent: true }, (tx) =>
      purgeOne(house, tx, customerId),
    );
    if (went !== undefined) purged[went] += 1;
  }
  return purged;
};
const purgeOne = async (house: House, tx: Tx, customerId: string): Promise<keyof Purged | undefined> => {
  const world = await retentionWorld(house, tx);
  const { day } = world;
  const [customer] = await listRetained(tx, day, { ids: [customerId], lock: true });
  if (!customer) return undefined;
  const { dueOn, fields, clocks, blocks } = retentionOf(customer, world);
  const whole = dueOn !== undefined && dueOn <= day;
  const some = fields.filter((one) => one.dueOn <= day);
  // A hold keeps everything; what stands in the way of erasing a person does not keep values that nobody needs.
  const stopped = whole ? blocks.length > 0 : blocks.includes("hold") || blocks.includes("request");
  if (stopped || (!whole && some.length === 0)) return undefined;
  const at = house.now();
  const grounds = groundsOf(clocks, day);
  const names = whole ? customer.fields : some.map(({ field }) => field);
  const own = { purgeId: newUuid(), customerId, whole, fields: names, grounds, at };
  const fellDue = whole ? dueOn : some.map((one) => one.dueOn).sort()[0]!;
  if (whole) {
    await eraseCustomer(tx, customerId);
    await endEntries(tx, customerId, at);
    const words = `保存期限届满（${fellDue}） · retention period over (${fellDue})`;
    await addErasure(tx, { erasureId: newUuid(), customerId, ground: "retention_over", words, at });
  } else await dropCustomerData(tx, customerId, names);
  await addRetentionPurge(tx, { ...own, dueOn: fellDue });
  const detail = { whole, fields: names, dueOn: fellDue, purposes: grounds.map(({ purpose }) => purpose) };
  await addActivities(tx, [{ at, verb: "purge-customer", subjectKind: "customer", subjectId: customerId, detail }]);
  return whole ? "whole" : "some";
};
