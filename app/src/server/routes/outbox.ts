// Clauses: C1.1, N7
import { implement } from "@orpc/server";
import { inviteByMessage } from "../../commands/invite-by-message.ts";
import { readOutbox } from "../../commands/list-messages.ts";
import { cancelMessage, handOverMessage, retryMessage } from "../../commands/settle-message.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const outbox = implement(api.outbox).$context<Context>();

export const outboxRoutes = outbox.router({
  list: outbox.list.handler(({ context, input: { party, ...given } }) =>
    readOutbox(context.house, callerOf(context, party), given),
  ),
  invite: outbox.invite.handler(({ context, input: { party, ...given } }) =>
    inviteByMessage(context.house, callerOf(context, party), given),
  ),
  handOver: outbox.handOver.handler(({ context, input: { party, ...given } }) =>
    handOverMessage(context.house, callerOf(context, party), given),
  ),
  cancel: outbox.cancel.handler(({ context, input: { party, ...given } }) =>
    cancelMessage(context.house, callerOf(context, party), given),
  ),
  retry: outbox.retry.handler(({ context, input: { party, ...given } }) =>
    retryMessage(context.house, callerOf(context, party), given),
  ),
});
