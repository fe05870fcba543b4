// Clauses: C7.1, N7
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { StateMark } from "../../ui/state-mark.tsx";
import { ActivityForm } from "./activity-form.tsx";
import { OtherVersions, Parts, RegisterPart, VersionLine } from "./register-part.tsx";
import type { Activity, RegisterProps } from "./register-props.ts";

const FIELDS = [
  "purpose",
  "basis",
  "persons",
  "data",
  "recipients",
  "storage",
  "period",
  "measures",
  "risks",
  "processors",
] as const;
type Content = Activity["content"];
const textOf = (content: Content, field: (typeof FIELDS)[number], t: TFunction): string => {
  if (field === "basis") return t(`processing.bases.${content.basis}`);
  if (field === "processors") return content.processors.join(t("list")) || "—";
  if (field !== "risks") return content[field];
  return content.risks.map((risk) => t(`processing.riskNames.${risk}`)).join(t("list")) || "—";
};
const assessmentWords = ({ assessment: { standing, missing, code } }: Activity, t: TFunction): string => {
  const words = t(`processing.standings.${standing}`, {
    missing: missing.map((one) => t(`processing.riskNames.${one}`)).join(t("list")),
  });
  return standing === "done" && code !== undefined ? `${words} ${code}` : words;
};
const MARKS = { none: "excused", done: "met", owed: "missed", stopped: "missed" } as const;

/** What is done with personal data, one activity after the other, with the assessment that it owes. */
export function ActivityList(props: RegisterProps) {
  const { t } = useTranslation();
  const { activities, day } = props.register;
  const partsOf = ({ content }: Pick<Activity, "content">) =>
    FIELDS.map((field) => [t(`processing.${field}`), textOf(content, field, t)] as const);
  return (
    <RegisterPart
      title={t("processing.activities")}
      none={t("processing.noActivities")}
      verb={t("processing.addActivity")}
      may="keep-activity"
      entries={activities}
      nameOf={({ content }) => content.name}
      form={(entry, close) => (
        <ActivityForm
          {...props}
          entry={entry}
          stop={close}
          done={() => {
            close();
            props.changed();
          }}
        />
      )}
      table={() => ({
        columns: ["code", "name", "fromOn", ...FIELDS, "assessmentState"].map((field) => t(`processing.${field}`)),
        rows: activities.map((one) => [
          one.code,
          one.content.name,
          one.fromOn,
          ...FIELDS.map((field) => textOf(one.content, field, t)),
          assessmentWords(one, t),
        ]),
      })}
    >
      {(one, change) => (
        <>
          <div className="row">
            <h3>
              {one.content.name} <span className="quiet">{one.code}</span>
            </h3>
            <span className="grow" />
            {change}
          </div>
          <VersionLine version={one}>
            {one.over ? <StateMark state="ended" words={t("processing.over")} /> : null}
            {one.fromOn > day ? <StateMark state="not_started" words={t("processing.later")} /> : null}
          </VersionLine>
          <Parts parts={partsOf(one)} />
          <p className="row">
            <span className="quiet">{t("processing.assessmentState")}</span>
            <StateMark state={MARKS[one.assessment.standing]} words={assessmentWords(one, t)} />
          </p>
          <OtherVersions versions={one.versions} partsOf={partsOf} />
        </>
      )}
    </RegisterPart>
  );
}
