// Clauses: C1.2, N7
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { listActivity } from "../commands/list-activity.ts";
import { errors, failure, number, party } from "./api-common.ts";
import { code, day } from "./api-people.ts";

/** Everything that was done. */
export const activityApi = {
  list: oc
    .route({
      method: "GET",
      path: "/activity",
      summary: "Who did what, when, from where and under which power, the latest first",
    })
    .input(
      z.object({
        party,
        person: code.optional().describe("Code of whoever did it"),
        contract: number.optional(),
        fromOn: day.optional(),
        beforeOn: day.optional().describe("First day after those wanted"),
        offset: z.int().min(0).max(1_000_000).default(0),
        limit: z.int().min(1).max(500).default(60),
      }),
    )
    .errors({ ...errors, NO_SUCH_THING: { status: 404, data: failure } })
    .output(type<Awaited<ReturnType<typeof listActivity>>>()),
};
