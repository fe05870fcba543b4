// Clauses: C7.1, N8

import type { Instant } from "@fealty/engine/values/brand.ts";
import { lockContract, readContract } from "../store/contracts.ts";
import { endEntries } from "../store/customer-entries.ts";
import { listServing, servingOn } from "../store/customer-service.ts";
import { eraseCustomer as eraseInStore, findCustomer, listMerged, listWards } from "../store/customers.ts";
import { addErasure, type Erasure, listDataRequests, listLegalHolds } from "../store/data-requests.ts";
import { addToRecord } from "../store/record-begin.ts";
import { checkpointNow } from "../store/record-checkpoints.ts";
import { destroySalts } from "../store/record-personal.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { type Caller, doerOf } from "./access.ts";
import { companyDay, covers } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";
import { erased } from "./keep-customer.ts";

/**
 * The contracts under which the customer was served get it into their records, signed at once; what opened commitments of the customer's
 * fields goes with the key, and every record stays what it was (N8).
 */
const recordErasure = async (
  tx: Tx,
  customers: readonly string[],
  why: Readonly<Record<string, string>>,
  at: Instant,
): Promise<void> => {
  await destroySalts(tx, customers);
  const served = new Set((await listServing(tx, customers)).map(({ contractId }) => contractId));
  // In one order, so that two at once wait for each other and do not meet head-on.
  for (const contractId of [...served].sort()) {
    await lockContract(tx, contractId);
    await addToRecord(tx, contractId, at, [{ what: { erasure: { customers, ...why } } }]);
    await checkpointNow(tx, await readContract(tx, contractId), at);
  }
};

export interface ErasureGiven extends Keyed {
  /** Code of the customer. */
  readonly customer: string;
  /** Why (PIPL 47). */
  readonly ground: Erasure["ground"];
  readonly words: string;
  /** The request that it answers. */
  readonly requestId?: string | undefined;
}
/**
 * Destroys a customer's key: what is known of the person can never be opened again, here or in any backup of the data. The code stays, since
 * events name it and figures rest on them. Not while a hold needs the data, while somebody serves the customer, or while it answers for a
 * minor. Refusals: `not_for_this_party`, `no_such_thing`, `customer_erased`, `form_refused`, `key_reused`.
 */
export const eraseCustomer = (
  house: House,
  caller: Caller,
  given: ErasureGiven,
): Promise<{ readonly customer: string }> =>
  doOnce(
    house,
    caller,
    "erase-customer",
    given,
    async ({ tx, tell }) => {
      const customer = await findCustomer(tx, given.customer, true);
      if (!customer) throw noSuchThing("customer", given.customer);
      if (customer.data === undefined) throw erased(customer.code);
      const { customerId, code } = customer;
      const day = await companyDay(house, tx);
      const faults = new FormFaults();
      const words = faults.text("words", given.words, 500);
      const holds = (await listLegalHolds(tx, customerId)).filter((hold) => covers(hold, day));
      for (const { ground } of holds)
        faults.add(
          "customer",
          `须为“${ground}”保留，先解除保留。`,
          `The data is held for “${ground}”; release the hold first.`,
        );
      const serving = await servingOn(tx, [code], day);
      if (serving.length > 0)
        faults.add(
          "customer",
          "这位客户仍在合同服务中，请先结束服务。",
          "The customer is still served under a contract; end that first.",
        );
      const wards = await listWards(tx, customerId);
      if (wards.some((ward) => ward.data !== undefined))
        faults.add(
          "customer",
          "这位客户是他人的监护人，请先另行登记监护人。",
          "The customer is a guardian; name another first.",
        );
      if ((await listMerged(tx, customerId)).some((one) => one.data !== undefined))
        faults.add(
          "customer",
          "有客户并入这位客户，请先逐一处理。",
          "Others have been merged into this customer; see to each of them first.",
        );
      const request = (await listDataRequests(tx, customerId)).find(({ requestId }) => requestId === given.requestId);
      if (given.requestId !== undefined && !request)
        faults.add("requestId", "没有这位客户的这项请求。", "This customer has made no such request.");
      faults.refuse();
      await eraseInStore(tx, customerId);
      await endEntries(tx, customerId, house.now());
      const { ground, requestId } = given;
      const record = { erasureId: newUuid(), customerId, requestId, ground, words, at: house.now() };
      await addErasure(tx, { ...record, actorPersonId: doerOf(caller) });
      const codes = [code, ...(await listMerged(tx, customerId)).map((one) => one.code)];
      await recordErasure(tx, codes, { ground, ...(requestId === undefined ? {} : { request: requestId }) }, record.at);
      await tell({ subjectKind: "customer", subjectId: customerId, detail: { ground, words } });
      return { customer: code };
    },
    { personal: true },
  );
