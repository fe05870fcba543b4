// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { CustomerRead } from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseInstant } from "../../ui/house-format.ts";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Closing } from "./customer-part.tsx";
import { purposeName } from "./purpose-name.ts";

const ACTS = ["given", "refused", "withdrawn"] as const;
const FORMS = ["written", "screen", "spoken"] as const satisfies readonly CustomerRead["said"][number]["form"][];
interface Values {
  /** Which of the standings it is about. */
  readonly about: number;
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
  const form = useForm<Values, unknown>(
    { about: 0, act: "given", at: undefined, form: "written", evidence: "", byGuardian: false },
    ({ about, at, byGuardian, ...values }, key) => {
      const { purpose, recipient } = consents[about]!;
      return house.customers.consent({
        party: "company",
        key,
        customer: code,
        purpose,
        ...(recipient === undefined ? {} : { recipient }),
        ...values,
        ...(at === undefined ? {} : { at: houseInstant(at) }),
        ...(byGuardian ? { byGuardian } : {}),
      });
    },
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
        value={String(values.about)}
        change={(about) => set({ about: Number(about) })}
        options={consents.map((one, index) => ({ value: String(index), label: purposeName(t, one) }))}
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
