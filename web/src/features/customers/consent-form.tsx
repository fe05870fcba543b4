// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { CustomerRead, Purpose } from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseInstant } from "../../ui/house-format.ts";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Closing } from "./customer-part.tsx";

const ACTS = ["given", "refused", "withdrawn"] as const;
const FORMS = ["written", "screen", "spoken"] as const satisfies readonly CustomerRead["said"][number]["form"][];
interface Values {
  readonly purpose: Purpose;
  readonly act: (typeof ACTS)[number];
  /** `2026-07-01T10:00`; now while it is empty. */
  readonly at: string | undefined;
  readonly form: (typeof FORMS)[number];
  readonly evidence: string;
  readonly byGuardian: boolean;
}
/** What a customer said to a notice. Only for one who can be asked of some purpose. */
export function ConsentForm({ house, customer: { code, consents, guardian }, done, stop }: Closing) {
  const { t } = useTranslation();
  const purposes = consents.map(({ purpose }) => purpose);
  const form = useForm<Values, unknown>(
    { purpose: purposes[0]!, act: "given", at: undefined, form: "written", evidence: "", byGuardian: false },
    ({ at, byGuardian, ...values }, key) =>
      house.customers.consent({
        party: "company",
        key,
        customer: code,
        ...values,
        ...(at === undefined ? {} : { at: houseInstant(at) }),
        ...(byGuardian ? { byGuardian } : {}),
      }),
    done,
    (field) => field !== "customer" && (field !== "byGuardian" || guardian !== undefined),
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("privacy.recordNow")} stop={stop}>
      <p className="whole quiet">{t("privacy.recordLead")}</p>
      <ChoiceField
        label={t("privacy.purpose")}
        fault={fault("purpose")}
        value={values.purpose}
        change={(purpose) => set({ purpose })}
        options={purposes.map((value) => ({ value, label: t(`privacy.purposes.${value}`) }))}
      />
      <ChoiceField
        label={t("privacy.act")}
        fault={fault("act")}
        value={values.act}
        change={(act) => set({ act })}
        options={ACTS.map((value) => ({ value, label: t(`privacy.acts.${value}`) }))}
      />
      <DayField
        withTime
        label={t("privacy.at")}
        hint={t("privacy.atHint")}
        fault={fault("at")}
        value={values.at}
        change={(at) => set({ at })}
      />
      <ChoiceField
        label={t("privacy.form")}
        fault={fault("form")}
        value={values.form}
        change={(chosen) => set({ form: chosen })}
        options={FORMS.map((value) => ({ value, label: t(`privacy.forms.${value}`) }))}
      />
      <TextField
        label={t("privacy.evidence")}
        hint={t("privacy.evidenceHint")}
        fault={fault("evidence")}
        value={values.evidence}
        change={(evidence) => set({ evidence })}
      />
      {guardian === undefined ? null : (
        <CheckField
          label={t("privacy.byGuardian", { code: guardian })}
          hint={t("privacy.byGuardianHint")}
          fault={fault("byGuardian")}
          checked={values.byGuardian}
          change={(byGuardian) => set({ byGuardian })}
        />
      )}
    </FormFrame>
  );
}
