// Clauses: C7.1, N7
import { implement } from "@orpc/server";
import { authorise } from "../../commands/access.ts";
import {
  answerRequest,
  holdCustomer,
  listOpenRequests,
  receiveRequest,
  releaseHold,
} from "../../commands/data-requests.ts";
import { eraseCustomer } from "../../commands/erase-customer.ts";
import { exportCustomer } from "../../commands/export-customer.ts";
import { giveCustomerLink } from "../../commands/give-customer-link.ts";
import { handOverCustomers } from "../../commands/hand-over-customers.ts";
import { importCustomers, previewCustomers } from "../../commands/import-customers.ts";
import { keepCustomer } from "../../commands/keep-customer.ts";
import { listCustomers } from "../../commands/list-customers.ts";
import { mergeCustomers, separateCustomer } from "../../commands/merge-customers.ts";
import { publishNotice, readNotices } from "../../commands/publish-notice.ts";
import { readCustomer } from "../../commands/read-customer.ts";
import { recordConsent } from "../../commands/record-consent.ts";
import { revealCustomer } from "../../commands/reveal-customer.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const customers = implement(api.customers).$context<Context>();

const notices = implement(api.notices).$context<Context>();
export const noticeRoutes = notices.router({
  list: notices.list.handler(({ context, input: { party } }) => readNotices(context.house, callerOf(context, party))),
  publish: notices.publish.handler(({ context, input: { party, ...given } }) =>
    publishNotice(context.house, callerOf(context, party), given),
  ),
});
export const customerRoutes = customers.router({
  consent: customers.consent.handler(({ context, input: { party, ...given } }) =>
    recordConsent(context.house, callerOf(context, party), given),
  ),
  list: customers.list.handler(({ context, input: { party, offset, limit, ...filter } }) =>
    listCustomers(context.house, callerOf(context, party), filter, { offset, limit }),
  ),
  read: customers.read.handler(({ context, input: { party, customer } }) =>
    readCustomer(context.house, callerOf(context, party), customer),
  ),
  reveal: customers.reveal.handler(({ context, input: { party, ...asked } }) =>
    revealCustomer(context.house, callerOf(context, party), asked),
  ),
  keep: customers.keep.handler(({ context, input: { party, ...given } }) =>
    keepCustomer(context.house, callerOf(context, party), given),
  ),
  receiveRequest: customers.receiveRequest.handler(({ context, input: { party, ...given } }) =>
    receiveRequest(context.house, callerOf(context, party), given),
  ),
  answerRequest: customers.answerRequest.handler(({ context, input: { party, ...given } }) =>
    answerRequest(context.house, callerOf(context, party), given),
  ),
  openRequests: customers.openRequests.handler(({ context, input: { party } }) =>
    listOpenRequests(context.house, callerOf(context, party)),
  ),
  hold: customers.hold.handler(({ context, input: { party, ...given } }) =>
    holdCustomer(context.house, callerOf(context, party), given),
  ),
  releaseHold: customers.releaseHold.handler(({ context, input: { party, ...given } }) =>
    releaseHold(context.house, callerOf(context, party), given),
  ),
  erase: customers.erase.handler(({ context, input: { party, ...given } }) =>
    eraseCustomer(context.house, callerOf(context, party), given),
  ),
  export: customers.export.handler(({ context, input: { party, customer } }) =>
    exportCustomer(context.house, callerOf(context, party), customer),
  ),
  giveLink: customers.giveLink.handler(({ context, input: { party, ...given } }) =>
    giveCustomerLink(context.house, callerOf(context, party), given),
  ),
  merge: customers.merge.handler(({ context, input: { party, ...given } }) =>
    mergeCustomers(context.house, callerOf(context, party), given),
  ),
  separate: customers.separate.handler(({ context, input: { party, ...given } }) =>
    separateCustomer(context.house, callerOf(context, party), given),
  ),
  handOver: customers.handOver.handler(({ context, input: { party, ...given } }) =>
    handOverCustomers(context.house, callerOf(context, party), given),
  ),
  previewImport: customers.previewImport.handler(({ context, input: { party, file, overwrite } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-customers");
    return context.uploads.use(caller.companyId, file, "", ({ file: path }) =>
      previewCustomers(context.house, caller, { path, overwrite }),
    );
  }),
  import: customers.import.handler(({ context, input: { party, file, overwrite, key } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "import-customers");
    return context.uploads.use(caller.companyId, file, "", ({ file: path }) =>
      importCustomers(context.house, caller, { path, overwrite }, key),
    );
  }),
});
