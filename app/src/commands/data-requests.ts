// Clauses: C7.1, N7, N8
import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { customerCodes, findCustomer, type KeptCustomer } from "../store/customers.ts";
import {
  addDataRequest,
  addLegalHold,
  addRequestAnswer,
  type DataRequest,
  endLegalHold,
  type LegalHold,
  listDataRequests,
  listLegalHolds,
  type RequestAnswer,
} from "../store/data-requests.ts";
import { lockOrganisation } from "../store/organisation.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, doerOf, relationOf } from "./access.ts";
import { companyDay } from "./company-day.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import type { House } from "./house.ts";

/** The law says 及时 and no number (PIPL 50); this many days are usual. */
const DAYS_TO_ANSWER = 15;
export interface RequestGiven extends Keyed {
  /** Code of the customer. */
  readonly customer: string;
  readonly asks: DataRequest["asks"];
  readonly words: string;
  readonly channel: DataRequest["channel"];
  /** Absent: today. */
  readonly askedOn?: string | undefined;
}
/** So many may wait for an answer at a time where the customer itself makes them. */
const MOST_OPEN = 20;
/**
 * Writes down what a customer asks of its own data (PIPL 44 to 48); its clock runs from the day of asking.
 * Refusals: `not_for_this_party`, `no_such_thing`, `form_refused`, `key_reused`.
 */
export const receiveRequest = (
  house: House,
  caller: Caller,
  given: RequestGiven,
): Promise<{ readonly requestId: string; readonly dueOn: string }> =>
  doOnce(
    house,
    caller,
    caller.self === undefined ? "receive-request" : "make-own-request",
    given,
    async ({ tx, tell }) => {
      const customer = await named(tx, given.customer);
      const faults = new FormFaults();
      const today = await companyDay(house, tx);
      const askedOn = given.askedOn === undefined ? today : faults.day("askedOn", given.askedOn);
      if (parseDay(askedOn) !== undefined && askedOn > today)
        faults.add("askedOn", "提出的日期还没有到。", "The day of asking has not come yet.");
      const words = faults.text("words", given.words, 1000);
      if (caller.self !== undefined) {
        const open = (await listDataRequests(tx, customer.customerId)).filter(({ answer }) => answer === undefined);
        if (open.length >= MOST_OPEN)
          faults.add(
            "asks",
            `已有 ${open.length} 项请求等待答复，请等答复后再提出。`,
            `${open.length} requests wait for an answer; make another when they are answered.`,
          );
      }
      faults.refuse();
      const dueOn = dayText(addDays(parseDay(askedOn)!, DAYS_TO_ANSWER));
      const requestId = newUuid();
      const { asks, channel } = given;
      const request = { requestId, customerId: customer.customerId, asks, words, channel, askedOn, dueOn };
      await addDataRequest(tx, { ...request, recordedAt: house.now(), actorPersonId: doerOf(caller) });
      await tell({
        subjectKind: "customer",
        subjectId: customer.customerId,
        detail: { asks, channel, askedOn, dueOn },
      });
      return { requestId, dueOn };
    },
    { personal: true },
  );
export interface AnswerGiven extends Keyed {
  readonly requestId: string;
  readonly outcome: RequestAnswer["outcome"];
  readonly words: string;
}
/** What came of a request; it is answered once. Refusals: as above. */
export const answerRequest = (
  house: House,
  caller: Caller,
  given: AnswerGiven,
): Promise<{ readonly requestId: string }> =>
  doOnce(
    house,
    caller,
    "answer-request",
    given,
    async ({ tx, tell }) => {
      // Of two who answer at once the second is told that it was answered.
      await lockOrganisation(tx);
      const request = (await listDataRequests(tx)).find(({ requestId }) => requestId === given.requestId);
      if (!request) throw noSuchThing("request", given.requestId);
      const faults = new FormFaults();
      if (request.answer)
        faults.add(
          "requestId",
          `这项请求已于 ${request.answer.answeredOn} 答复。`,
          `This request was answered on ${request.answer.answeredOn}.`,
        );
      const words = faults.text("words", given.words, 1000);
      faults.refuse();
      const { requestId, outcome } = given;
      const answeredOn = await companyDay(house, tx);
      await addRequestAnswer(tx, requestId, {
        outcome,
        words,
        answeredOn,
        recordedAt: house.now(),
        actorPersonId: doerOf(caller),
      });
      const detail = { asks: request.asks, outcome, answeredOn };
      await tell({ subjectKind: "customer", subjectId: request.customerId, detail });
      return { requestId };
    },
    { personal: true },
  );
export interface OpenRequest extends Omit<DataRequest, "customerId"> {
  /** Code of the customer. */
  readonly customer: string;
  readonly late: boolean;
}
/** Requests that wait for an answer, the one due first before the others. Refusal: `not_for_this_party`. */
export const listOpenRequests = (
  house: House,
  caller: Caller,
): Promise<{ readonly day: string; readonly requests: readonly OpenRequest[] }> => {
  authorise(caller, "list-requests");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "list-requests"), snapshot: true },
    async (tx) => {
      const day = await companyDay(house, tx);
      const open = (await listDataRequests(tx)).filter(({ answer }) => answer === undefined);
      const codes = await customerCodes(
        tx,
        open.map(({ customerId }) => customerId),
      );
      return {
        day,
        requests: open.map(({ customerId, ...one }) => ({
          ...one,
          customer: codes.get(customerId)!,
          late: one.dueOn < day,
        })),
      };
    },
  );
};

export interface HoldGiven extends Keyed {
  /** Code of the customer. */
  readonly customer: string;
  /** The dispute or order that needs the data. */
  readonly ground: string;
  readonly fromOn: string;
}
/** Keeps a customer's data from being erased. Refusals: as above. */
export const holdCustomer = (house: House, caller: Caller, given: HoldGiven): Promise<{ readonly holdId: string }> =>
  doOnce(
    house,
    caller,
    "hold-customer",
    given,
    async ({ tx, tell }) => {
      const customer = await named(tx, given.customer);
      const faults = new FormFaults();
      const ground = faults.text("ground", given.ground, 500);
      const fromOn = faults.day("fromOn", given.fromOn);
      faults.refuse();
      const hold: LegalHold = { holdId: newUuid(), customerId: customer.customerId, ground, fromOn };
      await addLegalHold(tx, hold);
      await tell({ subjectKind: "customer", subjectId: customer.customerId, detail: { ground, fromOn } });
      return { holdId: hold.holdId };
    },
    { personal: true },
  );
/** Refusals: as above. */
export const releaseHold = (
  house: House,
  caller: Caller,
  given: Keyed & { readonly customer: string; readonly holdId: string; readonly beforeOn: string },
): Promise<{ readonly beforeOn: string }> =>
  doOnce(house, caller, "release-hold", given, async ({ tx, tell }) => {
    const customer = await named(tx, given.customer);
    const hold = (await listLegalHolds(tx, customer.customerId)).find(({ holdId }) => holdId === given.holdId);
    if (!hold) throw noSuchThing("hold", given.holdId);
    const faults = new FormFaults();
    faults.span("", hold.fromOn, given.beforeOn, true);
    if (hold.beforeOn !== undefined)
      faults.add("beforeOn", `已于 ${hold.beforeOn} 解除。`, `It ended before ${hold.beforeOn}.`);
    faults.refuse();
    await endLegalHold(tx, hold.holdId, given.beforeOn);
    await tell({
      subjectKind: "customer",
      subjectId: customer.customerId,
      detail: { ground: hold.ground, beforeOn: given.beforeOn },
    });
    return { beforeOn: given.beforeOn };
  });
const named = async (tx: Tx, code: string): Promise<KeptCustomer> => {
  const customer = await findCustomer(tx, code, true);
  if (!customer) throw noSuchThing("customer", code);
  return customer;
};
