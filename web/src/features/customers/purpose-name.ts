// Clauses: C7.1
import type { TFunction } from "i18next";
import type { Purpose } from "../../source/house-client.ts";

/** What a consent is for; of one to an intermediary with whom the notice names. */
export const purposeName = (
  t: TFunction,
  { purpose, recipient }: { readonly purpose: Purpose; readonly recipient?: string | undefined },
): string => [t(`privacy.purposes.${purpose}`), ...(recipient === undefined ? [] : [recipient])].join(" · ");
