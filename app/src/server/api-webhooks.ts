// Clauses: C1.2
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { HAPPENINGS, type readDeliveries, type readWebhooks, type ToldSecret } from "../commands/webhooks.ts";
import { errors, failure, party } from "./api-common.ts";
import { formErrors, keyed, words } from "./api-people.ts";

const named = keyed.extend({ webhookId: z.uuid() });
const settling = { ...formErrors, ALREADY_DECIDED: { status: 409, data: failure } } as const;
/** What the company's other systems are told: where, of what, and what became of it. */
export const webhooksApi = {
  list: oc
    .route({ method: "GET", path: "/webhooks", summary: "Where other systems are told; no secret", tags: ["webhooks"] })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readWebhooks>>>()),
  deliveries: oc
    .route({
      method: "GET",
      path: "/webhooks/{webhookId}/deliveries",
      summary: "What one of them was told and what it answered, the latest first",
      tags: ["webhooks"],
    })
    .input(z.object({ party, webhookId: z.uuid() }))
    .errors({ ...errors, NO_SUCH_THING: { status: 404, data: failure } })
    .output(type<Awaited<ReturnType<typeof readDeliveries>>>()),
  make: oc
    .route({
      method: "POST",
      path: "/webhooks",
      summary: "Tells another system; what signs is told this once",
      tags: ["webhooks"],
    })
    .input(
      keyed.extend({
        name: words,
        url: z.string().max(2000).describe("https://…, a public host"),
        kinds: z.array(z.enum(HAPPENINGS)).max(HAPPENINGS.length),
      }),
    )
    .errors(formErrors)
    .output(type<ToldSecret>()),
  changeSecret: oc
    .route({
      method: "POST",
      path: "/webhook-secrets",
      summary: "A new secret; the former one signs beside it for a day",
      tags: ["webhooks"],
    })
    .input(named.extend({ atOnce: z.boolean().optional().describe("The former one stops at once") }))
    .errors(settling)
    .output(type<ToldSecret>()),
  end: oc
    .route({ method: "POST", path: "/webhook-ends", summary: "Nothing is told there any more", tags: ["webhooks"] })
    .input(named)
    .errors(settling)
    .output(z.object({ ended: z.boolean() })),
  test: oc
    .route({ method: "POST", path: "/webhook-tests", summary: "Tells it that this is a test", tags: ["webhooks"] })
    .input(named)
    .errors(settling)
    .output(z.object({ deliveryId: z.string() })),
  again: oc
    .route({
      method: "POST",
      path: "/webhook-deliveries",
      summary: "Tells it once more, under the same id",
      tags: ["webhooks"],
    })
    .input(keyed.extend({ deliveryId: z.uuid() }))
    .errors(settling)
    .output(z.object({ waiting: z.boolean() })),
};
