// Clauses: C7.1, N7, N8
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { listRetention } from "../commands/list-retention.ts";
import { RETAINED_FIELDS, RETAINED_PURPOSES, RETENTION_BEGINNINGS } from "../commands/purposes.ts";
import { errors, party } from "./api-common.ts";
import { day, formErrors, keyed, words } from "./api-people.ts";

export const privacyApi = {
  retention: oc
    .route({
      method: "GET",
      path: "/retention",
      summary: "How long personal data is kept, what falls due soon, what was taken away",
    })
    .input(
      z.object({
        party,
        days: z.int().min(0).max(36_500).default(30).describe("How far ahead"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(20_000).default(100),
      }),
    )
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof listRetention>>>()),
  keepRetention: oc
    .route({
      method: "POST",
      path: "/retention-rules",
      summary: "Says from a day to come how long data is kept for a purpose",
    })
    .input(
      keyed.extend({
        purpose: z.enum(RETAINED_PURPOSES),
        begins: z.enum(RETENTION_BEGINNINGS).describe("limitation_over: three years after the contract has ended"),
        months: z.int().describe("After that"),
        fields: z.array(z.enum(RETAINED_FIELDS)).max(10).describe("What the purpose needs beside the name"),
        basis: words.describe("Why this long"),
        fromOn: day,
      }),
    )
    .errors(formErrors)
    .output(z.object({ version: z.int() })),
};
