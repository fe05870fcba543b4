// Clauses: C1.2, N7
import { instantOf } from "@fealty/engine/calendar/zone.ts";
import { assert } from "@fealty/engine/values/assert.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { parseDay } from "@fealty/engine/values/date.ts";
import { type Act, listActs } from "../store/all-activity.ts";
import { apiKeyNames, listApiKeys } from "../store/api-keys.ts";
import { readCompany } from "../store/companies.ts";
import { listContracts } from "../store/contracts.ts";
import { customerCodes } from "../store/customers.ts";
import { listFirms } from "../store/intermediary-firms.ts";
import { listBranches, listLegalEntities } from "../store/organisation.ts";
import { listPeople, peopleByCode } from "../store/people.ts";
import { listTeams } from "../store/teams.ts";
import type { Tx } from "../store/transaction.ts";
import { listWebhooks } from "../store/webhooks.ts";
import { zoneNamed } from "../world.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { noSuchThing } from "./form-faults.ts";
import { contractNumbered, type House } from "./house.ts";

export interface ActivityAsked {
  /** The code of whoever did it. */
  readonly person?: string | undefined;
  /** The number of the contract that it was done to. */
  readonly contract?: string | undefined;
  /** Days of the company, half-open. */
  readonly fromOn?: string | undefined;
  readonly beforeOn?: string | undefined;
}
/** What something was done to, as people know it; a customer by code alone. */
export interface ActSubject {
  readonly kind: Act["subjectKind"];
  readonly code?: string;
  readonly name?: Required<Record<"zh" | "en", string>>;
}
/**
 * Who did what, when, from where and under which power, the latest first.
 * Refusals: `not_for_this_party`, `not_permitted`, `no_such_thing`, `no_such_contract`.
 */
export const listActivity = (
  house: House,
  caller: Caller,
  { person, contract, fromOn, beforeOn }: ActivityAsked,
  span: { readonly offset: number; readonly limit: number },
) => {
  authorise(caller, "list-activity");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-activity"), snapshot: true },
    async (tx) => {
      const people = await listPeople(tx);
      const actor = person === undefined ? undefined : peopleByCode(people).get(person);
      if (person !== undefined && actor === undefined) throw noSuchThing("person", person);
      const subject = contract === undefined ? undefined : await contractNumbered(tx, contract);
      const { total, acts } = await listActs(
        tx,
        {
          actorPersonIds:
            actor &&
            people
              .filter(({ personId, mergedIntoId = personId }) => mergedIntoId === actor.personId)
              .map((one) => one.personId),
          subjectId: subject?.contractId,
          from: await beginningOf(tx, fromOn),
          before: await beginningOf(tx, beforeOn),
        },
        span,
      );
      const names = new Map(people.map(({ personId, code, name }) => [personId, { code, name }]));
      const subjects = await subjectsOf(tx, acts);
      const keys = acts.some(({ method }) => method === "key") ? await apiKeyNames(tx) : new Map<string, string>();
      const rows = acts.map(({ actorPersonId, subjectKind, subjectId, ...act }) => ({
        ...act,
        ...keyIn(act, keys),
        ...(actorPersonId === undefined ? {} : { actor: names.get(actorPersonId) ?? { code: "", name: "" } }),
        subject: subjects.get(subjectId) ?? { kind: subjectKind },
      }));
      return { total, rows };
    },
  );
};
const beginningOf = async (tx: Tx, day: string | undefined): Promise<Instant | undefined> => {
  if (day === undefined) return undefined;
  const zone = await zoneNamed((await readCompany(tx)).timeZone);
  const parsed = parseDay(day);
  assert(zone && parsed !== undefined, "a day in a known zone");
  return instantOf(zone, parsed);
};
/** The key that did it: where the method says so, the house itself wrote it down behind the address (server/came-from.ts). */
const keyIn = (
  { method, from }: Pick<Act, "method" | "from">,
  keys: ReadonlyMap<string, string>,
): { readonly key?: { readonly prefix: string; readonly name: string } } => {
  const prefix = method === "key" ? /^[^;]*; key ([a-z2-7]{8})/.exec(from ?? "")?.[1] : undefined;
  return prefix === undefined ? {} : { key: { prefix, name: keys.get(prefix) ?? prefix } };
};
/** Names of what the lines are about, by its id. */
const subjectsOf = async (tx: Tx, acts: readonly Act[]): Promise<ReadonlyMap<string, ActSubject>> => {
  const kinds = new Set(acts.map(({ subjectKind }) => subjectKind));
  const found = new Map<string, ActSubject>();
  const both = (name: string) => ({ zh: name, en: name });
  if (kinds.has("contract"))
    for (const { contractId, number } of await listContracts(tx))
      found.set(contractId, { kind: "contract", code: number });
  if (kinds.has("person"))
    for (const { personId, code, name } of await listPeople(tx))
      found.set(personId, { kind: "person", code, name: both(name) });
  if (kinds.has("branch"))
    for (const { branchId, code, name } of await listBranches(tx)) found.set(branchId, { kind: "branch", code, name });
  if (kinds.has("team"))
    for (const { teamId, code, name } of await listTeams(tx)) found.set(teamId, { kind: "team", code, name });
  if (kinds.has("intermediary_firm"))
    for (const { firmId, code, name } of await listFirms(tx))
      found.set(firmId, { kind: "intermediary_firm", code, name });
  if (kinds.has("legal_entity"))
    for (const { legalEntityId, code, name } of await listLegalEntities(tx))
      found.set(legalEntityId, { kind: "legal_entity", code, name });
  if (kinds.has("api_key"))
    for (const { apiKeyId, prefix, name } of await listApiKeys(tx))
      found.set(apiKeyId, { kind: "api_key", code: prefix, name: both(name) });
  if (kinds.has("webhook"))
    for (const { webhookId, name } of await listWebhooks(tx))
      found.set(webhookId, { kind: "webhook", name: both(name) });
  const customers = acts.flatMap(({ subjectKind, subjectId }) => (subjectKind === "customer" ? [subjectId] : []));
  if (customers.length > 0)
    for (const [customerId, code] of await customerCodes(tx, [...new Set(customers)]))
      found.set(customerId, { kind: "customer", code });
  return found;
};
