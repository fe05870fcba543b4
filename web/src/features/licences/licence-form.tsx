// Clauses: C6.2
import { useTranslation } from "react-i18next";
import type { HouseClient, LicencesOf } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { dayAfter, lastDay } from "../../ui/day-span.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { DayField, ParagraphField, TextField } from "../../ui/text-field.tsx";
import { type Form, useForm } from "../../ui/use-form.ts";
import { KINDS } from "./licence-words.ts";

export type HeldLicence = LicencesOf["licences"][number];
interface Content {
  readonly licenceNumber: string;
  readonly kind: (typeof KINDS)[number];
  readonly insurer: string;
  readonly fromOn: string | undefined;
  readonly lastOn: string | undefined;
}
interface Closing {
  readonly house: HouseClient;
  readonly done: (person: string) => void;
  readonly stop: (() => void) | string;
}
const contentOf = ({ licenceNumber, kind, insurer, fromOn = "", lastOn }: Content) => ({
  licenceNumber,
  kind,
  insurer,
  fromOn,
  ...(lastOn === undefined ? {} : { beforeOn: dayAfter(lastOn) }),
});
/** A licence that is not there yet, of the person named or of one that is chosen. */
export function RecordForm({ house, person, done, stop }: Closing & { readonly person?: string }) {
  const { t } = useTranslation();
  const form = useForm(
    {
      person,
      licenceNumber: "",
      kind: "individual_agent",
      insurer: "",
      fromOn: undefined,
      lastOn: undefined,
    } as Content & { readonly person: string | undefined },
    ({ person: code = " ", ...content }, key) =>
      house.licences.record({ party: "company", key, person: code, ...contentOf(content) }),
    () => done(form.values.person ?? ""),
  );
  const { values, set } = form;
  return (
    <FormFrame form={form} verb={t("licences.recordNow")} stop={stop}>
      {person === undefined ? (
        <Field label={t("licences.holder")} hint={t("licences.holderHint")} fault={form.fault("person")}>
          {(control) => (
            <PersonChoice
              {...control}
              house={house}
              only="agent"
              label={t("people.search")}
              value={values.person}
              change={(code) => set({ person: code })}
            />
          )}
        </Field>
      ) : null}
      <ContentFields form={form as unknown as Form<Content>} />
    </FormFrame>
  );
}
/** Other words for a licence that is there: a further line, with its reason. */
export function CorrectForm({
  house,
  person,
  licence,
  done,
  stop,
}: Closing & { readonly person: string; readonly licence: HeldLicence }) {
  const { t } = useTranslation();
  const form = useForm(
    { ...valuesOf(licence), reason: "" },
    ({ reason, ...content }, key) =>
      house.licences.change({ party: "company", key, ...named(licence), ...contentOf(content), reason }),
    () => done(person),
    (field) => field !== "version" && field !== "licenceId",
  );
  return (
    <FormFrame form={form} verb={t("licences.correctNow")} stop={stop}>
      <ContentFields form={form as unknown as Form<Content>} />
      <ReasonField form={form} />
    </FormFrame>
  );
}
/** Its last day, or that it never held. */
export function EndForm({
  house,
  person,
  licence,
  takenBack,
  done,
  stop,
}: Closing & { readonly person: string; readonly licence: HeldLicence; readonly takenBack: boolean }) {
  const { t } = useTranslation();
  const form = useForm(
    { ...valuesOf(licence), reason: "" },
    ({ reason, ...content }, key) =>
      house.licences.change({ party: "company", key, ...named(licence), ...contentOf(content), takenBack, reason }),
    () => done(person),
    (field) => field === "beforeOn" || field === "reason",
  );
  return (
    <FormFrame form={form} verb={t(takenBack ? "licences.takeBackNow" : "licences.endNow")} stop={stop}>
      <p className="whole quiet">{t(takenBack ? "licences.takeBackLead" : "licences.endLead")}</p>
      {takenBack ? null : (
        <DayField
          label={t("licences.until")}
          fault={form.fault("beforeOn")}
          min={licence.fromOn}
          value={form.values.lastOn}
          change={(lastOn) => form.set({ lastOn })}
        />
      )}
      <ReasonField form={form} />
    </FormFrame>
  );
}
const named = ({ licenceId, version }: HeldLicence) => ({ licenceId, version });
const valuesOf = ({ number, kind, insurer, fromOn, beforeOn }: HeldLicence): Content => ({
  licenceNumber: number,
  kind,
  insurer,
  fromOn,
  lastOn: beforeOn === null ? undefined : lastDay(beforeOn),
});
function ContentFields({ form: { values, set, fault } }: { readonly form: Form<Content> }) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t("licences.number")}
        fault={fault("licenceNumber")}
        value={values.licenceNumber}
        change={(licenceNumber) => set({ licenceNumber })}
      />
      <ChoiceField
        label={t("licences.kind")}
        fault={fault("kind")}
        value={values.kind}
        change={(kind) => set({ kind })}
        options={KINDS.map((kind) => ({ value: kind, label: t(`licences.kinds.${kind}`) }))}
      />
      <TextField
        label={t("licences.insurer")}
        hint={t("licences.insurerHint")}
        fault={fault("insurer")}
        value={values.insurer}
        change={(insurer) => set({ insurer })}
      />
      <DayField
        label={t("licences.from")}
        fault={fault("fromOn")}
        value={values.fromOn}
        change={(fromOn) => set({ fromOn })}
      />
      <DayField
        label={t("licences.until")}
        hint={t("licences.untilHint")}
        fault={fault("beforeOn")}
        value={values.lastOn}
        change={(lastOn) => set({ lastOn })}
      />
    </>
  );
}
function ReasonField({ form }: { readonly form: Form<Content & { readonly reason: string }> }) {
  const { t } = useTranslation();
  return (
    <div className="whole">
      <ParagraphField
        label={t("licences.reason")}
        fault={form.fault("reason")}
        value={form.values.reason}
        change={(reason) => form.set({ reason })}
      />
    </div>
  );
}
