// Clauses: C7.1, N7
import type { CustomerData, KeptCustomer } from "../store/customers.ts";
import type { RoleName } from "../store/people.ts";
import type { Caller } from "./access.ts";
import type { BranchTree } from "./branch-tree.ts";
import { isInScope } from "./permissions.ts";

/** What can be shown in clear, one by one, to somebody who says why. */
export const CUSTOMER_FIELDS = ["name", "phone", "identity", "bornOn"] as const;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];
/**
 * What a role of the company sees of customers, masked: what its work is about and no more (PIPL 6). Quality listens to calls and reads answers to
 * surveys, an auditor follows who served whom; neither has any use for the number of a paper. Who has several roles sees what any of them sees.
 */
export const CUSTOMER_SIGHT: Readonly<Partial<Record<RoleName, readonly CustomerField[]>>> = {
  owner: CUSTOMER_FIELDS,
  operations: CUSTOMER_FIELDS,
  service: CUSTOMER_FIELDS,
  data_protection: CUSTOMER_FIELDS,
  quality: ["name", "phone"],
  auditor: ["name"],
};
/** Of the fields those that whoever asks sees; whoever works on the machine itself sees each. */
export const fieldsSeenBy = ({ actor }: Pick<Caller, "actor">): readonly CustomerField[] =>
  actor === undefined
    ? CUSTOMER_FIELDS
    : CUSTOMER_FIELDS.filter((field) => actor.roles.some((role) => CUSTOMER_SIGHT[role]?.includes(field)));

/** How names of customers are told to somebody: with their beginning alone, or by code. */
export type NameSight = "masked" | "coded";
/**
 * How whoever asks for the company is told customers on pages of contracts and of what waits: by the same table as in their list. Somebody of the
 * company who looks with the eyes of a party sees no more names than with its own; a key sees a beginning only if it was made for customers.
 * Undefined: by name, as far as the party may know it; so a party of the contract itself, and whoever works on the machine.
 */
export const nameSightOf = (caller: Pick<Caller, "actor" | "party" | "preview">): NameSight | undefined => {
  const { actor, party, preview } = caller;
  if (actor === undefined || (party !== "company" && preview !== true)) return undefined;
  const isMadeForThem = isInScope(actor, "list-customers") || isInScope(actor, "read-customer");
  return isMadeForThem && fieldsSeenBy(caller).includes("name") ? "masked" : "coded";
};
/** What stands in the place of a name. The code beside the mask tells two apart, as it does in the list; an organisation's name is public. */
export const nameShown = (
  { code, kind, data }: Pick<KeptCustomer, "code" | "kind" | "data">,
  sight: NameSight,
  language: "zh" | "en",
): string => {
  if (sight === "coded" || data === undefined) return language === "zh" ? `客户 ${code}` : `Customer ${code}`;
  // Of whom the register has a code for a name there is nothing to hide.
  if (data.name === code) return code;
  const masked = maskedValue(kind, "name", data.name);
  return masked === data.name ? masked : `${masked} ${code}`;
};

/** A customer as lists and pages have it: of a person only what tells two apart, of an organisation what is public. */
export interface ShownCustomer {
  readonly code: string;
  readonly kind: KeptCustomer["kind"];
  /** Code of the branch. */
  readonly branch?: string;
  readonly fromOn: string;
  readonly beforeOn?: string;
  /** Nobody can open the data any more: its key was destroyed. */
  readonly erased: boolean;
  /** Masked values, of those that are known; none of an erased customer. */
  readonly data: { readonly [Field in CustomerField]?: string };
  /** Which of them hide something. */
  readonly masked: readonly CustomerField[];
  /** Fields that whoever asks has no part in, known or not. */
  readonly withheld: readonly CustomerField[];
}

/**
 * @param clear fields that whoever asks sees as they are
 * @param seen fields of which it sees anything
 */
export const shownCustomer = (
  customer: KeptCustomer,
  tree: BranchTree,
  {
    clear = [],
    seen = CUSTOMER_FIELDS,
  }: { readonly clear?: readonly CustomerField[]; readonly seen?: readonly CustomerField[] } = {},
): ShownCustomer => {
  const { code, kind, branchId, fromOn, beforeOn, data } = customer;
  const branch = tree.get(branchId ?? "")?.code;
  const known = seen.filter((field) => data?.[field] !== undefined);
  const shown = known.map(
    (field) => [field, clear.includes(field) ? data![field]! : maskedValue(kind, field, data![field]!)] as const,
  );
  return {
    code,
    kind,
    ...(branch === undefined ? {} : { branch }),
    fromOn,
    ...(beforeOn === undefined ? {} : { beforeOn }),
    erased: data === undefined,
    data: Object.fromEntries(shown),
    masked: shown.filter(([field, text]) => text !== data![field]).map(([field]) => field),
    withheld: CUSTOMER_FIELDS.filter((field) => !seen.includes(field)),
  };
};
/** Name and number of an organisation stand in public registers; a person's never do. */
const maskedValue = (kind: KeptCustomer["kind"], field: keyof CustomerData, text: string): string => {
  if (kind === "organisation" && (field === "name" || field === "identity")) return text;
  const letters = [...text];
  // A fixed number of stars: how long a name or a number is tells something too.
  if (field === "name") return `${letters[0] ?? ""}**`;
  if (field === "phone")
    return `${letters.slice(0, letters.length > 8 ? 3 : 1).join("")}****${letters.slice(-2).join("")}`;
  if (field === "identity") return `${letters.slice(0, 2).join("")}****${letters.slice(-2).join("")}`;
  return `${text.slice(0, 3)}*`;
};
