// Clauses: C1.3, C7.1, N7
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { CUSTOMER_FIELDS } from "../commands/customer-mask.ts";
import type { readLastingViews } from "../commands/lasting-view.ts";
import type { OwnCustomersPage, readOwnCustomer } from "../commands/own-customers.ts";
import type { readOwnTeams } from "../commands/own-teams.ts";
import { OTHER_BASES } from "../commands/sensitive-use.ts";
import { errors, party } from "./api-common.ts";
import { known, shut } from "./api-customers.ts";
import { code, formErrors, keyed, words } from "./api-people.ts";

/** What an agent sees of the customers whom its own contracts serve. */
export const ownCustomersApi = {
  list: oc
    .route({ method: "GET", path: "/own-customers", summary: "An agent's own customers by name, masked" })
    .input(
      z.object({
        party,
        text: z
          .string()
          .max(100)
          .optional()
          .describe("A part of a name or its pinyin, the beginning of a code, or a whole phone number"),
        when: z.enum(["now", "before"]).optional().describe("Served today, or before"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .errors({ ...errors, ...shut })
    .output(type<OwnCustomersPage>()),
  read: oc
    .route({ method: "GET", path: "/own-customers/{customer}", summary: "One own customer, masked" })
    .input(z.object({ party, customer: code }))
    .errors({ ...errors, ...shut, ...known })
    .output(type<Awaited<ReturnType<typeof readOwnCustomer>>>()),
  reveal: oc
    .route({
      method: "POST",
      path: "/own-customers/{customer}/reveal",
      summary: "Shows data of an own customer in clear; who and why is written down once a key",
    })
    .input(
      keyed.extend({
        customer: code,
        fields: z.array(z.enum(CUSTOMER_FIELDS)).max(10),
        reason: words,
        basis: z.enum(OTHER_BASES).optional().describe("Of sensitive data, where no separate consent stands (PIPL 13)"),
      }),
    )
    .errors({ ...formErrors, ...shut, ...known })
    .output(z.partialRecord(z.enum(CUSTOMER_FIELDS), z.string())),
};
/** The teams of an agent. */
export const ownTeamsApi = oc
  .route({
    method: "GET",
    path: "/own-teams",
    summary: "The teams to which an agent belongs today, with members and shares",
  })
  .input(z.object({ party }))
  .errors(errors)
  .output(type<Awaited<ReturnType<typeof readOwnTeams>>>());
/** Until when whoever was a party still sees the own contracts. */
export const lastingApi = oc
  .route({
    method: "GET",
    path: "/lasting-views",
    summary: "Until when whoever holds no role any more sees the own contracts, and why",
  })
  .input(z.object({ party }))
  .errors(errors)
  .output(type<Awaited<ReturnType<typeof readLastingViews>>>());
