// Clauses: C7.1, N7, N8
import { assert } from "@fealty/engine/values/assert.ts";
import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { readCompany } from "../store/companies.ts";
import { listNotices } from "../store/consents.ts";
import { listRetained } from "../store/retained-customers.ts";
import { listRetentionPurges, listRetentionRules } from "../store/retention.ts";
import type { Tx } from "../store/transaction.ts";
import { zoneNamed } from "../world.ts";
import { authorise, type Caller } from "./access.ts";
import { companyDay } from "./company-day.ts";
import type { House } from "./house.ts";
import { type CustomerRetention, type RetentionWorld, retentionOf, rulesOn } from "./retention-clock.ts";

const PURGES_SHOWN = 100;

export const retentionWorld = async (house: House, tx: Tx): Promise<RetentionWorld> => {
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  assert(zone, "the company's time zone is known");
  const [day, notices, rules] = [await companyDay(house, tx), await listNotices(tx), await listRetentionRules(tx)];
  return { day, zone, notices, rules };
};
/** The day on which the first thing of a customer falls due. */
export const firstDue = ({ dueOn, fields }: CustomerRetention): string | undefined =>
  [...fields.map((one) => one.dueOn), ...(dueOn === undefined ? [] : [dueOn])].sort()[0];

/**
 * How long what is kept, what falls due within so many days and why, and what was taken away. Of the customers only codes are told.
 * Refusal: `not_for_this_party`.
 */
export const listRetention = (
  house: House,
  caller: Caller,
  { days }: { readonly days: number },
  { offset, limit }: { readonly offset: number; readonly limit: number },
) => {
  authorise(caller, "list-retention");
  return house.store.withCompany(caller.companyId, { personId: caller.personId, snapshot: true }, async (tx) => {
    const world = await retentionWorld(house, tx);
    const all = (await listRetained(tx, world.day)).map((one) => retentionOf(one, world));
    const until = dayText(addDays(parseDay(world.day)!, days));
    const due = all
      .flatMap((one) => {
        const first = firstDue(one);
        return first === undefined || first > until ? [] : [{ ...one, first }];
      })
      .sort((a, b) => (a.first === b.first ? compare(a.customer, b.customer) : compare(a.first, b.first)));
    const held = rulesOn(world.rules, world.day);
    const unruled = new Map<string, number>();
    for (const { clocks } of all)
      for (const { purpose, version } of clocks)
        if (version === undefined) unruled.set(purpose, (unruled.get(purpose) ?? 0) + 1);
    const notices = new Map(world.notices.map((one) => [one.noticeId, one]));
    return {
      day: world.day,
      until,
      rules: world.rules.map(({ ruleId, noticeId, actorPersonId: _, ...rule }) => {
        const notice = notices.get(noticeId ?? "");
        return {
          ...rule,
          holds: held.get(rule.purpose)?.ruleId === ruleId,
          /** What people are told of the period. */
          ...(notice === undefined ? {} : { notice: { version: notice.version, kept: keptOf(notice.content) } }),
        };
      }),
      /** Persons whose data no purpose gives back as long as that purpose has no rule. */
      unruled: [...unruled].map(([purpose, count]) => ({ purpose, count })),
      persons: all.length,
      total: due.length,
      due: due.slice(offset, offset + limit),
      purges: await listRetentionPurges(tx, PURGES_SHOWN),
    };
  });
};
const keptOf = ({ zh, en }: { readonly zh: { readonly kept: string }; readonly en?: { readonly kept: string } }) => ({
  zh: zh.kept,
  ...(en === undefined ? {} : { en: en.kept }),
});
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
