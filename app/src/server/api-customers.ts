// Clauses: C7.1, N7
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import { CUSTOMER_FIELDS } from "../commands/customer-mask.ts";
import type { listOpenRequests } from "../commands/data-requests.ts";
import type { exportCustomer } from "../commands/export-customer.ts";
import type { CustomerLink } from "../commands/give-customer-link.ts";
import type { CustomersReport } from "../commands/import-customers.ts";
import type { CustomersPage } from "../commands/list-customers.ts";
import type { readNotices } from "../commands/publish-notice.ts";
import { PURPOSES } from "../commands/purposes.ts";
import type { readCustomer } from "../commands/read-customer.ts";
import { OTHER_BASES } from "../commands/sensitive-use.ts";
import { errors, failure, party } from "./api-common.ts";
import { code, day, fileErrors, formErrors, key, keyed, words } from "./api-people.ts";

/** Nothing sealed can be read: the house has not the master key. */
export const shut = {
  MASTER_KEY_MISSING: { status: 503, data: failure },
  MASTER_KEY_OTHER: { status: 503, data: failure },
} as const;
export const known = {
  NO_SUCH_THING: { status: 404, data: failure },
  CUSTOMER_ERASED: { status: 410, data: failure },
} as const;
const kind = z.enum(["person", "organisation"]);
const file = z.object({
  party,
  file: z.string().describe("Of an upload"),
  overwrite: z
    .boolean()
    .default(false)
    .describe("What the list says of a known customer takes the place of what is known"),
});
const sealed = words.optional().describe("Kept sealed; absent: as it is, empty: taken away");

const notice = z.object({
  handler: words.describe("Who handles the data, and how to reach them"),
  what: words.describe("Kinds of data"),
  how: words.describe("What for, and in what way"),
  kept: words.describe("For how long"),
  rights: words.describe("How to look, correct, withdraw and complain"),
  recipient: words.optional().describe("For sharing: to whom, what they do with it, how to reach them"),
  recipientName: words.optional().describe("For an intermediary: its name as contracts have it"),
  recipientContact: words.optional().describe("For an intermediary: how to reach it"),
  recipientPurpose: words.optional().describe("For an intermediary: what it handles the data for"),
  recipientManner: words.optional().describe("For an intermediary: in what way"),
  necessity: words.optional().describe("For sensitive data: why it is needed, and what that means"),
});
const purpose = z.enum(PURPOSES);
export const noticesApi = {
  list: oc
    .route({
      method: "GET",
      path: "/privacy-notices",
      summary: "What people are told before they consent, every version",
    })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readNotices>>>()),
  publish: oc
    .route({ method: "POST", path: "/privacy-notices", summary: "Publishes the next version for a purpose" })
    .input(
      keyed.extend({
        purpose,
        renews: z.boolean().describe("Purpose, way or kind of data changed: earlier consents no longer count"),
        zh: notice,
        en: notice.optional(),
      }),
    )
    .errors(formErrors)
    .output(z.object({ purpose, version: z.int() })),
};
export const customersApi = {
  consent: oc
    .route({
      method: "POST",
      path: "/customers/{customer}/consents",
      summary: "Writes down what a customer said to a notice",
    })
    .input(
      keyed.extend({
        customer: code,
        purpose,
        recipient: words.optional().describe("Of an intermediary's: whom the notice names; absent where there is one"),
        act: z.enum(["given", "refused", "withdrawn"]),
        at: z.string().max(40).optional().describe("When it was said, with its offset; absent: now"),
        byGuardian: z.boolean().optional(),
        form: z.enum(["written", "screen", "spoken"]),
        evidence: words.describe("Number of the paper or the recording"),
      }),
    )
    .errors({ ...formErrors, ...shut, ...known, EVENTS_REFUSED: { status: 422, data: failure } })
    .output(z.object({ consentId: z.string() })),
  list: oc
    .route({ method: "GET", path: "/customers", summary: "Customers by code, masked" })
    .input(
      z.object({
        party,
        text: z
          .string()
          .max(100)
          .optional()
          .describe("The beginning of a code, or a whole name, phone or number of an identity paper"),
        kind: kind.optional(),
        branch: code.optional().describe("There and in all below it"),
        when: z.enum(["now", "ended"]).optional(),
        served: z.enum(["nobody"]).optional().describe("Those whom no contract serves today"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .errors({ ...errors, ...shut })
    .output(type<CustomersPage>()),
  read: oc
    .route({
      method: "GET",
      path: "/customers/{customer}",
      summary: "One customer, masked, with who changed it and who looked",
    })
    .input(z.object({ party, customer: code }))
    .errors({ ...errors, ...shut, ...known })
    .output(type<Awaited<ReturnType<typeof readCustomer>>>()),
  reveal: oc
    .route({
      method: "POST",
      path: "/customers/{customer}/reveal",
      summary: "Shows data in clear; who and why is written down",
    })
    .input(
      z.object({
        party,
        customer: code,
        fields: z.array(z.enum(CUSTOMER_FIELDS)).max(10),
        reason: words,
        basis: z.enum(OTHER_BASES).optional().describe("Of sensitive data, where no separate consent stands (PIPL 13)"),
      }),
    )
    .errors({ ...formErrors, ...shut, ...known })
    .output(z.partialRecord(z.enum(CUSTOMER_FIELDS), z.string())),
  keep: oc
    .route({ method: "POST", path: "/customers", summary: "Brings a customer in, changes or ends one" })
    .input(
      keyed.extend({
        customer: code.optional().describe("The one that is changed"),
        code: words,
        kind,
        name: sealed,
        phone: sealed,
        identity: sealed.describe(
          "Number of the identity paper, of an organisation its unified social credit code; kept sealed",
        ),
        bornOn: sealed,
        branch: code.optional(),
        guardian: code.optional().describe("Code of the customer who answers for a minor"),
        fromOn: day,
        beforeOn: day.optional().describe("First day on which it is no customer any more"),
        another: z.boolean().optional().describe("Known to be another than those with the same phone or paper"),
      }),
    )
    .errors({ ...formErrors, ...shut, ...known })
    .output(z.object({ code: z.string() })),
  receiveRequest: oc
    .route({
      method: "POST",
      path: "/customers/{customer}/requests",
      summary: "Writes down what a customer asks of its own data",
    })
    .input(
      keyed.extend({
        customer: code,
        asks: z.enum(["access", "copy", "correct", "restrict", "delete", "explain", "port"]),
        words,
        channel: z.enum(["counter", "phone", "letter", "message", "agent"]),
        askedOn: day,
      }),
    )
    .errors({ ...formErrors, ...shut })
    .output(z.object({ requestId: z.string(), dueOn: z.string() })),
  answerRequest: oc
    .route({
      method: "POST",
      path: "/customer-requests/{requestId}/answer",
      summary: "What came of a request, and why",
    })
    .input(keyed.extend({ requestId: z.uuid(), outcome: z.enum(["done", "refused"]), words }))
    .errors({ ...formErrors, ...shut })
    .output(z.object({ requestId: z.string() })),
  openRequests: oc
    .route({ method: "GET", path: "/customer-requests", summary: "Requests that wait for an answer" })
    .input(z.object({ party }))
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof listOpenRequests>>>()),
  hold: oc
    .route({ method: "POST", path: "/customers/{customer}/holds", summary: "Keeps the data from being erased" })
    .input(keyed.extend({ customer: code, ground: words, fromOn: day }))
    .errors({ ...formErrors, ...shut })
    .output(z.object({ holdId: z.string() })),
  releaseHold: oc
    .route({ method: "POST", path: "/customers/{customer}/holds/{holdId}/end", summary: "Ends a hold with a day" })
    .input(keyed.extend({ customer: code, holdId: z.uuid(), beforeOn: day }))
    .errors({ ...formErrors, ...shut })
    .output(z.object({ beforeOn: z.string() })),
  erase: oc
    .route({ method: "POST", path: "/customers/{customer}/erasure", summary: "Destroys the key of the data, for good" })
    .input(
      keyed.extend({
        customer: code,
        ground: z.enum(["purpose_over", "retention_over", "consent_withdrawn", "unlawful", "asked"]),
        words,
        requestId: z.uuid().optional().describe("The request that it answers"),
      }),
    )
    .errors({ ...formErrors, ...shut, ...known })
    .output(z.object({ customer: z.string() })),
  export: oc
    .route({
      method: "POST",
      path: "/customers/{customer}/export",
      summary: "All that is known, for the person itself; written down",
    })
    .input(z.object({ party, customer: code }))
    .errors({ ...errors, ...shut, ...known })
    .output(type<Awaited<ReturnType<typeof exportCustomer>>>()),
  giveLink: oc
    .route({
      method: "POST",
      path: "/customers/{customer}/links",
      summary: "A link with which a customer comes in once without a login; shown this once",
    })
    .input(keyed.extend({ customer: code }))
    .errors({ ...formErrors, ...shut, ...known })
    .output(type<CustomerLink>()),
  merge: oc
    .route({
      method: "POST",
      path: "/customers/{customer}/merge",
      summary: "Says that it is the same as another; can be taken back",
    })
    .input(keyed.extend({ customer: code, into: code }))
    .errors({ ...formErrors, ...shut })
    .output(z.object({ into: z.string() })),
  separate: oc
    .route({ method: "POST", path: "/customers/{customer}/separate", summary: "Takes a merge back" })
    .input(keyed.extend({ customer: code }))
    .errors({ ...formErrors, ...shut })
    .output(z.object({ customer: z.string() })),
  handOver: oc
    .route({
      method: "POST",
      path: "/customers-hand-over",
      summary: "Gives customers from one contract into another from a day on",
    })
    .input(
      keyed.extend({
        from: code.describe("Number of the contract that serves them"),
        to: code.describe("Number of the contract that serves them from that day on"),
        customers: z.union([z.array(code).max(100_000), z.literal("all")]),
        on: day,
      }),
    )
    .errors({ ...formErrors, EVENTS_REFUSED: { status: 422, data: failure } })
    .output(z.object({ customers: z.array(z.string()) })),
  previewImport: oc
    .route({ method: "POST", path: "/customers-import-preview", summary: "What would become of each row of an upload" })
    .input(file)
    .errors({ ...fileErrors, ...shut })
    .output(type<CustomersReport>()),
  import: oc
    .route({ method: "POST", path: "/customers-imports", summary: "Takes a list of customers in, row by row" })
    .input(file.extend({ key }))
    .errors({ ...fileErrors, ...shut })
    .output(type<CustomersReport>()),
};
