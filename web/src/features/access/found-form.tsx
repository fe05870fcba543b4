// Clauses: C1.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { type Form, useForm } from "../../ui/use-form.ts";
import { NewLoginFields } from "./new-login-fields.tsx";

/** Whether what somebody typed as a slip's code is one that founds a company. */
export const isFoundingCode = (code: string): boolean => /^\s*[fFｆＦ]\s*[-－]/.test(code);

/** A company and its first owner: the first one of a house, or a further one by its code. */
export function FoundForm({
  house,
  founding,
  back,
  own,
  entered,
}: {
  readonly house: HouseClient;
  /** Undefined: the house has no company yet. */
  readonly founding: string | undefined;
  readonly back?: () => void;
  /** Whoever has a login already signs in with it, and founds the company with that. */
  readonly own: (code: string) => void;
  readonly entered: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { company: "", companyEn: "", code: "", name: "", loginName: "", password: "" },
    (values) => house.door.found({ ...values, ...(founding === undefined ? {} : { founding }) }),
    entered,
  );
  const { values, set, fault } = form;
  return (
    <section>
      <h2>{t(founding === undefined ? "companies.foundFirst" : "companies.found")}</h2>
      <p>{t(founding === undefined ? "companies.foundFirstLead" : "companies.foundLead")}</p>
      {founding === undefined ? null : (
        <>
          <p>
            {t("companies.foundCode")} <b className="one-time-code">{founding.trim().toUpperCase()}</b>
          </p>
          <p>
            <Button onClick={() => own(founding)}>{t("companies.haveLogin")}</Button>
          </p>
        </>
      )}
      <FormFrame
        form={form}
        verb={t("companies.foundIt")}
        {...(back ? { stop: back, leave: t("access.toSignIn") } : {})}
        remembers
      >
        <CompanyFields values={values} set={set} fault={fault} />
        <NewLoginFields values={values} set={set} fault={fault} />
      </FormFrame>
    </section>
  );
}
interface Named {
  readonly company: string;
  readonly companyEn: string;
  readonly name: string;
}
/** What a company is called, and its owner. */
export function CompanyFields({
  values,
  set,
  fault,
}: {
  readonly values: Named;
  readonly set: (change: Partial<Named>) => void;
  readonly fault: Form<Named>["fault"];
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t("companies.name")}
        hint={t("companies.nameHint")}
        fault={fault("company")}
        value={values.company}
        change={(company) => set({ company })}
      />
      <TextField
        label={t("companies.nameEn")}
        fault={fault("companyEn")}
        value={values.companyEn}
        change={(companyEn) => set({ companyEn })}
      />
      <TextField
        label={t("companies.ownerName")}
        fault={fault("name")}
        value={values.name}
        change={(name) => set({ name })}
      />
    </>
  );
}
