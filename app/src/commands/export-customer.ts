// Clauses: C7.1, N7

import { instantText } from "@fealty/engine/values/date.ts";
import { addActivities, listActivities } from "../store/activity.ts";
import { listConsents, listNotices } from "../store/consents.ts";
import { listContracts } from "../store/contracts.ts";
import { listServing } from "../store/customer-service.ts";
import { findCustomer, listMerged } from "../store/customers.ts";
import { listDataRequests } from "../store/data-requests.ts";
import { readEventsAbout } from "../store/events.ts";
import { actorOf, authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { demonstrationMark, inBothLanguages } from "./demonstration-mark.ts";
import { noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { erased } from "./keep-customer.ts";

/**
 * Everything that is known of a customer, in a form that programs read (PIPL 45): data, consents with what was told, who served, what happened
 * under the contracts, who looked and why, what was asked. That it was given out stands in the history.
 * Refusals: `not_for_this_party`, `no_such_thing`, `customer_erased`.
 */
export const exportCustomer = (house: House, caller: Caller, code: string) => {
  const verb = caller.self === undefined ? "export-customer" : "copy-own-data";
  authorise(caller, verb);
  const { companyId } = caller;
  return house.store.withCompany(
    companyId,
    { ...relationOf(caller, verb), idempotent: true, by: actorOf(house, caller, verb) },
    async (tx) => {
      const customer = await findCustomer(tx, code);
      if (!customer) throw noSuchThing("customer", code);
      if (customer.data === undefined) throw erased(code);
      const { customerId, kind, fromOn, beforeOn, data } = customer;
      const codes = [code, ...(await listMerged(tx, customerId)).map((one) => one.code)];
      const contracts = new Map((await listContracts(tx)).map((one) => [one.contractId, one]));
      const serving = await listServing(tx, codes);
      const events = [];
      for (const contractId of new Set(serving.map((one) => one.contractId)))
        for (const line of await readEventsAbout(tx, contractId, codes))
          events.push({ contract: contracts.get(contractId)!.number, event: JSON.parse(line) as unknown });
      const notices = new Map((await listNotices(tx)).map((one) => [one.noticeId, one]));
      const at = (moment: number): string => instantText(moment as Parameters<typeof instantText>[0], 0);
      const mark = await demonstrationMark(tx);
      const told = {
        form: "fealty-personal-data 1",
        ...(mark ? { demonstration: inBothLanguages(mark) } : {}),
        madeAt: at(house.now()),
        customer: { codes, kind, fromOn, beforeOn, ...data },
        consents: (await listConsents(tx, customerId)).map((one) => {
          const { purpose, version, content } = notices.get(one.noticeId)!;
          return {
            purpose,
            version,
            act: one.act,
            at: at(one.at),
            form: one.form,
            evidence: one.evidence,
            told: content,
          };
        }),
        servedUnder: serving.map((one) => ({
          contract: contracts.get(one.contractId)!.number,
          agent: contracts.get(one.contractId)!.agentName,
          fromOn: one.fromOn,
          beforeOn: one.beforeOn,
        })),
        requests: (await listDataRequests(tx, customerId)).map(({ requestId: _, customerId: __, ...one }) => one),
        history: (await listActivities(tx, { subjectId: customerId }, 10_000)).map((one) => ({
          at: at(one.at),
          did: one.verb,
          detail: one.detail,
        })),
        events,
      };
      const line = { verb, subjectKind: "customer", subjectId: customerId } as const;
      const actorPersonId = doerOf(caller);
      const actor = actorPersonId === undefined ? {} : { actorPersonId };
      await addActivities(tx, [{ at: house.now(), ...actor, ...line, detail: {} }]);
      return told;
    },
  );
};
