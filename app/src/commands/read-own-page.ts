// Clauses: C7.1, C1.2, N7
import { type Activity, listActivities } from "../store/activity.ts";
import { readCompany } from "../store/companies.ts";
import { listConsents, listNotices } from "../store/consents.ts";
import { listContracts } from "../store/contracts.ts";
import { listServing } from "../store/customer-service.ts";
import { findCustomer, listMerged, listWards } from "../store/customers.ts";
import { listDataRequests } from "../store/data-requests.ts";
import { listLetters } from "../store/letters.ts";
import { listPeople } from "../store/people.ts";
import { listRetained } from "../store/retained-customers.ts";
import type { Tx } from "../store/transaction.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { endOfContract } from "./check-acts.ts";
import { consentStandings, standingNotice } from "./consent-state.ts";
import type { CustomerAsking } from "./customer-asking.ts";
import type { House } from "./house.ts";
import { standingOf } from "./letter-life.ts";
import { retentionWorld } from "./list-retention.ts";
import { retentionOf } from "./retention-clock.ts";

/** A letter of authority as the customer sees it: whether it is good today, and its public page. */
export interface ShownLetter {
  readonly number: string;
  readonly standing: "valid" | "not_yet" | "ended";
  readonly fromOn: string;
  readonly untilOn: string;
  /** What the address of its public page ends with. */
  readonly code: string;
}
/**
 * All that a customer sees at its own page: its data in clear, for what and until when it is kept, who serves it with which authority, what it was
 * told and said, what it asked, and who looked. The transaction itself is narrowed to the customer.
 */
export const readOwnPage = (house: House, caller: Caller, { by, shown, entry }: CustomerAsking) => {
  authorise(caller, "read-own-page");
  const { customerId, code } = shown;
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-own-page"), snapshot: true },
    async (tx) => {
      const { name, demonstration } = await readCompany(tx);
      const customer = (await findCustomer(tx, code)) ?? shown;
      const { kind, data, fromOn, beforeOn } = customer;
      const notices = await listNotices(tx);
      const consents = await listConsents(tx, customerId);
      const world = await retentionWorld(house, tx);
      const [retained] = await listRetained(tx, world.day, { ids: [customerId] });
      const codes = [code, ...(await listMerged(tx, customerId)).map((one) => one.code)];
      const people = new Map((await listPeople(tx)).map((one) => [one.personId, { code: one.code, name: one.name }]));
      const activities = await listActivities(tx, { subjectId: customerId });
      // Whom it answers for is read by the guardian alone, while its own page is shown.
      const wards = by.customerId === customerId ? await listWards(tx, customerId) : [];
      return {
        company: name,
        demonstration,
        day: world.day,
        until: entry.sessionUntil!,
        way: entry.way,
        byGuardian: by.customerId !== customerId,
        code,
        kind,
        data: { ...data },
        fromOn,
        ...(beforeOn === undefined ? {} : { beforeOn }),
        wards: wards.filter((one) => one.data !== undefined).map((one) => ({ code: one.code, name: one.data!.name })),
        serving: await servingOf(tx, codes, world.day),
        /** The notice that stands for each purpose, and where the customer stands with it. */
        consents: consentStandings(notices, consents).map((one) => {
          const latest = standingNotice(notices, one)!;
          const { version, content, publishedAt } = latest;
          return { ...one, notice: { version, content, publishedAt } };
        }),
        requests: (await listDataRequests(tx, customerId)).map(({ customerId: _, ...request }) => request),
        /** Absent of an organisation, whose data is no personal data. */
        ...(retained === undefined ? {} : { retention: retentionOf(retained, world) }),
        /** Who looked at data in clear or took a copy of it, when and why; ways in; the latest first. */
        looks: activities.filter(({ verb }) => LOOKS.has(verb)).map((one) => toldLook(one, people)),
      };
    },
  );
};
const LOOKS: ReadonlySet<string> = new Set([
  "reveal-customer",
  "export-customer",
  "copy-own-data",
  "give-customer-link",
  "send-customer-code",
  "enter-own-page",
]);
const toldLook = (
  { at, verb, actorPersonId, party, power, detail }: Activity,
  people: ReadonlyMap<string, { readonly code: string; readonly name: string }>,
) => {
  const { fields, reason, way } = detail as {
    readonly fields?: readonly ("name" | "phone" | "identity" | "bornOn")[];
    readonly reason?: string;
    readonly way?: "link" | "phone_code";
  };
  const actor = people.get(actorPersonId ?? "");
  return {
    at,
    verb,
    bySelf: party === "customer",
    ...(actor === undefined ? {} : { actor }),
    ...(power === undefined ? {} : { roles: power.split(" ") }),
    ...(fields === undefined ? {} : { fields }),
    ...(reason === undefined ? {} : { reason }),
    ...(way === undefined ? {} : { way }),
  };
};
/** Which contracts serve or served the customer, by whom, and with which letters; those of today first. */
const servingOf = async (tx: Tx, codes: readonly string[], day: string) => {
  const contracts = new Map((await listContracts(tx)).map((one) => [one.contractId, one]));
  const told = [];
  for (const { contractId, fromOn, beforeOn, toEnd } of await listServing(tx, codes)) {
    const contract = contracts.get(contractId);
    if (contract === undefined) continue;
    const ended = contract.status === "ended" || (await endOfContract(tx, contractId)) !== undefined;
    const { number, title, agentName } = contract;
    const letters = (await listLetters(tx, contractId)).flatMap((letter): ShownLetter[] => {
      const standing = standingOf(letter, day, ended);
      // A version that another took the place of says nothing about today.
      if (letter.statusCode === undefined || standing === "replaced") return [];
      const { number: called, statusCode: code } = letter;
      const state = standing === "valid" || standing === "not_yet" ? standing : "ended";
      return [{ number: called, standing: state, fromOn: letter.fromOn!, untilOn: letter.untilOn!, code }];
    });
    const present = fromOn <= day && day < beforeOn && !ended;
    told.push({ number, title, agentName, fromOn, beforeOn, toEnd, present, letters });
  }
  return told.sort((a, b) => Number(b.present) - Number(a.present));
};
