// Clauses: N7
import { implement } from "@orpc/server";
import { listActivity } from "../../commands/list-activity.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const activity = implement(api.activity).$context<Context>();

export const activityRoutes = activity.router({
  list: activity.list.handler(({ context, input: { party, offset, limit, ...asked } }) =>
    listActivity(context.house, callerOf(context, party), asked, { offset, limit }),
  ),
});
