// Clauses: C1.3, C7.1, N7
import { implement } from "@orpc/server";
import { listOwnCustomers, readOwnCustomer } from "../../commands/own-customers.ts";
import { revealOwnCustomer } from "../../commands/reveal-customer.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const own = implement(api.ownCustomers).$context<Context>();
export const ownCustomerRoutes = own.router({
  list: own.list.handler(({ context, input: { party, offset, limit, ...filter } }) =>
    listOwnCustomers(context.house, callerOf(context, party), filter, { offset, limit }),
  ),
  read: own.read.handler(({ context, input: { party, customer } }) =>
    readOwnCustomer(context.house, callerOf(context, party), customer),
  ),
  reveal: own.reveal.handler(({ context, input: { party, key, ...asked } }) =>
    revealOwnCustomer(context.house, callerOf(context, party), asked, key),
  ),
});
