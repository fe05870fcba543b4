// Clauses: C6.2, C7.1
import Checkbox from "antd/es/checkbox";
import Select from "antd/es/select";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { KINDS } from "../features/licences/licence-words.ts";
import { type ListCalls, ListImport } from "./list-import.tsx";

interface Options {
  /** Of rows that name none. */
  readonly kind: (typeof KINDS)[number];
  /** Whether what a list says of a licence that is there corrects it. */
  readonly overwrite: boolean;
}
const party = "company";
const CALLS: ListCalls<Options> = {
  preview: (house, asked) => house.licences.previewImport({ party, ...asked }),
  take: (house, asked) => house.licences.import({ party, ...asked }),
};
/** A list of licences into the house. */
export function LicencesImportPage() {
  const { t } = useTranslation();
  const [options, setOptions] = useState<Options>({ kind: "individual_agent", overwrite: false });
  return (
    <ListImport of="licences" options={options} calls={CALLS}>
      <span className="row">
        <span aria-hidden="true">{t("licencesImport.kind")}</span>
        <Select
          aria-label={t("licencesImport.kind")}
          getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
          value={options.kind}
          onChange={(kind: Options["kind"]) => setOptions({ ...options, kind })}
          options={KINDS.map((kind) => ({ value: kind, label: t(`licences.kinds.${kind}`) }))}
        />
      </span>
      <Checkbox
        checked={options.overwrite}
        onChange={(event) => setOptions({ ...options, overwrite: event.target.checked })}
      >
        {t("licencesImport.overwrite")}
      </Checkbox>
    </ListImport>
  );
}
