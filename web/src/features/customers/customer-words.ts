// Clauses: C7.1
import type { TFunction } from "i18next";
import type { CustomerField, ListedCustomer } from "../../source/house-client.ts";

/** What stands in place of a name: the masked one, or that nobody can read it any more. */
export const shownName = ({ erased, data }: Pick<ListedCustomer, "erased" | "data">, t: TFunction): string =>
  erased ? t("customers.erased") : (data.name ?? t("customers.unknown"));

/** What a field with personal data is called; a person's and an organisation's are not the same. */
export const fieldName = (field: CustomerField, kind: ListedCustomer["kind"], t: TFunction): string =>
  field === "name"
    ? t(`customers.names.${kind}`)
    : field === "identity"
      ? t(`customers.identities.${kind}`)
      : t(`customers.${field}`);

export const customerLink = (code: string): string => `#/customers/${encodeURIComponent(code)}`;
