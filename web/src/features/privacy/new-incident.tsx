// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseInstant } from "../../ui/house-format.ts";
import { DayField, ParagraphField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Incident, IncidentForm } from "./incident-props.ts";

const KINDS = ["leak", "tamper", "loss"] as const;
export const SEVERITIES = ["general", "larger", "serious", "grave"] as const;
const TEXTS = ["what", "cause", "data", "harm", "advice", "contact"] as const;
type Values = Incident["content"] &
  Pick<Incident, "code" | "kind" | "severity"> & {
    readonly foundAt?: string | undefined;
    readonly occurredAt?: string | undefined;
    readonly persons: string;
    readonly customers: string;
  };
const EMPTY: Values = {
  code: "",
  kind: "leak",
  severity: "general",
  persons: "",
  customers: "",
  what: "",
  cause: "",
  data: "",
  harm: "",
  advice: "",
  contact: "",
};
/** What was found, with what a notice has to say of it. */
export function NewIncident({ house, done, stop }: IncidentForm) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    EMPTY,
    ({ foundAt, occurredAt, persons, customers, ...values }, key) =>
      house.privacy.recordIncident({
        party: "company",
        key,
        ...values,
        // A time that is missing or a text that is no number the house refuses, with everything else.
        foundAt: foundAt === undefined ? "" : houseInstant(foundAt),
        ...(occurredAt === undefined ? {} : { occurredAt: houseInstant(occurredAt) }),
        persons: /^\d{1,9}$/.test(persons.trim()) ? Number(persons) : -1,
        customers: customers.split(/[\s,，、;；]+/).filter((code) => code !== ""),
      }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("incidents.recordNow")} stop={stop}>
      <TextField
        label={t("incidents.code")}
        hint={t("incidents.codeHint")}
        fault={fault("code")}
        value={values.code}
        change={(code) => set({ code })}
      />
      <ChoiceField
        label={t("incidents.kind")}
        value={values.kind}
        change={(kind) => set({ kind })}
        options={KINDS.map((value) => ({ value, label: t(`incidents.kinds.${value}`) }))}
      />
      <ChoiceField
        label={t("incidents.severity")}
        hint={t("incidents.severityHint")}
        value={values.severity}
        change={(severity) => set({ severity })}
        options={SEVERITIES.map((value) => ({ value, label: t(`incidents.severities.${value}`) }))}
      />
      {(["foundAt", "occurredAt"] as const).map((name) => (
        <DayField
          key={name}
          withTime
          label={t(`incidents.${name}`)}
          hint={t(`incidents.${name}Hint`)}
          fault={fault(name)}
          value={values[name]}
          change={(time) => set({ [name]: time })}
        />
      ))}
      {(["persons", "customers"] as const).map((name) => (
        <TextField
          key={name}
          label={t(`incidents.${name}`)}
          hint={t(`incidents.${name}Hint`)}
          fault={fault(name)}
          value={values[name]}
          change={(text) => set({ [name]: text })}
        />
      ))}
      {TEXTS.map((name) => (
        <ParagraphField
          key={name}
          label={t(`incidents.${name}`)}
          hint={name === "what" ? t("incidents.whatHint") : undefined}
          fault={fault(name)}
          value={values[name]}
          change={(text) => set({ [name]: text })}
        />
      ))}
    </FormFrame>
  );
}
