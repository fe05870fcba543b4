// Clauses: C1.2
import { implement } from "@orpc/server";
import { endOneApiKey, holdOneApiKey, makeApiKey, readApiKeys } from "../../commands/api-keys.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const keys = implement(api.apiKeys).$context<Context>();

export const apiKeyRoutes = keys.router({
  list: keys.list.handler(({ context, input: { party } }) => readApiKeys(context.house, callerOf(context, party))),
  make: keys.make.handler(({ context, input: { party, ...given } }) =>
    makeApiKey(context.house, callerOf(context, party), given),
  ),
  hold: keys.hold.handler(({ context, input: { party, ...given } }) =>
    holdOneApiKey(context.house, callerOf(context, party), given),
  ),
  end: keys.end.handler(({ context, input: { party, ...given } }) =>
    endOneApiKey(context.house, callerOf(context, party), given),
  ),
});
