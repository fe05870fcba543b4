// Clauses: C7.1, N7
import type { CustomerData, KeptCustomer } from "../store/customers.ts";
import type { BranchTree } from "./branch-tree.ts";

/** What can be shown in clear, one by one, to somebody who says why. */
export const CUSTOMER_FIELDS = ["name", "phone", "identity", "bornOn"] as const;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];
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
}

/** @param clear fields that whoever asks sees as they are */
export const shownCustomer = (
  customer: KeptCustomer,
  tree: BranchTree,
  clear: readonly CustomerField[] = [],
): ShownCustomer => {
  const { code, kind, branchId, fromOn, beforeOn, data } = customer;
  const branch = tree.get(branchId ?? "")?.code;
  const known = CUSTOMER_FIELDS.filter((field) => data?.[field] !== undefined);
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
