// Clauses: C2.3
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { RulesRead } from "../commands/read-rules.ts";
import { both, errors, failure, instant, number, party } from "./api-common.ts";
import { formErrors, keyed } from "./api-people.ts";

const ruleErrors = {
  ...errors,
  ...formErrors,
  NO_SUCH_THING: { status: 404, data: failure },
  ALREADY_DECIDED: { status: 409, data: failure },
  BY_THE_SAME_PERSON: { status: 403, data: failure },
  EVENTS_REFUSED: { status: 422, data: failure },
  STOPPED: { status: 409, data: failure },
} as const;
const named = keyed.extend({ ruleVersionId: z.uuid() });
const version = z.object({ ruleVersionId: z.string() });

const versionOf = { code: z.string(), version: z.int(), title: both };
/** What of rules stands on the company's day. */
export const rulesToday = {
  ruleDrafts: z.array(z.object({ ...versionOf, preparedAt: instant })).describe("Rules that wait for a second person"),
  rulesUnread: z
    .array(z.object({ ...versionOf, missing: z.int(), of: z.int(), publishedAt: instant }))
    .describe("Present rules that not everybody has acknowledged"),
} as const;

export const rulesApi = {
  list: oc
    .route({ method: "GET", path: "/rules", summary: "Rules of the company, their versions and who acknowledged them" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<RulesRead>()),
  draft: oc
    .route({ method: "POST", path: "/rules", summary: "Writes a version of rules that another person publishes" })
    .input(
      keyed.extend({
        code: z.string().max(100).describe("Rules that are there get a further version"),
        title: both,
        text: z.object({ zh: z.string().max(60_000), en: z.string().max(60_000) }).describe("A paragraph a line"),
        effectiveOn: z.string().max(20).describe("The first day"),
        roles: z.array(z.enum(["agent", "intermediary"])).max(2),
        contracts: z.array(z.string().max(200)).max(1000).describe("Numbers; empty: all that run"),
        grounds: z.string().max(2000),
      }),
    )
    .errors(ruleErrors)
    .output(version.extend({ version: z.int() })),
  withdraw: oc
    .route({ method: "POST", path: "/rules/{ruleVersionId}/withdraw", summary: "Its writer takes a version back" })
    .input(named)
    .errors(ruleErrors)
    .output(version),
  decide: oc
    .route({
      method: "POST",
      path: "/rules/{ruleVersionId}/decision",
      summary: "Another person publishes or refuses; how far it is, under `rules-` and the version",
    })
    .input(named.extend({ outcome: z.enum(["approved", "refused"]) }))
    .errors(ruleErrors)
    .output(version.extend({ contracts: z.int().describe("In whose records it stands") })),
  acknowledge: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/rules/{ruleVersionId}/acknowledgement",
      summary: "A party has received and read a version",
    })
    .input(named.extend({ number, sha256: z.string().max(64).describe("Of the words that were shown") }))
    .errors(ruleErrors)
    .output(z.object({ acknowledgedAt: z.int() })),
};
