// Clauses: C7.1, N7
import { zonedText } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import { parseInstant } from "@fealty/engine/values/date.ts";
import type { TellsWho } from "../evaluation/take-person.ts";
import { type Activity, addActivities } from "../store/activity.ts";
import { readCompany } from "../store/companies.ts";
import {
  addCustomers,
  type CustomerData,
  findCustomers,
  type KeptCustomer,
  updateCustomer,
} from "../store/customers.ts";
import { latestSubjects } from "../store/events.ts";
import { lockOrganisation } from "../store/organisation.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { zoneNamed } from "../world.ts";
import { groupedBy } from "./grouped.ts";
import type { House } from "./house.ts";
import { changesOf } from "./keep-customer.ts";

const LONGEST = 200;
const plain = (text: string): string =>
  [
    ...text
      .normalize("NFC")
      .replace(/\p{Cc}/gu, " ")
      .trim(),
  ]
    .slice(0, LONGEST)
    .join("");

/**
 * Takes into the register what events said of who customers are. Whom it does not know comes in as a person; where it knows somebody under
 * another name, what was said last holds; of whom it has erased it takes nothing. The events are in the store already, without it.
 * The organisation's lock is taken behind those of contracts, as everywhere. Refusals: those of the master key.
 */
export const registerTold = async (
  house: House,
  tx: Tx,
  told: readonly TellsWho[],
  actorPersonId: string | undefined,
): Promise<void> => {
  if (told.length === 0) return;
  await lockOrganisation(tx);
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  assert(zone, "the company's time zone is known");
  const groups = groupedBy(told, ({ customer }) => customer);
  const codes = [...groups.keys()];
  const known = new Map((await findCustomers(tx, { codes })).map((one) => [one.code, one]));
  const latest = await latestSubjects(tx, codes);
  const actor = actorPersonId === undefined ? {} : { actorPersonId };
  const done: Activity[] = [];
  const tell = (before: KeptCustomer | undefined, after: KeptCustomer): void => {
    const subject = { subjectKind: "customer", subjectId: after.customerId } as const;
    done.push({ at: house.now(), ...actor, verb: "append-events", ...subject, detail: changesOf(before, after) });
  };
  const fresh: (KeptCustomer & { readonly data: CustomerData })[] = [];
  for (const [code, group] of groups) {
    const before = known.get(code);
    if (before !== undefined && before.data === undefined) continue;
    const said = [...group].sort((a, b) => momentOf(a) - momentOf(b));
    // A history that is brought in late says nothing of what a customer is called today.
    const held = before === undefined ? said : said.filter((one) => momentOf(one) >= (latest.get(code) ?? 0));
    const name = held.findLast((one) => one.name !== undefined)?.name ?? before?.data?.name ?? code;
    const phone = held.findLast((one) => one.phone !== undefined)?.phone ?? before?.data?.phone;
    const data = { ...before?.data, name: plain(name), ...(phone === undefined ? {} : { phone: plain(phone) }) };
    if (before === undefined) {
      const fromOn = zonedText(zone, momentOf(said[0]!) as Parameters<typeof zonedText>[1]).slice(0, 10);
      fresh.push({ customerId: newUuid(), code, kind: "person", fromOn, data });
    } else if (data.name !== before.data?.name || data.phone !== before.data?.phone) {
      const after = { ...before, data };
      await updateCustomer(tx, after);
      tell(before, after);
    }
  }
  await addCustomers(tx, fresh);
  for (const one of fresh) tell(undefined, one);
  await addActivities(tx, done);
};
const momentOf = ({ at }: TellsWho): number => parseInstant(at) ?? 0;
