// Clauses: N1
import { STATES } from "@fealty/engine/rules/types.ts";
import type { Explanation, Mark, Recomputation, TimelinePage, View } from "@fealty/engine/views/view.ts";
import type { ContractEntry } from "@fealty/engine/views/viewpoint.ts";
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { OWED_STEPS } from "../commands/incident-clocks.ts";
import type { readIntermediary } from "../commands/read-intermediary.ts";
import { accessApi, doorApi, loginApi } from "./api-access.ts";
import { activityApi } from "./api-activity.ts";
import {
  both,
  common,
  errors,
  failure,
  instant,
  language,
  mode,
  moment,
  number,
  party,
  problem,
  viewpoint,
} from "./api-common.ts";
import { customersApi, noticesApi } from "./api-customers.ts";
import { importsApi } from "./api-imports.ts";
import { apiKeysApi } from "./api-keys.ts";
import { lettersApi } from "./api-letters.ts";
import { licencesApi, licencesToday } from "./api-licences.ts";
import { outboxApi } from "./api-outbox.ts";
import { lastingApi, ownCustomersApi, ownTeamsApi } from "./api-own-customers.ts";
import { ownPageApi } from "./api-own-page.ts";
import { organisationApi, peopleApi } from "./api-people.ts";
import { privacyApi } from "./api-privacy.ts";
import { recordsApi } from "./api-record.ts";
import { rulesApi, rulesToday } from "./api-rules.ts";
import { webhooksApi } from "./api-webhooks.ts";

const figureErrors = { ...errors, NO_SUCH_FIGURE: { status: 404, data: failure } } as const;
const writeErrors = {
  ...errors,
  EVENTS_REFUSED: { status: 422, data: failure },
  EVENT_LINE_MALFORMED: { status: 422, data: failure },
  CONTRACT_REFUSED: { status: 422, data: failure },
  SOURCE_ID_CONFLICT: { status: 409, data: failure },
  KEY_REUSED: { status: 409, data: failure },
  ALREADY_THERE: { status: 409, data: failure },
} as const;

const clockErrors = {
  ...errors,
  CLOCK_IS_REAL: { status: 409, data: failure },
  CLOCK_OUTSIDE_TERM: { status: 422, data: failure },
} as const;

const company = z.object({
  name: both,
  demonstration: z.boolean(),
  now: instant,
  contracts: z.int(),
  tour: z
    .array(z.object({ agentName: z.string(), mode }))
    .describe("Of a demonstration: the contracts that are told in full, by agent and mode"),
  founding: z.string().optional().describe("Work that is still bringing contracts in"),
  factsUntil: instant
    .optional()
    .describe("Of a demonstration: its last fact, where its clock stands a day and more behind it"),
  moving: z.string().optional().describe("Work that is moving a demonstration's clock"),
  branches: z.array(z.object({ branchId: z.string(), code: z.string(), name: both })),
  clockFaults: z
    .array(z.object({ against: z.enum(["database", "record", "itself"]), seconds: z.int() }))
    .readonly()
    .optional()
    .describe("The machine's clock is off: how many seconds it is ahead, and of what"),
});
const duty = z.object({
  ref: z.string(),
  title: both,
  state: z.string(),
  bearer: party.optional(),
  dueAt: instant.optional(),
  subject: both.optional(),
  probability: z.number().optional(),
});
const headline = z.object({
  index: z
    .object({
      ref: z.string(),
      title: both,
      unit: z.enum(["percent", "score", "money", "number"]),
      period: z.string(),
      value: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      n: z.number().nullable(),
    })
    .optional(),
  pay: z
    .object({
      ref: z.string(),
      period: z.string(),
      status: z.enum(["open", "closed", "opening"]),
      payable: z.string(),
      currency: z.object({ code: z.string(), decimals: z.number() }),
    })
    .optional(),
});
const row = z.object({
  number: z.string(),
  title: both,
  mode,
  status: z.enum(["draft", "in_force", "ended"]),
  agentName: z.string(),
  branchId: z.string().nullable(),
  state: z.string().nullable(),
  atRisk: z.boolean().nullable(),
  openFindings: z.int().nullable(),
  clauseCounts: z.record(z.string(), z.int()).nullable(),
  figures: headline,
});
const finding = z.object({
  number: z.string(),
  agentName: z.string(),
  clauseId: z.string(),
  ref: z.string(),
  findingId: z.string(),
  bearer: party,
  breach: z.string().nullable(),
  period: z.string().nullable(),
  status: z.string(),
  since: instant,
  cureBy: instant.nullable(),
  late: z.int().optional().describe("Microseconds after `since` at which it was performed after all"),
  title: both,
  subject: both.optional(),
});
const dueDuty = duty.extend({ number: z.string(), agentName: z.string(), clauseId: z.string() });

const computed = z
  .object({ done: z.int(), of: z.int() })
  .describe("Contracts computed at the present moment; the figures here are of these alone");
const counts = z.object({ contracts: z.int(), atRisk: z.int(), withFindings: z.int(), findings: z.int() });

export const companyApi = {
  read: oc
    .route({ method: "GET", path: "/company", summary: "The company and its present moment" })
    .errors(common)
    .output(company),
  today: oc
    .route({
      method: "GET",
      path: "/company/today",
      summary: "What waits for a decision, what is at risk, what is due",
    })
    .input(
      z.object({
        party,
        days: z.int().min(1).max(60).default(7),
        most: z.int().min(1).max(20_000).default(500).describe("Rows of each list"),
      }),
    )
    .errors(errors)
    .output(
      z.object({
        now: instant,
        until: instant,
        complete: z.boolean().describe("False where more falls due than is listed, or not all is computed yet"),
        computed,
        counts,
        findings: z.array(finding),
        due: z.array(dueDuty),
        atRisk: z.array(row),
        incidentSteps: z
          .array(
            z.object({
              incident: z.string(),
              step: z.enum(OWED_STEPS),
              dueAt: instant,
              byLaw: z.boolean().describe("The period stands in a law"),
              late: z.boolean(),
            }),
          )
          .describe("What is still owed after incidents with personal data"),
        ...rulesToday,
        ...licencesToday,
        letterDrafts: z
          .array(
            z.object({
              contract: z.string(),
              agentName: z.string(),
              letterId: z.string(),
              number: z.string(),
              version: z.int(),
              preparedAt: instant,
            }),
          )
          .describe("Letters of authority that wait for a second person"),
        unauthorisedActs: z
          .array(
            z.object({
              contract: z.string(),
              agentName: z.string(),
              code: z.string(),
              kind: z.string(),
              at: instant,
              outside: z.array(z.string()),
              standing: z.enum(["open", "demanded"]),
              dueAt: instant.nullable(),
            }),
          )
          .describe("Acts outside every letter that nobody has settled, those with a clock first"),
      }),
    ),
  moveClock: oc
    .route({ method: "POST", path: "/company/clock", summary: "Moves the present moment of a demonstration" })
    .input(z.object({ party, to: moment }))
    .errors(clockErrors)
    .output(z.object({ work: z.string() })),
  progress: oc
    .route({ method: "GET", path: "/work/{work}", summary: "How far long work is" })
    .input(z.object({ party, work: z.string() }))
    .errors(errors)
    .output(
      z.object({
        state: z.enum(["running", "done", "cancelled", "failed", "unknown"]),
        step: z.string().optional(),
        done: z.int(),
        of: z.int(),
        code: z.string().optional(),
        text: both.optional(),
        args: z.record(z.string(), z.unknown()).optional().describe("What a refusal names: questions of a file"),
        outcome: z.unknown().optional().describe("What came of it: importRunId of an import"),
      }),
    ),
  cancel: oc
    .route({ method: "DELETE", path: "/work/{work}", summary: "Stops long work" })
    .input(z.object({ party, work: z.string() }))
    .errors(errors)
    .output(z.object({ stopped: z.boolean() })),
};
export const contractsApi = {
  lasting: lastingApi,
  teams: ownTeamsApi,
  list: oc
    .route({ method: "GET", path: "/contracts", summary: "The company's contracts, by number" })
    .input(
      z.object({
        party: party.optional().describe("Those in which the asker is this party; without it: all of its own"),
        mode: mode.optional(),
        status: z.enum(["draft", "in_force", "ended"]).optional(),
        state: z.enum(STATES).optional().describe("Worst state of a clause"),
        atRisk: z.boolean().optional().describe("Whether something may be missed, by forecast or as its time runs out"),
        withFindings: z.boolean().optional().describe("Whether findings wait for a decision"),
        branchId: z.uuid().optional(),
        text: z.string().max(100).optional(),
        after: z.string().optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .errors(errors)
    .output(
      z.object({
        rows: z.array(row),
        counts,
        complete: z.boolean().describe("False while contracts are still computed at the present moment"),
        computed,
      }),
    ),
};
export const contractApi = {
  entry: oc
    .route({ method: "GET", path: "/contracts/{number}", summary: "One contract: parties, term, present moment" })
    .input(z.object({ number, party: party.optional().describe("Without it: what the asker is in this contract") }))
    .errors(errors)
    .output(type<ContractEntry>()),
  intermediary: oc
    .route({
      method: "GET",
      path: "/contracts/{number}/intermediary",
      summary: "Who acts for the intermediary of a contract today",
    })
    .input(z.object({ number, party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readIntermediary>>>()),
  view: oc
    .route({
      method: "GET",
      path: "/contracts/{number}/view",
      summary: "All a party may see of a contract at a moment",
    })
    .input(viewpoint)
    .errors(errors)
    .output(type<View>()),
  digest: oc
    .route({ method: "GET", path: "/contracts/{number}/digest", summary: "SHA-256 of the whole evaluation" })
    .input(viewpoint)
    .errors(errors)
    .output(z.object({ digest: z.string() })),
  marks: oc
    .route({ method: "GET", path: "/contracts/{number}/marks", summary: "Moments at which states changed" })
    .input(viewpoint)
    .errors(errors)
    .output(type<readonly Mark[]>()),
  timeline: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/timeline",
      summary: "Events, newest first, by kind and words",
    })
    .input(
      viewpoint.extend({
        kinds: z.array(z.string()).max(200).default([]),
        words: z.string().max(200).default(""),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .errors(errors)
    .output(type<TimelinePage>()),
  explain: oc
    .route({ method: "POST", path: "/contracts/{number}/explain", summary: "One figure, down to its events" })
    .input(viewpoint.extend({ ref: z.string().max(1000) }))
    .errors(figureErrors)
    .output(type<{ readonly explanation: Explanation }>()),
  recompute: oc
    .route({ method: "POST", path: "/contracts/{number}/recompute", summary: "The same figure, computed once more" })
    .input(viewpoint.extend({ ref: z.string().max(1000) }))
    .errors(figureErrors)
    .output(type<Recomputation>()),
  append: oc
    .route({ method: "POST", path: "/contracts/{number}/events", summary: "Takes events in; the answer knows them" })
    .input(
      z.object({
        number,
        party,
        language,
        key: z.string().min(8).max(200).describe("Drawn by the caller; the same key is the same call"),
        lines: z.string().max(10_000_000).describe("One event a line, as JSON"),
      }),
    )
    .errors(writeErrors)
    .output(
      z.object({
        added: z.array(z.string()),
        repeated: z.array(z.string()),
        sequence: z.int(),
        digest: z.string().nullable(),
        nextChangeAt: instant.nullable(),
        warnings: z.array(problem).describe("What was taken and will not count as it seems meant"),
      }),
    ),
};

/** What the server answers; the page and machines ask by it. */
export const api: Api = {
  door: doorApi,
  login: loginApi,
  access: accessApi,
  activity: activityApi,
  company: companyApi,
  imports: importsApi,
  people: peopleApi,
  organisation: organisationApi,
  customers: customersApi,
  ownCustomers: ownCustomersApi,
  notices: noticesApi,
  privacy: privacyApi,
  records: recordsApi,
  outbox: outboxApi,
  apiKeys: apiKeysApi,
  webhooks: webhooksApi,
  letters: lettersApi,
  ownPage: ownPageApi,
  rules: rulesApi,
  licences: licencesApi,
  contracts: contractsApi,
  contract: contractApi,
};
/** Written out: what is inferred of all of them is longer than a declaration may be. */
export type Api = {
  readonly door: typeof doorApi;
  readonly login: typeof loginApi;
  readonly access: typeof accessApi;
  readonly activity: typeof activityApi;
  readonly company: typeof companyApi;
  readonly imports: typeof importsApi;
  readonly people: typeof peopleApi;
  readonly organisation: typeof organisationApi;
  readonly customers: typeof customersApi;
  readonly ownCustomers: typeof ownCustomersApi;
  readonly notices: typeof noticesApi;
  readonly privacy: typeof privacyApi;
  readonly records: typeof recordsApi;
  readonly outbox: typeof outboxApi;
  readonly apiKeys: typeof apiKeysApi;
  readonly webhooks: typeof webhooksApi;
  readonly letters: typeof lettersApi;
  readonly ownPage: typeof ownPageApi;
  readonly rules: typeof rulesApi;
  readonly licences: typeof licencesApi;
  readonly contracts: typeof contractsApi;
  readonly contract: typeof contractApi;
};
