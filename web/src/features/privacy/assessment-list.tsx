// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { keptDates } from "../../ui/kept-dates.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { DayField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CodeField, Paragraphs } from "./register-fields.tsx";
import { Parts, RegisterPart } from "./register-part.tsx";
import type { Assessment, RegisterForm, RegisterProps } from "./register-props.ts";

const MARKS = { go: "met", go_with_measures: "met", stop: "missed" } as const;
const FIELDS = ["necessity", "impact", "measures", "by"] as const;
const labelOf = (field: (typeof FIELDS)[number]) => (field === "measures" ? "assessedMeasures" : field);

/** What was thought of activities before they began; a report is never changed. */
export function AssessmentList(props: RegisterProps) {
  const { t } = useTranslation();
  const { assessments, activities } = props.register;
  const versionOf = ({ content }: Assessment): string =>
    t("processing.ofVersion", { activity: content.activity, version: content.activityVersion });
  return (
    <RegisterPart
      title={t("processing.assessments")}
      lead={t("processing.assessmentsLead")}
      none={t("processing.noAssessments")}
      verb={t("processing.addAssessment")}
      may="add-assessment"
      entries={assessments}
      nameOf={({ code }) => code}
      form={(_, close) => (
        <AssessmentForm
          {...props}
          first={activities.find(({ assessment }) => assessment.standing === "owed") ?? activities[0]}
          stop={close}
          done={() => {
            close();
            props.changed();
          }}
        />
      )}
      table={() => ({
        columns: ["code", "activity", "assessedOn", "necessity", "impact", "assessedMeasures", "by", "conclusion"].map(
          (field) => t(`processing.${field}`),
        ),
        rows: assessments.map((one) => [
          one.code,
          versionOf(one),
          one.fromOn,
          ...FIELDS.map((field) => one.content[field]),
          t(`processing.conclusions.${one.content.conclusion}`),
        ]),
      })}
    >
      {(one) => (
        <>
          <div className="row">
            <h3>
              {one.code} <span className="quiet">{versionOf(one)}</span>
            </h3>
            <StateMark
              state={MARKS[one.content.conclusion]}
              words={t(`processing.conclusions.${one.content.conclusion}`)}
            />
          </div>
          <p className="row quiet">
            <span>{keptDates(`${t("processing.assessedOn")} ${one.fromOn}`)}</span>
            <span>{keptDates(t("processing.keptUntil", { day: one.keptUntil }))}</span>
          </p>
          <Parts parts={FIELDS.map((field) => [t(`processing.${labelOf(field)}`), one.content[field]] as const)} />
        </>
      )}
    </RegisterPart>
  );
}
interface Values
  extends Pick<Assessment["content"], "activity" | "necessity" | "impact" | "measures" | "conclusion" | "by"> {
  readonly code: string;
  readonly assessedOn: string;
}
function AssessmentForm({
  house,
  register: { day, activities },
  first,
  done,
  stop,
}: RegisterForm & { readonly first: { readonly code: string } | undefined }) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    {
      code: "",
      activity: first?.code ?? "",
      assessedOn: day,
      necessity: "",
      impact: "",
      measures: "",
      by: "",
      conclusion: "go",
    },
    (values, key) => house.privacy.assess({ party: "company", key, ...values }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("processing.keepNow")} stop={stop}>
      <CodeField form={form} known={false} />
      <ChoiceField
        label={t("processing.activity")}
        fault={fault("activity")}
        value={values.activity}
        change={(activity) => set({ activity })}
        options={activities.map(({ code, content }) => ({ value: code, label: `${content.name} ${code}` }))}
      />
      <DayField
        label={t("processing.assessedOn")}
        fault={fault("fromOn")}
        value={values.assessedOn}
        change={(assessedOn = "") => set({ assessedOn })}
      />
      <ChoiceField
        label={t("processing.conclusion")}
        value={values.conclusion}
        change={(conclusion) => set({ conclusion })}
        options={(["go", "go_with_measures", "stop"] as const).map((value) => ({
          value,
          label: t(`processing.conclusions.${value}`),
        }))}
      />
      <Paragraphs form={form} fields={FIELDS.map((name) => ({ name, label: t(`processing.${labelOf(name)}`) }))} />
    </FormFrame>
  );
}
