// Clauses: C7.1, N7
import { listActivities } from "../store/activity.ts";
import { listConsents, listNotices, recipientOf } from "../store/consents.ts";
import { listContracts } from "../store/contracts.ts";
import { listServing } from "../store/customer-service.ts";
import { customerCodes, findCustomer, findDuplicates, listMerged, listWards } from "../store/customers.ts";
import { listDataRequests, listLegalHolds } from "../store/data-requests.ts";
import { listBranches } from "../store/organisation.ts";
import { listPeople } from "../store/people.ts";
import { listRetained } from "../store/retained-customers.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { BranchTree } from "./branch-tree.ts";
import { consentStandings } from "./consent-state.ts";
import { fieldsSeenBy, shownCustomer } from "./customer-mask.ts";
import { noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { retentionWorld } from "./list-retention.ts";
import { toldActivity } from "./read-person.ts";
import { retentionOf } from "./retention-clock.ts";
import { sensitiveFields } from "./sensitive-use.ts";

/** Everything that is known of a customer, masked, with who changed it and who looked. Refusals: `not_for_this_party`, `no_such_thing`. */
export const readCustomer = (house: House, caller: Caller, code: string) => {
  authorise(caller, "read-customer");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-customer"), snapshot: true },
    async (tx) => {
      const customer = await findCustomer(tx, code);
      if (!customer) throw noSuchThing("customer", code);
      const { customerId, guardianId, mergedIntoId, data } = customer;
      const tree = new BranchTree(await listBranches(tx));
      const seen = fieldsSeenBy(caller);
      const codes = await customerCodes(tx, [guardianId ?? [], mergedIntoId ?? []].flat());
      const [guardian, mergedInto] = [guardianId, mergedIntoId].map((id) => codes.get(id ?? ""));
      const names = new Map((await listPeople(tx)).map((one) => [one.personId, { code: one.code, name: one.name }]));
      const contracts = new Map(
        (await listContracts(tx)).map(({ contractId, number, title, agentName }) => [
          contractId,
          { number, title, agentName },
        ]),
      );
      const merged = await listMerged(tx, customerId);
      const notices = await listNotices(tx);
      const consents = await listConsents(tx, customerId);
      const world = await retentionWorld(house, tx);
      const [retained] = await listRetained(tx, world.day, { ids: [customerId] });
      const same = data === undefined ? [] : await findDuplicates(tx, { ...customer, data });
      return {
        ...shownCustomer(customer, tree, { seen }),
        day: world.day,
        ...(guardian === undefined ? {} : { guardian }),
        ...(mergedInto === undefined ? {} : { mergedInto }),
        /** Registered apart once, and known to be this one. */
        merged: merged.map((one) => shownCustomer(one, tree, { seen })),
        /** Under whichever of its codes. */
        serving: (await listServing(tx, [code, ...merged.map((one) => one.code)])).map(
          ({ contractId, customer: served, fromOn, beforeOn, toEnd }) => ({
            ...contracts.get(contractId)!,
            /** The code under which that contract knows it. */
            customer: served,
            fromOn,
            beforeOn,
            toEnd,
          }),
        ),
        wards: (await listWards(tx, customerId)).map((ward) => shownCustomer(ward, tree, { seen })),
        requests: (await listDataRequests(tx, customerId)).map(({ customerId: _, ...one }) => one),
        holds: (await listLegalHolds(tx, customerId)).map(({ customerId: _, ...one }) => one),
        consents: consentStandings(notices, consents),
        /** Fields that need the separate consent of sensitive data. */
        sensitive: sensitiveFields(customer, seen, world.day),
        /** What keeps the data and until when; absent of an organisation and where nothing is left. */
        ...(retained === undefined ? {} : { retention: retentionOf(retained, world) }),
        /** What was said to which version, the latest first. */
        said: consents.map(({ noticeId, act, at, form, evidence, guardianId: said }) => {
          const notice = notices.find((one) => one.noticeId === noticeId)!;
          const { purpose, version } = notice;
          const recipient = recipientOf(notice);
          const whom = recipient === undefined ? {} : { recipient };
          return { purpose, ...whom, version, act, at, form, evidence, byGuardian: said !== undefined };
        }),
        /** Others with the same phone or the same paper: perhaps one customer registered twice. */
        duplicates: same
          .filter(({ field }) => seen.includes(field))
          .map(({ field, found }) => ({ field, codes: found.map((one) => one.code) })),
        history: (await listActivities(tx, { subjectId: customerId })).map((one) => toldActivity(one, names)),
      };
    },
  );
};
