// Clauses: C7.1, N7, N8
import { implement } from "@orpc/server";
import { keepRetentionRule } from "../../commands/keep-retention-rule.ts";
import { listRetention } from "../../commands/list-retention.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const privacy = implement(api.privacy).$context<Context>();

export const privacyRoutes = privacy.router({
  retention: privacy.retention.handler(({ context, input: { party, days, offset, limit } }) =>
    listRetention(context.house, callerOf(context, party), { days }, { offset, limit }),
  ),
  keepRetention: privacy.keepRetention.handler(({ context, input: { party, ...given } }) =>
    keepRetentionRule(context.house, callerOf(context, party), given),
  ),
});
