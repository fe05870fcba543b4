// Clauses: C1.2, N1
import type { RoleName } from "../store/people.ts";
import type { Actor, Verb } from "./access.ts";

const STAFF: readonly RoleName[] = [
  "owner",
  "operations",
  "legal",
  "finance",
  "finance_approver",
  "trainer",
  "quality",
  "service",
  "data_protection",
  "auditor",
];
const PARTIES: readonly RoleName[] = ["agent", "intermediary"];
const EVERYBODY = [...STAFF, ...PARTIES];
/** Keep the lists of the company: who is who, where and from when. */
const KEEPERS: readonly RoleName[] = ["owner", "operations"];
/** Work with customers. */
const SERVING: readonly RoleName[] = ["owner", "operations", "service"];
/** Answer for personal data. */
const DATA: readonly RoleName[] = ["owner", "data_protection"];
const SEEING_CUSTOMERS: readonly RoleName[] = [
  "owner",
  "operations",
  "service",
  "quality",
  "data_protection",
  "auditor",
];

/**
 * Which role may do what; whose rows it then reaches is a matter of relation (a party its own contracts) and of branch. A command asks here, the
 * database narrows by relation once more.
 */
export const PERMISSIONS: Readonly<Record<Verb, readonly RoleName[]>> = {
  "read-company": EVERYBODY,
  "list-contracts": EVERYBODY,
  "read-today": STAFF,
  "read-contract": EVERYBODY,
  "append-events": ["owner", "operations", "service", "quality", "trainer", "finance", ...PARTIES],
  "add-contract": ["owner", "operations", "legal"],
  "move-clock": KEEPERS,
  "read-progress": STAFF,
  "stop-work": KEEPERS,
  "import-table": KEEPERS,
  "list-people": STAFF,
  "read-person": STAFF,
  "read-organisation": STAFF,
  "import-people": KEEPERS,
  "add-person": KEEPERS,
  "change-person": KEEPERS,
  "grant-role": KEEPERS,
  "end-role": KEEPERS,
  "keep-branch": KEEPERS,
  "keep-legal-entity": ["owner", "legal"],
  "compose-team": KEEPERS,
  "appoint-sub-agent": KEEPERS,
  "end-sub-agency": KEEPERS,
  "list-customers": SEEING_CUSTOMERS,
  "read-customer": SEEING_CUSTOMERS,
  "keep-customer": SERVING,
  "reveal-customer": [...SERVING, "data_protection"],
  "import-customers": KEEPERS,
  "hand-over-customers": KEEPERS,
  "merge-customers": SERVING,
  "separate-customer": SERVING,
  "receive-request": [...SERVING, "data_protection"],
  "answer-request": DATA,
  "list-requests": [...SERVING, "data_protection", "auditor"],
  "hold-customer": [...DATA, "legal"],
  "release-hold": [...DATA, "legal"],
  "erase-customer": DATA,
  "export-customer": DATA,
  "read-notices": EVERYBODY,
  "publish-notice": [...DATA, "legal"],
  "record-consent": [...SERVING, "data_protection"],
  "invite-person": KEEPERS,
  "end-login": KEEPERS,
  "prepare-reset": KEEPERS,
  "decide-reset": KEEPERS,
  "list-prepared": KEEPERS,
  "read-permissions": EVERYBODY,
};
/** Verbs that change nothing. */
export const LOOKING: readonly Verb[] = [
  "read-company",
  "list-contracts",
  "read-today",
  "read-contract",
  "read-progress",
  "read-notices",
  "read-permissions",
];
/** What somebody of the company may look at with the eyes of another party: one contract, never a list of whoever that would be. */
export const PREVIEWED: readonly Verb[] = ["read-company", "read-contract", "read-notices", "read-permissions"];
/** Roles in which money, contracts or everything is at stake: nobody holds them with a password alone. */
export const WITH_SECOND_FACTOR: readonly RoleName[] = ["owner", "finance", "finance_approver", "legal"];
export const isStaff = (role: RoleName): boolean => STAFF.includes(role);
/** Roles that only an owner gives and takes: who holds them decides over people, money, contracts and data. */
export const BY_OWNERS: readonly RoleName[] = [
  "owner",
  "operations",
  "legal",
  "finance",
  "finance_approver",
  "data_protection",
  "auditor",
];
/** Whoever works on the machine itself counts as one. */
export const isOwner = (actor: Actor | undefined): boolean => actor === undefined || actor.roles.includes("owner");
