// Clauses: C7.1, N7
import { listConsents, listNotices } from "../store/consents.ts";
import type { KeptCustomer } from "../store/customers.ts";
import type { Tx } from "../store/transaction.ts";
import { consentStandings } from "./consent-state.ts";
import type { CustomerField } from "./customer-mask.ts";
import { isYoungerThan } from "./customer-rules.ts";

/** On what else than a consent sensitive data may be used (PIPL 13 (2) to (4)). */
export const OTHER_BASES = ["contract", "statutory", "emergency"] as const;
export type OtherBasis = (typeof OTHER_BASES)[number];
const CHILD = 14;
/** The fields that are sensitive: the number of a person's identity paper; of a child below fourteen all of them (PIPL 28). */
export const sensitiveFields = (
  { kind, data }: Pick<KeptCustomer, "kind" | "data">,
  fields: readonly CustomerField[],
  day: string,
): CustomerField[] => {
  if (kind === "organisation") return [];
  const isChild = data?.bornOn !== undefined && isYoungerThan(CHILD, data.bornOn, day);
  return fields.filter((field) => isChild || field === "identity");
};
/** Whether the separate consent to the use of sensitive data stands (PIPL 29); for a child it is the guardian's who gave it. */
export const sensitiveConsentStands = async (tx: Tx, customerId: string): Promise<boolean> =>
  consentStandings(await listNotices(tx), await listConsents(tx, customerId)).some(
    ({ purpose, standing }) => purpose === "sensitive" && standing === "given",
  );
