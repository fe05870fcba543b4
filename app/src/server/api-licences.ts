// Clauses: C6.2
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { LicencesReport } from "../commands/import-licences.ts";
import { LICENCE_KINDS } from "../commands/licence-rules.ts";
import { LICENCE_STATES } from "../commands/licence-standing.ts";
import type { LicencesOf, LicencesPage, OwnLicences } from "../commands/read-licences.ts";
import { errors, failure, party } from "./api-common.ts";
import { code, day, fileErrors, formErrors, key, keyed, words } from "./api-people.ts";

const keepErrors = { ...formErrors, EVENTS_REFUSED: { status: 422, data: failure } } as const;
const readErrors = { ...errors, NO_SUCH_THING: { status: 404, data: failure } } as const;
const content = {
  licenceNumber: words.describe("Of the registration"),
  kind: z.string().max(40).describe(LICENCE_KINDS.join(", ")),
  insurer: words.describe("The insurer, agency or broker under which it is registered"),
  fromOn: day,
  beforeOn: day.optional().describe("First day without it; absent: until further notice"),
};
const kept = z.object({
  licenceId: z.string(),
  version: z.int(),
  contracts: z.int().describe("How many contracts it was told to"),
});
const file = z.object({
  party,
  file: z.string().describe("Of an upload"),
  kind: z.enum(LICENCE_KINDS).default("individual_agent").describe("Of rows that name none"),
  overwrite: z.boolean().default(false).describe("What the list says of a known licence corrects it"),
});
const someone = { person: z.string().nullable().describe("Code; null: nobody of the register"), name: z.string() };
/** What of licences stands on the company's day. */
export const licencesToday = {
  licencesMissing: z
    .array(z.object({ ...someone, contracts: z.array(z.string()), sales: z.int().describe("Held from credit") }))
    .describe("Whom a running contract asks for a licence, and who holds none today"),
  licencesEnding: z
    .array(z.object({ ...someone, number: z.string(), beforeOn: z.string() }))
    .describe("Licences that end within thirty days, and no other follows"),
  salesWithoutLicence: z.int().describe("Sales held for want of a licence"),
} as const;

export const licencesApi = {
  list: oc
    .route({ method: "GET", path: "/licences", summary: "Who holds which licence, and who lacks one" })
    .input(
      z.object({
        party,
        text: z.string().max(100).optional().describe("Code, number, characters, pinyin or initials"),
        state: z.enum(LICENCE_STATES).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .errors(errors)
    .output(type<LicencesPage>()),
  read: oc
    .route({ method: "GET", path: "/people/{person}/licences", summary: "One person's licences with their history" })
    .input(z.object({ party, person: code }))
    .errors(readErrors)
    .output(type<LicencesOf>()),
  own: oc
    .route({ method: "GET", path: "/own-licences", summary: "The agent's own licences" })
    .input(z.object({ party }))
    .errors(readErrors)
    .output(type<OwnLicences>()),
  record: oc
    .route({
      method: "POST",
      path: "/people/{person}/licences",
      summary: "Records a licence and tells it to the contracts that ask for one",
    })
    .input(keyed.extend({ person: code, ...content }))
    .errors(keepErrors)
    .output(kept),
  change: oc
    .route({
      method: "POST",
      path: "/licences/{licenceId}/versions",
      summary: "Corrects a licence, ends it or takes it back, with the reason",
    })
    .input(
      keyed.extend({
        licenceId: z.uuid(),
        version: z.int().min(1).describe("The one that is changed"),
        ...content,
        takenBack: z.boolean().default(false).describe("It was recorded by mistake and never held"),
        reason: words,
      }),
    )
    .errors(keepErrors)
    .output(kept),
  previewImport: oc
    .route({ method: "POST", path: "/licences-import-preview", summary: "What would become of each row of an upload" })
    .input(file)
    .errors(fileErrors)
    .output(type<LicencesReport>()),
  import: oc
    .route({ method: "POST", path: "/licences-imports", summary: "Takes a list of licences in, row by row" })
    .input(file.extend({ key }))
    .errors({ ...fileErrors, EVENTS_REFUSED: { status: 422, data: failure } })
    .output(type<LicencesReport>()),
};
