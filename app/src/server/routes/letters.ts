// Clauses: C1.2, A2
import { implement } from "@orpc/server";
import { activateLetter, endLetter, publishRecall } from "../../commands/activate-letter.ts";
import { decideAct, recordDemand } from "../../commands/decide-act.ts";
import { discardLetter, draftLetter } from "../../commands/draft-letter.ts";
import { allowOwnDealing } from "../../commands/own-dealing.ts";
import { readLetter, readLetters } from "../../commands/read-letters.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const os = implement(api.letters).$context<Context>();

export const letterRoutes = os.router({
  list: os.list.handler(({ context, input: { number, party } }) =>
    readLetters(context.house, callerOf(context, party), number),
  ),
  read: os.read.handler(({ context, input: { letterId, party } }) =>
    readLetter(context.house, callerOf(context, party), letterId),
  ),
  draft: os.draft.handler(({ context, input: { party, ...given } }) =>
    draftLetter(context.house, callerOf(context, party), given),
  ),
  discard: os.discard.handler(({ context, input: { party, ...given } }) =>
    discardLetter(context.house, callerOf(context, party), given),
  ),
  activate: os.activate.handler(({ context, input: { party, ...given } }) =>
    activateLetter(context.house, callerOf(context, party), given),
  ),
  end: os.end.handler(({ context, input: { party, ...given } }) =>
    endLetter(context.house, callerOf(context, party), given),
  ),
  publishRecall: os.publishRecall.handler(({ context, input: { party, ...given } }) =>
    publishRecall(context.house, callerOf(context, party), given),
  ),
  customerSaid: os.customerSaid.handler(({ context, input: { party, ...given } }) =>
    recordDemand(context.house, callerOf(context, party), given),
  ),
  decideAct: os.decideAct.handler(({ context, input: { party, ...given } }) =>
    decideAct(context.house, callerOf(context, party), given),
  ),
  allowOwnDealing: os.allowOwnDealing.handler(({ context, input: { party, ...given } }) =>
    allowOwnDealing(context.house, callerOf(context, party), given),
  ),
});
