// Clauses: C2.3
import { implement } from "@orpc/server";
import { acknowledgeRules } from "../../commands/acknowledge-rules.ts";
import { draftRules, withdrawRules } from "../../commands/draft-rules.ts";
import { decideRules } from "../../commands/publish-rules.ts";
import { readRules } from "../../commands/read-rules.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const os = implement(api.rules).$context<Context>();

export const ruleRoutes = os.router({
  list: os.list.handler(({ context, input: { party } }) => readRules(context.house, callerOf(context, party))),
  draft: os.draft.handler(({ context, input: { party, ...given } }) =>
    draftRules(context.house, callerOf(context, party), given),
  ),
  withdraw: os.withdraw.handler(({ context, input: { party, ...given } }) =>
    withdrawRules(context.house, callerOf(context, party), given),
  ),
  decide: os.decide.handler(({ context, input: { party, ...given } }) => {
    const caller = callerOf(context, party);
    return context.work.attend(caller.companyId, `rules-${given.ruleVersionId}`, (progress, signal) =>
      decideRules(context.house, caller, given, { progress, signal }),
    );
  }),
  acknowledge: os.acknowledge.handler(({ context, input: { party, ...given } }) =>
    acknowledgeRules(context.house, callerOf(context, party), given),
  ),
});
