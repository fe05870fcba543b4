// Clauses: C7.1
import Checkbox from "antd/es/checkbox";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ListCalls, ListImport } from "./list-import.tsx";
import "../features/customers/customers.css";

interface Options {
  /** Whether what a list says of a known customer takes the place of what is known. */
  readonly overwrite: boolean;
}
const party = "company";
const CALLS: ListCalls<Options> = {
  preview: (house, asked) => house.customers.previewImport({ party, ...asked }),
  take: (house, asked) => house.customers.import({ party, ...asked }),
};
/** A list of customers into the house. */
export function CustomersImportPage() {
  const { t } = useTranslation();
  const [options, setOptions] = useState<Options>({ overwrite: false });
  return (
    <ListImport of="customers" options={options} calls={CALLS}>
      <Checkbox checked={options.overwrite} onChange={(event) => setOptions({ overwrite: event.target.checked })}>
        {t("customersImport.overwrite")}
      </Checkbox>
      <span className="quiet overwrite-hint">{t("customersImport.overwriteHint")}</span>
    </ListImport>
  );
}
