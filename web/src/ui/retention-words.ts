// Clauses: C7.1, N8
import type { TFunction } from "i18next";
import type { CustomerRetention, RetainedField, RetainedPurpose } from "../source/house-client.ts";

export const purposeName = (purpose: RetainedPurpose, t: TFunction): string =>
  purpose === "service" ? t("retention.service") : t(`privacy.purposes.${purpose}`);
export const fieldsName = (fields: readonly RetainedField[], t: TFunction): string =>
  fields
    .map((field) => (field === "identity" ? t("customers.identities.person") : t(`customers.${field}`)))
    .join(t("customers.comma"));
type Clock = CustomerRetention["clocks"][number];
/** Why a purpose is over and until when its data is kept, in one sentence. */
export const clockText = ({ purpose, endedOn, why, dueOn }: Clock, t: TFunction): string => {
  const name = purposeName(purpose, t);
  if (endedOn === undefined || why === undefined) return t("retention.goesOn", { purpose: name });
  const reason = t(`retention.whys.${why}`, { day: endedOn });
  return dueOn === undefined
    ? t("retention.clockOpen", { purpose: name, why: reason })
    : t("retention.clock", { purpose: name, why: reason, due: dueOn });
};
