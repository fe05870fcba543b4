// Clauses: C7.1, N7
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { ReadLink } from "../commands/enter-by-link.ts";
import type { FieldFault } from "../commands/form-faults.ts";
import type { copyOwnData } from "../commands/own-page-acts.ts";
import { PURPOSES } from "../commands/purposes.ts";
import type { readOwnPage } from "../commands/read-own-page.ts";
import { common, failure, language } from "./api-common.ts";
import { code, key, words } from "./api-people.ts";

const faults = z.array(z.custom<FieldFault>()).describe("Each field with what is wrong and how to mend it");
const shut = {
  MASTER_KEY_MISSING: { status: 503, data: failure },
  MASTER_KEY_OTHER: { status: 503, data: failure },
} as const;
const wayErrors = {
  ...common,
  ...shut,
  CODE_UNKNOWN: { status: 404, data: failure },
  TOO_MANY_TRIES: { status: 429, data: failure },
  FORM_REFUSED: { status: 422, data: failure.extend({ faults }) },
} as const;
const ownErrors = {
  ...common,
  ...shut,
  NOT_ENTERED: { status: 401, data: failure },
  NOT_PERMITTED: { status: 403, data: failure },
  NO_SUCH_THING: { status: 404, data: failure },
  CUSTOMER_ERASED: { status: 410, data: failure },
  FORM_REFUSED: { status: 422, data: failure.extend({ faults }) },
  EVENTS_REFUSED: { status: 422, data: failure },
  KEY_REUSED: { status: 409, data: failure },
} as const;
const TAGS = ["own page"];
const way = (method: "GET" | "POST", path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary, tags: TAGS }).errors(wayErrors);
const own = (method: "GET" | "POST", path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary, tags: TAGS }).errors(ownErrors);
const linkCode = z.string().min(1).max(60).describe("What the address of the link ends with");
const phone = z.string().min(1).max(60);

/** The door of customers, who have no login: how they come in, and what is their own. No route takes whose data it is about. */
export const ownPageApi = {
  ways: way("GET", "/own-page/ways", "Whether codes can be sent to a phone").output(
    z.object({ phoneCodes: z.boolean() }),
  ),
  readLink: way("POST", "/own-page/link", "What a one-time link is for; it stays unused")
    .input(z.object({ code: linkCode }))
    .output(type<ReadLink>()),
  enterLink: way("POST", "/own-page/link-entry", "Comes in with a one-time link")
    .input(z.object({ code: linkCode }))
    .output(z.object({ entered: z.boolean() })),
  askCode: way("POST", "/own-page/phone-code", "Sends a code to a phone, where it is known whose it is")
    .input(z.object({ phone, language }))
    .output(z.object({ asked: z.boolean() })),
  enterCode: way("POST", "/own-page/phone-entry", "Comes in with the code that was sent")
    .input(z.object({ phone, code: z.string().min(1).max(40) }))
    .output(z.object({ entered: z.boolean() })),
  leave: way("POST", "/own-page/leave", "Ends the session of this device").output(z.object({ ended: z.boolean() })),
  read: own("GET", "/own-page", "One's own data, who serves one, consents, requests, and who looked").output(
    type<Awaited<ReturnType<typeof readOwnPage>>>(),
  ),
  consent: own("POST", "/own-page/consents", "Gives, refuses or withdraws a consent")
    .input(
      z.object({
        key,
        purpose: z.enum(PURPOSES),
        recipient: z.string().max(2000).optional().describe("Of an intermediary's: whom the notice names"),
        act: z.enum(["given", "refused", "withdrawn"]),
        version: z.int().min(1).describe("Of the notice that was read"),
      }),
    )
    .output(z.object({ consentId: z.string() })),
  request: own("POST", "/own-page/requests", "Asks something of one's own data")
    .input(
      z.object({
        key,
        asks: z.enum(["access", "copy", "correct", "restrict", "delete", "explain", "port"]),
        words,
      }),
    )
    .output(z.object({ requestId: z.string(), dueOn: z.string() })),
  copy: own("POST", "/own-page/copy", "All that is known, for programs; written down").output(
    type<Awaited<ReturnType<typeof copyOwnData>>>(),
  ),
  turnTo: own("POST", "/own-page/shown", "A guardian goes to somebody it answers for, or back to itself")
    .input(z.object({ customer: code.optional() }))
    .output(z.object({ customer: z.string() })),
};
