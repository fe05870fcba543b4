// Clauses: C1.2
import Checkbox from "antd/es/checkbox";
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { RoleName } from "../../source/house-client.ts";
import { ROLES } from "../../ui/role-words.ts";

/** How a list is to be read where it does not say so itself. */
export interface ListOptions {
  readonly role: RoleName;
  readonly rename: boolean;
}
export function ListChoices({
  options,
  set,
}: {
  readonly options: ListOptions;
  readonly set: (options: ListOptions) => void;
}) {
  const { t } = useTranslation();
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  return (
    <>
      <span className="row">
        <span aria-hidden="true">{t("peopleImport.role")}</span>
        <Select
          aria-label={t("peopleImport.role")}
          getPopupContainer={within}
          value={options.role}
          onChange={(role: RoleName) => set({ ...options, role })}
          options={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
        />
      </span>
      <Checkbox checked={options.rename} onChange={(event) => set({ ...options, rename: event.target.checked })}>
        {t("peopleImport.rename")}
      </Checkbox>
    </>
  );
}
