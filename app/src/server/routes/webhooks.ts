// Clauses: C1.2
import { implement } from "@orpc/server";
import {
  changeSecret,
  endOneWebhook,
  makeWebhook,
  readDeliveries,
  readWebhooks,
  tellAgain,
  testWebhook,
} from "../../commands/webhooks.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const webhooks = implement(api.webhooks).$context<Context>();

export const webhookRoutes = webhooks.router({
  list: webhooks.list.handler(({ context, input: { party } }) => readWebhooks(context.house, callerOf(context, party))),
  deliveries: webhooks.deliveries.handler(({ context, input: { party, ...given } }) =>
    readDeliveries(context.house, callerOf(context, party), given),
  ),
  make: webhooks.make.handler(({ context, input: { party, ...given } }) =>
    makeWebhook(context.house, callerOf(context, party), given),
  ),
  changeSecret: webhooks.changeSecret.handler(({ context, input: { party, ...given } }) =>
    changeSecret(context.house, callerOf(context, party), given),
  ),
  end: webhooks.end.handler(({ context, input: { party, ...given } }) =>
    endOneWebhook(context.house, callerOf(context, party), given),
  ),
  test: webhooks.test.handler(({ context, input: { party, ...given } }) =>
    testWebhook(context.house, callerOf(context, party), given),
  ),
  again: webhooks.again.handler(({ context, input: { party, ...given } }) =>
    tellAgain(context.house, callerOf(context, party), given),
  ),
});
