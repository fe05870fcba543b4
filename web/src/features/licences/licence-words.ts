// Clauses: C6.2
import type { StateName } from "@fealty/engine/views/view.ts";
import type { TFunction } from "i18next";
import type { ListedLicence } from "../../source/house-client.ts";

export const STATES = [
  "none",
  "ends_soon",
  "valid",
  "later",
  "ended",
] as const satisfies readonly ListedLicence["state"][];
export const KINDS = [
  "individual_agent",
  "independent_agent",
  "agency_staff",
  "broker_staff",
] as const satisfies readonly NonNullable<ListedLicence["kind"]>[];
/** How a licence's state is marked. */
export const MARKED: Readonly<Record<ListedLicence["state"], StateName>> = {
  valid: "met",
  ends_soon: "at_risk",
  ended: "ended",
  later: "not_started",
  none: "missed",
};
export const licenceLink = (code: string): string => `#/licences/${encodeURIComponent(code)}`;
/** Sales that are held, with the first and the last day. */
export const heldWords = ({ sales, firstOn, lastOn }: NonNullable<ListedLicence["held"]>, t: TFunction): string =>
  firstOn === lastOn
    ? t("licences.heldOn", { count: sales, day: firstOn })
    : t("licences.held", { count: sales, from: firstOn, to: lastOn });
