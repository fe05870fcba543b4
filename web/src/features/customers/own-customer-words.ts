// Clauses: C1.3
import type { TFunction } from "i18next";
import type { OwnCustomer } from "../../source/house-client.ts";
import { spanText } from "../../ui/day-span.ts";
import { shownName } from "./customer-words.ts";

/** Of whom nothing is kept any more the days are told, and no name; some whom a contract serves are not in the register yet. */
export const ownName = ({ shown }: Pick<OwnCustomer, "shown">, when: "now" | "before", t: TFunction): string =>
  shown === undefined ? t(when === "now" ? "customers.unknown" : "ownCustomers.noName") : shownName(shown, t);
export const ownCustomerLink = (code: string): string => `#/own-customers/${encodeURIComponent(code)}`;
/** A stretch that goes on is told by its beginning. */
export const stretchText = (
  { fromOn, beforeOn, toEnd }: OwnCustomer["serving"][number],
  day: string,
  t: TFunction,
): string => spanText(fromOn, toEnd && day < beforeOn ? undefined : beforeOn, t);
