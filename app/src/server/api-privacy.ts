// Clauses: C7.1, N7, N8
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { INCIDENT_KINDS, SEVERITIES, STEP_KINDS } from "../commands/incident-clocks.ts";
import type { listRetention } from "../commands/list-retention.ts";
import { ACTIVITY_RISKS, CONCLUSIONS, LAWFUL_BASES } from "../commands/processing-words.ts";
import { RETAINED_FIELDS, RETAINED_PURPOSES, RETENTION_BEGINNINGS } from "../commands/purposes.ts";
import type { readRegister } from "../commands/read-register.ts";
import type { readIncidents } from "../commands/record-incident.ts";
import { errors, party } from "./api-common.ts";
import { code, day, formErrors, keyed, words } from "./api-people.ts";

const dated = keyed.extend({
  code: words.describe("The company's own short name of it"),
  fromOn: day,
  beforeOn: day.optional().describe("First day on which it is over"),
});
const kept = z.object({ version: z.int() });
export const privacyApi = {
  register: oc
    .route({
      method: "GET",
      path: "/processing-register",
      summary: "Processing activities, entrusted processors, impact assessments; what holds, what held, what is owed",
    })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readRegister>>>()),
  keepActivity: oc
    .route({
      method: "POST",
      path: "/processing-activities",
      summary: "Keeps the next version of a processing activity",
    })
    .input(
      dated.extend({
        name: words,
        purpose: words,
        basis: z.enum(LAWFUL_BASES).describe("PIPL 13"),
        persons: words.describe("Whose data, by groups of persons"),
        data: words,
        recipients: words,
        storage: words.describe("Where it is kept"),
        period: words,
        measures: words,
        risks: z.array(z.enum(ACTIVITY_RISKS)).max(10).describe("What makes an assessment due beforehand (PIPL 55)"),
        processors: z.array(code).max(100).describe("Codes of those who are entrusted with it"),
      }),
    )
    .errors(formErrors)
    .output(kept),
  keepProcessor: oc
    .route({ method: "POST", path: "/processors", summary: "Keeps the next version of an entrusted processor" })
    .input(
      dated.extend({
        name: words,
        contact: words,
        contract: words.describe("Number of the contract that entrusts"),
        purpose: words,
        way: words,
        data: words,
        measures: words,
        further: words.default("").describe("Further processors to whom the company agreed"),
        returned: words.default("").describe("How data was given back or deleted after the end"),
      }),
    )
    .errors(formErrors)
    .output(kept),
  assess: oc
    .route({ method: "POST", path: "/impact-assessments", summary: "Adds an impact assessment of an activity" })
    .input(
      keyed.extend({
        code: words,
        activity: code,
        assessedOn: day,
        necessity: words,
        impact: words,
        measures: words,
        conclusion: z.enum(CONCLUSIONS),
        by: words,
      }),
    )
    .errors(formErrors)
    .output(kept),
  incidents: oc
    .route({ method: "GET", path: "/incidents", summary: "Incidents with personal data, their steps and clocks" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readIncidents>>>()),
  recordIncident: oc
    .route({ method: "POST", path: "/incidents", summary: "Writes down a leak, a change or a loss of personal data" })
    .input(
      keyed.extend({
        code: words,
        kind: z.enum(INCIDENT_KINDS),
        severity: z.enum(SEVERITIES),
        foundAt: z.string().max(40).describe("With its offset; the clocks run from here"),
        occurredAt: z.string().max(40).optional(),
        persons: z.int().describe("How many it concerns, as far as known"),
        customers: z.array(code).max(10_000).describe("Codes of those who are known"),
        what: words,
        cause: words,
        data: words,
        harm: words,
        advice: words.describe("What persons can do"),
        contact: words,
      }),
    )
    .errors(formErrors)
    .output(z.object({ code: z.string() })),
  incidentStep: oc
    .route({
      method: "POST",
      path: "/incidents/{incident}/steps",
      summary: "Writes down what was done about an incident",
    })
    .input(
      keyed.extend({
        incident: code,
        kind: z.enum(STEP_KINDS),
        severity: z.enum(SEVERITIES).optional(),
        at: z.string().max(40).optional().describe("With its offset; absent: now"),
        words: words.describe("What was done, who was told and how, or why not"),
      }),
    )
    .errors(formErrors)
    .output(z.object({ incident: z.string() })),
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
