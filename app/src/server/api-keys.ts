// Clauses: C1.2
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { MadeApiKey, readApiKeys } from "../commands/api-keys.ts";
import { KEY_SCOPES } from "../commands/permissions.ts";
import { errors, failure, party } from "./api-common.ts";
import { day, formErrors, keyed, words } from "./api-people.ts";

const named = keyed.extend({ apiKeyId: z.uuid() });
const settling = { ...formErrors, ALREADY_DECIDED: { status: 409, data: failure } } as const;
/** Keys that machines of the company ask the API with. */
export const apiKeysApi = {
  list: oc
    .route({
      method: "GET",
      path: "/api-keys",
      summary: "Keys of machines, the latest first; no secret",
      tags: ["keys"],
    })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readApiKeys>>>()),
  make: oc
    .route({ method: "POST", path: "/api-keys", summary: "A new key; its secret is told this once", tags: ["keys"] })
    .input(
      keyed.extend({
        name: words,
        scopes: z.array(z.enum(KEY_SCOPES)).max(KEY_SCOPES.length).describe("Verbs of the table of permissions"),
        addresses: z
          .array(z.string().max(60))
          .max(200)
          .default([])
          .describe("Addresses and networks that it may be used from; none: from everywhere"),
        untilOn: day.optional().describe("The last day"),
      }),
    )
    .errors(formErrors)
    .output(type<MadeApiKey>()),
  hold: oc
    .route({ method: "POST", path: "/api-keys/holders", summary: "Take a key over, to answer for it", tags: ["keys"] })
    .input(named)
    .errors(settling)
    .output(z.object({ held: z.boolean() })),
  end: oc
    .route({ method: "POST", path: "/api-keys/ends", summary: "A key opens nothing any more", tags: ["keys"] })
    .input(named)
    .errors(settling)
    .output(z.object({ ended: z.boolean() })),
};
