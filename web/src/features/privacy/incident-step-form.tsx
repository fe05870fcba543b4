// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseInstant } from "../../ui/house-format.ts";
import { DayField, ParagraphField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Incident, IncidentForm } from "./incident-props.ts";
import { SEVERITIES } from "./new-incident.tsx";

const KINDS = ["measures", "authority_told", "persons_told", "persons_spared", "severity", "closed"] as const;
const DOES = { measures: "measures", authority: "authority_told", persons: "persons_told" } as const;
interface Values {
  readonly kind: (typeof KINDS)[number];
  readonly severity: Incident["severity"];
  readonly at?: string | undefined;
  readonly words: string;
}
/** What was done; it begins with the step that is owed first. */
export function IncidentStepForm({ house, incident, done, stop }: IncidentForm & { readonly incident: Incident }) {
  const { t } = useTranslation();
  const owed = incident.clocks.filter(({ doneAt }) => doneAt === undefined).sort((a, b) => a.dueAt - b.dueAt)[0];
  const form = useForm<Values, unknown>(
    { kind: owed === undefined ? "closed" : DOES[owed.step], severity: incident.present, words: "" },
    ({ at, severity, ...values }, key) =>
      house.privacy.incidentStep({
        party: "company",
        key,
        incident: incident.code,
        ...values,
        ...(values.kind === "severity" ? { severity } : {}),
        ...(at === undefined ? {} : { at: houseInstant(at) }),
      }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("incidents.stepNow")} stop={stop}>
      <ChoiceField
        label={t("incidents.stepKind")}
        hint={values.kind === "persons_spared" ? t("incidents.sparedHint") : undefined}
        fault={fault("kind")}
        value={values.kind}
        change={(kind) => set({ kind })}
        options={KINDS.map((value) => ({ value, label: t(`incidents.stepKinds.${value}`) }))}
      />
      {values.kind === "severity" ? (
        <ChoiceField
          label={t("incidents.severity")}
          hint={t("incidents.severityHint")}
          fault={fault("severity")}
          value={values.severity}
          change={(severity) => set({ severity })}
          options={SEVERITIES.map((value) => ({ value, label: t(`incidents.severities.${value}`) }))}
        />
      ) : null}
      <DayField
        withTime
        label={t("incidents.at")}
        hint={t("incidents.atHint")}
        fault={fault("at")}
        value={values.at}
        change={(at) => set({ at })}
      />
      <ParagraphField
        label={t("incidents.words")}
        hint={t("incidents.wordsHint")}
        fault={fault("words")}
        value={values.words}
        change={(words) => set({ words })}
      />
    </FormFrame>
  );
}
