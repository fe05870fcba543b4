// Clauses: C1.1, N7
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { SentInvitation } from "../commands/invite-by-message.ts";
import type { readOutbox } from "../commands/list-messages.ts";
import type { Letter } from "../commands/settle-message.ts";
import { errors, failure, language, party } from "./api-common.ts";
import { code, formErrors, keyed } from "./api-people.ts";

const named = z.object({ party, id: z.uuid() });
const settling = { ...formErrors, ALREADY_DECIDED: { status: 409, data: failure } } as const;
/** Messages to people: what waits, what went out, what somebody hands over. */
export const outboxApi = {
  list: oc
    .route({ method: "GET", path: "/outbox", summary: "Messages to people and what became of them", tags: ["outbox"] })
    .input(
      z.object({
        party,
        state: z.enum(["waiting", "sent", "failed", "cancelled", "handed_over"]).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readOutbox>>>()),
  invite: oc
    .route({ method: "POST", path: "/outbox/invitations", summary: "Sends a person its login slip", tags: ["outbox"] })
    .input(
      keyed.extend({
        person: code,
        to: z.string().max(254).describe("E-mail address or phone number"),
        over: z.enum(["sms", "wecom"]).optional().describe("How a phone number is reached, where not the usual way"),
        language,
      }),
    )
    .errors(formErrors)
    .output(type<SentInvitation>()),
  handOver: oc
    .route({
      method: "POST",
      path: "/outbox/letters",
      summary: "The words of an invitation that nothing sends, once, to be printed and handed over",
      tags: ["outbox"],
    })
    .input(named)
    .errors(settling)
    .output(type<Letter>()),
  cancel: oc
    .route({ method: "POST", path: "/outbox/cancellations", summary: "A message is not sent", tags: ["outbox"] })
    .input(named)
    .errors(settling)
    .output(z.object({ cancelled: z.boolean() })),
  retry: oc
    .route({ method: "POST", path: "/outbox/retries", summary: "A message is tried again at once", tags: ["outbox"] })
    .input(named)
    .errors(settling)
    .output(z.object({ waiting: z.boolean() })),
};
