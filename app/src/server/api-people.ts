// Clauses: C1.1, C1.2
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { findDuplicatePeople } from "../commands/find-duplicate-people.ts";
import type { FieldFault } from "../commands/form-faults.ts";
import type { PeopleReport } from "../commands/import-people.ts";
import type { PeoplePage } from "../commands/list-people.ts";
import type { previewMerge } from "../commands/merge-people.ts";
import type { readOrganisation } from "../commands/read-organisation.ts";
import type { readPerson } from "../commands/read-person.ts";
import { ROLE_NAMES } from "../commands/role-words.ts";
import { errors, failure, party } from "./api-common.ts";

/** The company's own short name for a person, a branch, a team or a legal entity. */
export const code = z
  .string()
  .regex(/^[^\0]+$/)
  .max(200);
export const day = z.string().max(40).describe("A day as 2026-07-01, in the company's time zone");
export const words = z.string().max(2000);
const faults = z.array(z.custom<FieldFault>()).describe("Each field with what is wrong and how to mend it");
export const formErrors = {
  ...errors,
  NO_SUCH_THING: { status: 404, data: failure },
  FORM_REFUSED: { status: 422, data: failure.extend({ faults }) },
  KEY_REUSED: { status: 409, data: failure },
  ALREADY_THERE: { status: 409, data: failure },
} as const;
const readErrors = { ...errors, NO_SUCH_THING: { status: 404, data: failure } } as const;
export const key = z.string().min(8).max(200).describe("Drawn by the caller; the same key is the same call");
export const keyed = z.object({ party, key });
const beforeOn = day.optional().describe("First day without it; absent: until further notice");
const role = z.object({
  role: z.enum(ROLE_NAMES),
  branch: code.optional().describe("Code of the branch; absent: the whole company"),
  deputyFor: code.optional().describe("Stands in for the person with this code"),
  contract: z.string().max(200).optional().describe("Number of the one contract that a contract_auditor reads"),
  fromOn: day,
  beforeOn,
});

const peopleFile = z.object({
  party,
  file: z.string().describe("Of an upload"),
  role: z.enum(ROLE_NAMES).default("agent").describe("Of whoever has none in the list"),
  rename: z.boolean().default(false).describe("A known code with another name gets that name"),
});
export const fileErrors = {
  ...errors,
  NO_SUCH_UPLOAD: { status: 404, data: failure },
  FILE_REFUSED: { status: 422, data: failure },
  KEY_REUSED: { status: 409, data: failure },
} as const;

export const peopleApi = {
  list: oc
    .route({ method: "GET", path: "/people", summary: "Who is who, by the sound of the names" })
    .input(
      z.object({
        party,
        text: z.string().max(100).optional().describe("Code, characters, pinyin or initials"),
        role: z.enum(ROLE_NAMES).optional(),
        branch: code.optional().describe("There and in all below it"),
        when: z.enum(["now", "later", "ended"]).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .errors(errors)
    .output(type<PeoplePage>()),
  read: oc
    .route({ method: "GET", path: "/people/{person}", summary: "One person with roles, teams, contracts and history" })
    .input(z.object({ party, person: code }))
    .errors(readErrors)
    .output(type<Awaited<ReturnType<typeof readPerson>>>()),
  previewImport: oc
    .route({ method: "POST", path: "/people-import-preview", summary: "What would become of each row of an upload" })
    .input(peopleFile)
    .errors(fileErrors)
    .output(type<PeopleReport>()),
  import: oc
    .route({ method: "POST", path: "/people-imports", summary: "Takes a list of people in, row by row" })
    .input(peopleFile.extend({ key }))
    .errors(fileErrors)
    .output(type<PeopleReport>()),
  add: oc
    .route({ method: "POST", path: "/people", summary: "Brings a person in" })
    .input(keyed.extend({ code: words, name: words, roles: z.array(role).max(50) }))
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  change: oc
    .route({ method: "PUT", path: "/people/{person}", summary: "Another name or code from now on" })
    .input(keyed.extend({ person: code, code: words, name: words }))
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  duplicates: oc
    .route({ method: "GET", path: "/people-duplicates", summary: "Entries that may be one person, and why" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof findDuplicatePeople>>>()),
  previewMerge: oc
    .route({
      method: "GET",
      path: "/people/{person}/merge-preview",
      summary: "What would go to the other entry, and everything that stands against it",
    })
    .input(z.object({ party, person: code, into: code }))
    .errors(readErrors)
    .output(type<Awaited<ReturnType<typeof previewMerge>>>()),
  merge: oc
    .route({ method: "POST", path: "/people/{person}/merge", summary: "Says that two entries are one person" })
    .input(keyed.extend({ person: code, into: code, reason: words }))
    .errors(formErrors)
    .output(z.object({ into: z.string(), contracts: z.number() })),
  separate: oc
    .route({ method: "POST", path: "/people/{person}/separate", summary: "Takes a merge back" })
    .input(keyed.extend({ person: code, reason: words }))
    .errors(formErrors)
    .output(z.object({ person: z.string(), contracts: z.number() })),
  grantRole: oc
    .route({ method: "POST", path: "/people/{person}/roles", summary: "Gives a role from a day on" })
    .input(keyed.extend({ person: code, ...role.shape }))
    .errors(formErrors)
    .output(z.object({ roleHoldingId: z.string() })),
  endRole: oc
    .route({ method: "POST", path: "/people/{person}/roles/{roleHoldingId}/end", summary: "Ends a role with a day" })
    .input(keyed.extend({ person: code, roleHoldingId: z.uuid(), beforeOn: day }))
    .errors(formErrors)
    .output(z.object({ beforeOn: z.string() })),
  appointSubAgent: oc
    .route({
      method: "POST",
      path: "/sub-agencies",
      summary: "Records a sub-agent with the ground that binds the company",
    })
    .input(
      keyed.extend({
        agent: code,
        subAgent: code,
        ground: z.enum(["consent", "ratified", "emergency"]),
        groundsText: words,
        consentedOn: day.optional(),
        fromOn: day,
        beforeOn,
      }),
    )
    .errors(formErrors)
    .output(z.object({ subAgencyId: z.string() })),
  endSubAgency: oc
    .route({ method: "POST", path: "/sub-agencies/{subAgencyId}/end", summary: "Ends a sub-agency with a day" })
    .input(keyed.extend({ subAgencyId: z.uuid(), beforeOn: day }))
    .errors(formErrors)
    .output(z.object({ beforeOn: z.string() })),
};

export const organisationApi = {
  read: oc
    .route({ method: "GET", path: "/organisation", summary: "Legal entities, branches, teams and firms" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readOrganisation>>>()),
  keepBranch: oc
    .route({
      method: "POST",
      path: "/organisation/branches",
      summary: "Brings a branch in, changes, moves or closes it",
    })
    .input(
      keyed.extend({
        branch: code.optional().describe("The one that is changed"),
        code: words,
        nameZh: words,
        nameEn: words,
        parent: code.optional(),
        entity: code.optional(),
        closedOn: day.optional(),
      }),
    )
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  keepLegalEntity: oc
    .route({ method: "POST", path: "/organisation/legal-entities", summary: "Brings a legal entity in or changes it" })
    .input(
      keyed.extend({
        entity: code.optional().describe("The one that is changed"),
        code: words,
        nameZh: words,
        nameEn: words,
        creditCode: words.optional(),
        sealName: words,
        bankName: words.optional(),
        bankAccount: words.optional(),
        closedOn: day.optional(),
      }),
    )
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  composeTeam: oc
    .route({ method: "POST", path: "/organisation/teams", summary: "Founds a team or composes it anew from a day on" })
    .input(
      keyed.extend({
        team: code.optional().describe("The one that is changed"),
        code: words,
        nameZh: words,
        nameEn: words,
        fromOn: day,
        members: z.array(z.object({ person: code, lead: z.boolean(), parts: z.number() })).max(1000),
        closedOn: day.optional(),
      }),
    )
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  keepFirm: oc
    .route({
      method: "POST",
      path: "/organisation/firms",
      summary: "Brings a firm in that is an intermediary, changes or closes it",
    })
    .input(
      keyed.extend({
        firm: code.optional().describe("The one that is changed"),
        code: words,
        nameZh: words,
        nameEn: words,
        creditCode: words.optional(),
        contact: words.optional().describe("Where the firm is reached"),
        closedOn: day.optional(),
      }),
    )
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  addCoordinator: oc
    .route({
      method: "POST",
      path: "/organisation/firms/{firm}/coordinators",
      summary: "Somebody coordinates for a firm from a day on",
    })
    .input(keyed.extend({ firm: code, person: code, fromOn: day, beforeOn }))
    .errors(formErrors)
    .output(z.object({ coordinationId: z.string() })),
  endCoordinator: oc
    .route({
      method: "POST",
      path: "/organisation/coordinations/{coordinationId}/end",
      summary: "Somebody stops coordinating for a firm",
    })
    .input(keyed.extend({ coordinationId: z.uuid(), beforeOn: day }))
    .errors(formErrors)
    .output(z.object({ beforeOn: z.string() })),
};
