// Clauses: C7.1, N7
import { addDays, dayText, parseDay } from "@fealty/engine/values/date.ts";
import { useTranslation } from "react-i18next";
import type { HouseClient, RetainedField, RetainedPurpose, Retention } from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { fieldsName, purposeName } from "../../ui/retention-words.ts";
import { DayField, ParagraphField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { PURPOSES } from "./notice-parts.ts";

type Rule = Retention["rules"][number];
const ALL: readonly RetainedPurpose[] = ["service", ...PURPOSES];
const BEGINNINGS = ["purpose_ended", "contract_ended", "limitation_over"] as const;
const FIELDS = ["phone", "identity", "bornOn"] as const satisfies readonly RetainedField[];

interface Values extends Pick<Rule, "purpose" | "begins" | "basis" | "fields"> {
  readonly months: string;
  readonly fromOn: string;
}
/** The next version of a purpose's period; what holds now stands in it already. */
export function RetentionForm({
  house,
  day,
  rules,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly day: string;
  readonly rules: readonly Rule[];
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const tomorrow = dayText(addDays(parseDay(day)!, 1));
  const first = (purpose: RetainedPurpose): Values => {
    const before = rules.find((one) => one.purpose === purpose);
    const { begins = purpose === "service" ? "limitation_over" : "purpose_ended", basis = "" } = before ?? {};
    const fields = before?.fields ?? (purpose === "service" ? FIELDS : ["phone"]);
    return {
      purpose,
      begins,
      basis,
      fields,
      months: before === undefined ? "" : String(before.months),
      fromOn: tomorrow,
    };
  };
  const form = useForm<Values, unknown>(
    first(ALL.find((purpose) => !rules.some((one) => one.purpose === purpose)) ?? "service"),
    ({ months, fields, ...values }, key) =>
      house.privacy.keepRetention({
        party: "company",
        key,
        ...values,
        fields: [...fields],
        // What is no number the house refuses, with everything else.
        months: /^\d{1,4}$/.test(months.trim()) ? Number(months) : -1,
      }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("retention.setNow")} stop={stop}>
      <p className="whole quiet">{t("retention.setLead")}</p>
      <ChoiceField
        label={t("retention.purpose")}
        fault={fault("purpose")}
        value={values.purpose}
        change={(purpose) => set(first(purpose))}
        options={ALL.map((value) => ({ value, label: purposeName(value, t) }))}
      />
      <ChoiceField
        label={t("retention.begins")}
        value={values.begins}
        change={(begins) => set({ begins })}
        options={BEGINNINGS.map((value) => ({ value, label: t(`retention.beginnings.${value}`) }))}
      />
      <TextField
        label={t("retention.months")}
        hint={t("retention.monthsHint")}
        fault={fault("months")}
        value={values.months}
        change={(months) => set({ months })}
      />
      <DayField
        label={t("retention.fromOn")}
        hint={t("retention.fromOnHint")}
        fault={fault("fromOn")}
        min={tomorrow}
        value={values.fromOn}
        change={(fromOn = "") => set({ fromOn })}
      />
      <ParagraphField
        label={t("retention.basis")}
        hint={t("retention.basisHint")}
        fault={fault("basis")}
        value={values.basis}
        change={(basis) => set({ basis })}
      />
      <fieldset className="whole notice-text">
        <legend>{t("retention.fields")}</legend>
        {FIELDS.map((field) => (
          <CheckField
            key={field}
            label={fieldsName([field], t)}
            checked={values.fields.includes(field)}
            change={(needed) =>
              set({ fields: FIELDS.filter((one) => (one === field ? needed : values.fields.includes(one))) })
            }
          />
        ))}
        <p className="whole quiet">{t("retention.fieldsHint")}</p>
      </fieldset>
    </FormFrame>
  );
}
