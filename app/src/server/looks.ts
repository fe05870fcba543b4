// Clauses: C1.2, N7
import type { Verb } from "../commands/access.ts";
import { type Look, noteLook } from "../commands/note-look.ts";
import { type Context, callerOf } from "./context.ts";

/** Routes at which somebody sees something of the company, each with its verb; what everybody may see is none. */
export const LOOKS: Readonly<Record<string, Verb>> = {
  "company.today": "read-today",
  "people.list": "list-people",
  "people.read": "read-person",
  "organisation.read": "read-organisation",
  "customers.list": "list-customers",
  "customers.read": "read-customer",
  "customers.openRequests": "list-requests",
  "records.read": "read-record",
  "records.receipt": "read-record",
  "letters.list": "read-letters",
  "letters.read": "read-letters",
  "notices.list": "read-notices",
  "privacy.register": "read-register",
  "privacy.incidents": "read-incidents",
  "privacy.retention": "list-retention",
  "contracts.lasting": "list-contracts",
  "contracts.teams": "list-contracts",
  "contracts.list": "list-contracts",
  "contract.entry": "read-contract",
  "contract.intermediary": "read-contract",
  "contract.view": "read-contract",
  "contract.digest": "read-contract",
  "contract.marks": "read-contract",
  "contract.timeline": "read-contract",
  "contract.explain": "read-contract",
  "contract.recompute": "read-contract",
  "activity.list": "list-activity",
  "apiKeys.list": "list-api-keys",
  "webhooks.list": "list-webhooks",
  "webhooks.deliveries": "list-webhooks",
  "rules.list": "read-rules",
  "licences.list": "list-licences",
  "licences.read": "list-licences",
};
/** When an answer is made and before it leaves, so that nothing is shown without its line; what was refused showed nothing. */
export const noteLookAt = async (context: Context, path: readonly string[], input: unknown): Promise<void> => {
  const verb = LOOKS[path.join(".")];
  // A party of a contract looks as one.
  if (verb === undefined || context.asking?.parties[0] !== "company") return;
  await noteLook(context.house, callerOf(context, "company"), verb, (input ?? {}) as Look);
};
