// Clauses: N1, N6
import type { Instant } from "@fealty/engine/values/brand.ts";
import { implement } from "@orpc/server";
import { authorise } from "../../commands/access.ts";
import { checkClockMove, moveClock } from "../../commands/move-clock.ts";
import { readCompany } from "../../commands/read-company.ts";
import { readToday } from "../../commands/read-today.ts";
import { api } from "../api.ts";
import { type Context, callerOf, expectedIn, foundingIn } from "../context.ts";

const os = implement(api.company).$context<Context>();

export const companyRoutes = os.router({
  read: os.read.handler(async ({ context }) => {
    const { work, asking, clocks } = context;
    const caller = callerOf(context, asking?.parties[0] ?? "company");
    const moving = work.running(caller.companyId, "clock-").at(-1)?.work;
    const founding = foundingIn(context)?.work;
    return {
      ...(moving === undefined ? {} : { moving }),
      ...(await readCompany(context.house, caller)),
      ...(clocks.faults.length === 0 ? {} : { clockFaults: clocks.faults }),
      ...(founding === undefined ? {} : { founding }),
    };
  }),
  today: os.today.handler(({ context, input }) =>
    readToday(context.house, callerOf(context, input.party), input, expectedIn(context)),
  ),
  moveClock: os.moveClock.handler(async ({ context, input }) => {
    const caller = callerOf(context, input.party);
    const to = input.to as Instant;
    await checkClockMove(context.house, caller, to);
    const work = context.work.start(caller.companyId, "clock", async (progress, signal) => {
      await moveClock(context.house, caller, to, progress, signal);
    });
    return { work };
  }),
  progress: os.progress.handler(({ context, input: { party, work } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "read-progress");
    return context.work.progress(caller.companyId, work);
  }),
  cancel: os.cancel.handler(({ context, input: { party, work } }) => {
    const caller = callerOf(context, party);
    authorise(caller, "stop-work");
    return { stopped: context.work.cancel(caller.companyId, work) };
  }),
});
