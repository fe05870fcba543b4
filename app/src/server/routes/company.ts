// Clauses: N1, N6
import type { Instant } from "@fealty/engine/values/brand.ts";
import { implement } from "@orpc/server";
import { authorise } from "../../commands/access.ts";
import { moveClock } from "../../commands/move-clock.ts";
import { readCompany } from "../../commands/read-company.ts";
import { readToday } from "../../commands/read-today.ts";
import { api } from "../api.ts";
import { type Context, callerOf } from "../context.ts";

const os = implement(api.company).$context<Context>();

export const companyRoutes = os.router({
  read: os.read.handler(async ({ context }) => {
    const { founding, work } = context;
    return {
      ...(await readCompany(context.house, callerOf(context, "company"))),
      ...(founding !== undefined && work.progress(founding).state === "running" ? { founding } : {}),
    };
  }),
  today: os.today.handler(({ context, input }) => readToday(context.house, callerOf(context, input.party), input.days)),
  moveClock: os.moveClock.handler(({ context, input }) => {
    const caller = callerOf(context, input.party);
    authorise(caller, "move-clock");
    const work = context.work.start("clock", async (progress, signal) => {
      await moveClock(context.house, caller, input.to as Instant, progress, signal);
    });
    return { work };
  }),
  progress: os.progress.handler(({ context, input }) => context.work.progress(input.work)),
  cancel: os.cancel.handler(({ context, input }) => ({ stopped: context.work.cancel(input.work) })),
});
