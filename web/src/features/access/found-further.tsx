// Clauses: C1.1
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CompanyFields } from "./found-form.tsx";

/** Somebody who is signed in founds a company with a code: the login that there is opens it, as its first owner. */
export function FoundFurther({
  house,
  founding,
  name,
  entered,
}: {
  readonly house: HouseClient;
  readonly founding: string;
  /** As whom somebody is signed in; absent before a company is chosen. */
  readonly name?: string | undefined;
  readonly entered: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { company: "", companyEn: "", code: "", name: name ?? "" },
    (values) => house.door.foundFurther({ ...values, founding }),
    entered,
  );
  const { values, set, fault } = form;
  return (
    <section>
      <h2>{t("companies.found")}</h2>
      <p>{t("companies.foundLead")}</p>
      <p>{t("companies.foundWithLogin")}</p>
      <p>
        {t("companies.foundCode")} <b className="one-time-code">{founding.trim().toUpperCase()}</b>
      </p>
      <FormFrame form={form} verb={t("companies.foundIt")} stop="#/further" leave={t("companies.otherCode")}>
        <CompanyFields values={values} set={set} fault={fault} />
        <TextField
          label={t("access.ownerCode")}
          hint={t("access.ownerCodeHint")}
          fault={fault("code")}
          value={values.code}
          change={(code) => set({ code })}
        />
      </FormFrame>
    </section>
  );
}
