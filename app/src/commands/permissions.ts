// Clauses: C1.2, N1
import type { PartyName } from "@fealty/engine/views/view.ts";
import type { RoleName } from "../store/people.ts";
import type { Actor } from "./actor.ts";

const ALL: readonly PartyName[] = ["company", "agent", "intermediary"];
const COMPANY: readonly PartyName[] = ["company"];
const AGENT: readonly PartyName[] = ["agent"];

/** Which party may give which command. What is not listed here cannot be called. */
export const ACCESS = {
  "read-company": ALL,
  "list-contracts": ALL,
  "read-today": COMPANY,
  "read-contract": ALL,
  "append-events": ["company", "agent", "intermediary"],
  "add-contract": COMPANY,
  "move-clock": COMPANY,
  "read-progress": COMPANY,
  "stop-work": COMPANY,
  "import-table": COMPANY,
  "list-people": COMPANY,
  "read-person": COMPANY,
  "read-organisation": COMPANY,
  "import-people": COMPANY,
  "add-person": COMPANY,
  "change-person": COMPANY,
  "find-duplicate-people": COMPANY,
  "merge-people": COMPANY,
  "separate-person": COMPANY,
  "grant-role": COMPANY,
  "end-role": COMPANY,
  "keep-branch": COMPANY,
  "keep-legal-entity": COMPANY,
  "compose-team": COMPANY,
  "keep-firm": COMPANY,
  "add-coordinator": COMPANY,
  "end-coordinator": COMPANY,
  "appoint-sub-agent": COMPANY,
  "end-sub-agency": COMPANY,
  "list-customers": COMPANY,
  "read-customer": COMPANY,
  "list-own-customers": AGENT,
  "read-own-customer": AGENT,
  "reveal-own-customer": AGENT,
  "keep-customer": COMPANY,
  "reveal-customer": COMPANY,
  "import-customers": COMPANY,
  "hand-over-customers": COMPANY,
  "give-customer-link": ["company", "agent"],
  "merge-customers": COMPANY,
  "separate-customer": COMPANY,
  "receive-request": COMPANY,
  "answer-request": COMPANY,
  "list-requests": COMPANY,
  "hold-customer": COMPANY,
  "release-hold": COMPANY,
  "erase-customer": COMPANY,
  "export-customer": COMPANY,
  "read-notices": ALL,
  "publish-notice": COMPANY,
  "record-consent": COMPANY,
  "make-bundle": ALL,
  "read-record": ALL,
  "register-key": ALL,
  "end-key": ALL,
  countersign: ALL,
  "receive-statement": ["agent", "intermediary"],
  "read-letters": ALL,
  "draft-letter": COMPANY,
  "activate-letter": COMPANY,
  "end-letter": COMPANY,
  "record-demand": COMPANY,
  "decide-act": COMPANY,
  "allow-own-dealing": COMPANY,
  "list-retention": COMPANY,
  "keep-retention-rule": COMPANY,
  "read-register": COMPANY,
  "keep-activity": COMPANY,
  "keep-processor": COMPANY,
  "add-assessment": COMPANY,
  "read-incidents": COMPANY,
  "record-incident": COMPANY,
  "add-incident-step": COMPANY,
  "invite-person": COMPANY,
  "end-login": COMPANY,
  "prepare-reset": COMPANY,
  "decide-reset": COMPANY,
  "list-prepared": COMPANY,
  "list-messages": COMPANY,
  "hand-over-message": COMPANY,
  "cancel-message": COMPANY,
  "retry-message": COMPANY,
  "read-permissions": ALL,
  "list-activity": COMPANY,
  "list-api-keys": COMPANY,
  "make-api-key": COMPANY,
  "hold-api-key": COMPANY,
  "end-api-key": COMPANY,
  "list-webhooks": COMPANY,
  "make-webhook": COMPANY,
  "end-webhook": COMPANY,
  "change-webhook-secret": COMPANY,
  "send-webhook": COMPANY,
  "read-rules": ALL,
  "draft-rules": COMPANY,
  "publish-rules": COMPANY,
  "acknowledge-rules": ["agent", "intermediary"],
  "read-group-figures": COMPANY,
  "list-licences": COMPANY,
  "read-own-licences": AGENT,
  "keep-licence": COMPANY,
  "import-licences": COMPANY,
} as const satisfies Readonly<Record<string, readonly PartyName[]>>;
export type Verb = keyof typeof ACCESS;

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
/** Reads the figures of companies whose owners let it, and nothing of anybody. */
const GROUP: RoleName = "group_reader";
/** Reads one contract until a day, each look written down, and nothing else of the company. */
const OF_CONTRACT: RoleName = "contract_auditor";
const READERS = [...EVERYBODY, OF_CONTRACT];
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
  "read-company": [...EVERYBODY, GROUP, OF_CONTRACT],
  "list-contracts": READERS,
  "read-today": STAFF,
  "read-contract": READERS,
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
  "find-duplicate-people": KEEPERS,
  "merge-people": KEEPERS,
  "separate-person": KEEPERS,
  "grant-role": KEEPERS,
  "end-role": KEEPERS,
  "keep-branch": KEEPERS,
  "keep-legal-entity": ["owner", "legal"],
  "compose-team": KEEPERS,
  "keep-firm": [...KEEPERS, "legal"],
  "add-coordinator": [...KEEPERS, "legal"],
  "end-coordinator": [...KEEPERS, "legal"],
  "appoint-sub-agent": KEEPERS,
  "end-sub-agency": KEEPERS,
  "list-customers": SEEING_CUSTOMERS,
  "read-customer": SEEING_CUSTOMERS,
  "list-own-customers": ["agent"],
  "read-own-customer": ["agent"],
  "reveal-own-customer": ["agent"],
  "keep-customer": SERVING,
  "reveal-customer": [...SERVING, "data_protection"],
  "import-customers": KEEPERS,
  "hand-over-customers": KEEPERS,
  // The one who serves a customer hands it over as a clerk does.
  "give-customer-link": [...SERVING, "data_protection", "agent"],
  "merge-customers": SERVING,
  "separate-customer": SERVING,
  "receive-request": [...SERVING, "data_protection"],
  "answer-request": DATA,
  "list-requests": [...SERVING, "data_protection", "legal", "auditor"],
  "hold-customer": [...DATA, "legal"],
  "release-hold": [...DATA, "legal"],
  "erase-customer": DATA,
  "export-customer": DATA,
  "read-notices": EVERYBODY,
  "publish-notice": [...DATA, "legal"],
  "record-consent": [...SERVING, "data_protection"],
  "make-bundle": ["owner", "legal", "operations", "auditor", OF_CONTRACT, ...PARTIES],
  "read-record": READERS,
  "register-key": ["owner", "legal", ...PARTIES],
  "end-key": ["owner", "legal", ...PARTIES],
  countersign: ["owner", "legal", ...PARTIES],
  "receive-statement": PARTIES,
  "read-letters": READERS,
  "draft-letter": [...KEEPERS, "legal"],
  // Who prepared a letter does not put it in force: another person with one of these roles does.
  "activate-letter": ["owner", "legal"],
  "end-letter": ["owner", "legal"],
  // What a customer says is written down by whoever hears it.
  "record-demand": [...SERVING, "legal"],
  "decide-act": ["owner", "legal"],
  "allow-own-dealing": ["owner", "legal"],
  "list-retention": [...DATA, "legal", "auditor"],
  "keep-retention-rule": [...DATA, "legal"],
  "read-register": [...DATA, "legal", "auditor"],
  "keep-activity": DATA,
  "keep-processor": [...DATA, "legal"],
  "add-assessment": DATA,
  "read-incidents": [...DATA, "legal", "operations", "auditor"],
  // Whoever finds out records it at once (PIPL 57).
  "record-incident": [...DATA, "legal", "operations", "service", "quality"],
  "add-incident-step": [...DATA, "legal"],
  "invite-person": KEEPERS,
  "end-login": KEEPERS,
  "prepare-reset": KEEPERS,
  "decide-reset": KEEPERS,
  "list-prepared": KEEPERS,
  "list-messages": KEEPERS,
  "hand-over-message": KEEPERS,
  "cancel-message": KEEPERS,
  "retry-message": KEEPERS,
  "read-permissions": [...EVERYBODY, GROUP, OF_CONTRACT],
  "list-activity": [...DATA, "legal", "auditor"],
  "list-api-keys": [...KEEPERS, "auditor"],
  "make-api-key": KEEPERS,
  "hold-api-key": KEEPERS,
  "end-api-key": KEEPERS,
  "list-webhooks": [...KEEPERS, "auditor"],
  "make-webhook": KEEPERS,
  "end-webhook": KEEPERS,
  "change-webhook-secret": KEEPERS,
  "send-webhook": KEEPERS,
  "read-rules": EVERYBODY,
  "draft-rules": [...KEEPERS, "legal"],
  // Whoever wrote a version does not publish it: another person with one of these roles does.
  "publish-rules": ["owner", "legal"],
  "acknowledge-rules": PARTIES,
  "read-group-figures": [GROUP],
  "list-licences": [...KEEPERS, "legal", "quality", "auditor"],
  "read-own-licences": ["agent"],
  "keep-licence": [...KEEPERS, "legal"],
  "import-licences": [...KEEPERS, "legal"],
};
/**
 * What a customer does at its own page, who has no login and no role: nothing else is open to it, and each only about itself. The same table for
 * the door as the one above for whoever signs in.
 */
export const BY_CUSTOMER = {
  "read-own-page": { narrowed: true },
  "make-own-request": { narrowed: true },
  "copy-own-data": { narrowed: true },
  // A withdrawal is told to the contracts that serve the customer, which a customer's own transaction does not write: whose it is stands in the session.
  "say-own-consent": { narrowed: false },
} as const satisfies Readonly<Record<string, { readonly narrowed: boolean }>>;
export type CustomerVerb = keyof typeof BY_CUSTOMER;
/** What a key of a machine can be made for; whoever holds it has to be allowed the same. Keys, logins, decisions and data in clear are for people. */
export const KEY_SCOPES = [
  "read-company",
  "list-contracts",
  "read-contract",
  "read-record",
  "read-letters",
  "read-today",
  "list-people",
  "read-person",
  "read-organisation",
  "list-customers",
  "read-customer",
  "append-events",
  "import-table",
  "import-people",
  "import-customers",
  "read-progress",
] as const satisfies readonly Verb[];
export type KeyScope = (typeof KEY_SCOPES)[number];
/** Verbs that change nothing. */
export const LOOKING: readonly Verb[] = [
  "read-rules",
  "read-record",
  "read-letters",
  "read-company",
  "list-contracts",
  "read-today",
  "read-contract",
  "read-progress",
  "read-notices",
  "read-permissions",
  "list-own-customers",
  "read-group-figures",
  "read-own-licences",
];
/** What whoever was a party of a contract may still do: look, and take the evidence along that its claims rest on. */
const KEPT_BY_FORMER: readonly Verb[] = [...LOOKING, "make-bundle"];
/** What touches the whole company: a role in a branch does not reach it. */
export const OF_WHOLE_COMPANY: readonly Verb[] = [
  "add-contract",
  "move-clock",
  "stop-work",
  "import-table",
  "import-people",
  "import-customers",
  // A role, a contract or a team of either may be in any branch.
  "merge-people",
  "separate-person",
  "keep-branch",
  "keep-legal-entity",
  "compose-team",
  // An intermediary serves contracts in whatever branch.
  "keep-firm",
  "add-coordinator",
  "end-coordinator",
  "publish-notice",
  "list-retention",
  "keep-retention-rule",
  "read-register",
  "keep-activity",
  "keep-processor",
  "add-assessment",
  "read-incidents",
  "add-incident-step",
  "list-activity",
  "list-api-keys",
  "make-api-key",
  "hold-api-key",
  "end-api-key",
  "list-webhooks",
  "make-webhook",
  "end-webhook",
  "change-webhook-secret",
  "send-webhook",
  "draft-rules",
  "publish-rules",
  // What is recorded is told to every contract of its holder, in whatever branch.
  "keep-licence",
  "import-licences",
];
/**
 * From which branches somebody looks and acts with a verb: those of the roles that allow it. Undefined: the whole company.
 */
export const scopeOf = (actor: Actor | undefined, verb: Verb): readonly string[] | undefined => {
  const roles = (actor?.roles ?? []).filter((role) => isStaff(role) && PERMISSIONS[verb].includes(role));
  const places = roles.map((role) => actor?.branchesOf.get(role));
  if (places.length === 0 || places.some((one) => one === undefined)) return undefined;
  return [...new Set(places.flatMap((one) => one ?? []))];
};
/** The roles that somebody's verbs are asked by: whoever was a party keeps the looks of one. */
const rolesOf = ({ roles, former }: Actor): readonly RoleName[] => (former ? ["agent"] : roles);
/** Whether a verb is open to somebody, whatever row it is about; pages offer nothing else. */
export const isOpenTo = (actor: Actor, verb: Verb): boolean =>
  isInScope(actor, verb) &&
  rolesOf(actor).some((role) => PERMISSIONS[verb].includes(role)) &&
  !(actor.former && !KEPT_BY_FORMER.includes(verb)) &&
  !isBeyondBranch(actor, verb);
/** A key of a machine opens what it was made for, and nothing beside. */
export const isInScope = ({ key }: Actor, verb: Verb): boolean => key === undefined || key.scopes.includes(verb);
/** Allowed to the role, and touching more than the branches in which it holds. */
export const isBeyondBranch = (actor: Actor, verb: Verb): boolean =>
  OF_WHOLE_COMPANY.includes(verb) && scopeOf(actor, verb) !== undefined;
/** What somebody of the company may look at with the eyes of another party: one contract, never a list of whoever that would be. */
export const PREVIEWED: readonly Verb[] = [
  "read-company",
  "read-contract",
  "read-record",
  "read-letters",
  "read-notices",
  "read-permissions",
  "read-rules",
];
/** Roles in which money, contracts or everything is at stake: nobody holds them with a password alone. */
export const WITH_SECOND_FACTOR: readonly RoleName[] = ["owner", "finance", "finance_approver", "legal"];
export const isStaff = (role: RoleName): boolean => STAFF.includes(role) || role === GROUP || role === OF_CONTRACT;
/** Roles that only an owner gives and takes: who holds them decides over people, money, contracts and data. */
export const BY_OWNERS: readonly RoleName[] = [
  "owner",
  "operations",
  "legal",
  "finance",
  "finance_approver",
  "data_protection",
  "auditor",
  "contract_auditor",
  "group_reader",
];
/** Whoever works on the machine itself counts as one. */
export const isOwner = (actor: Actor | undefined): boolean => actor === undefined || actor.roles.includes("owner");
