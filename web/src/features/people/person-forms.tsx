// Clauses: C1.2
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation, PersonRead } from "../../source/house-client.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { RoleFields, type RoleValues } from "./role-fields.tsx";

interface Closing {
  readonly done: (code?: string) => void;
  readonly stop: () => void;
}
export function RenameForm({
  house,
  person,
  done,
  stop,
}: Closing & { readonly house: HouseClient; readonly person: PersonRead }) {
  const { t } = useTranslation();
  const form = useForm<{ name: string; code: string }, { code: string }>(
    { name: person.name, code: person.code },
    (values, key) => house.people.change({ party: "company", key, person: person.code, ...values }),
    ({ code }) => done(code),
  );
  return (
    <FormFrame form={form} verb={t("people.renameNow")} stop={stop}>
      <p className="whole quiet">{t("people.renameLead")}</p>
      {(["name", "code"] as const).map((name) => (
        <TextField
          key={name}
          label={t(`people.${name}`)}
          fault={form.fault(name)}
          value={form.values[name]}
          change={(value) => form.set({ [name]: value })}
        />
      ))}
    </FormFrame>
  );
}
export function GrantForm({
  house,
  person,
  organisation,
  done,
  stop,
}: Closing & { readonly house: HouseClient; readonly person: PersonRead; readonly organisation: Organisation }) {
  const { t } = useTranslation();
  const form = useForm<RoleValues, unknown>(
    { role: "operations", fromOn: person.day },
    (values, key) => house.people.grantRole({ party: "company", key, person: person.code, ...values }),
    () => done(),
  );
  return (
    <FormFrame form={form} verb={t("people.grantNow")} stop={stop}>
      <RoleFields
        house={house}
        branches={organisation.branches}
        values={form.values}
        set={form.set}
        fault={(name) => form.fault(name)}
      />
    </FormFrame>
  );
}
const GROUNDS = ["consent", "ratified", "emergency"] as const;
export function AppointForm({
  house,
  person,
  done,
  stop,
}: Closing & { readonly house: HouseClient; readonly person: PersonRead }) {
  const { t } = useTranslation();
  interface Values {
    readonly subAgent?: string | undefined;
    readonly ground: (typeof GROUNDS)[number];
    readonly groundsText: string;
    readonly consentedOn?: string | undefined;
    readonly fromOn: string;
  }
  const form = useForm<Values, unknown>(
    { ground: "consent", groundsText: "", fromOn: person.day },
    ({ subAgent = " ", ...values }, key) =>
      house.people.appointSubAgent({ party: "company", key, agent: person.code, subAgent, ...values }),
    () => done(),
  );
  const { values, set, fault } = form;
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  return (
    <FormFrame form={form} verb={t("people.appointNow")} stop={stop}>
      <p className="whole quiet">{t("people.appointLead")}</p>
      <Field label={t("people.subAgent")} fault={fault("subAgent") ?? fault("agent")}>
        {(control) => (
          <PersonChoice
            {...control}
            house={house}
            label={t("people.search")}
            value={values.subAgent}
            change={(subAgent) => set({ subAgent })}
          />
        )}
      </Field>
      <Field label={t("people.ground")} fault={fault("ground")}>
        {(control) => (
          <Select
            {...control}
            getPopupContainer={within}
            value={values.ground}
            onChange={(ground: Values["ground"]) =>
              set({ ground, ...(ground === "emergency" ? { consentedOn: undefined } : {}) })
            }
            options={GROUNDS.map((ground) => ({ value: ground, label: t(`people.groundNames.${ground}`) }))}
          />
        )}
      </Field>
      <TextField
        label={t(values.ground === "emergency" ? "people.emergencyText" : "people.consentText")}
        fault={fault("groundsText")}
        value={values.groundsText}
        change={(value) => set({ groundsText: value })}
      />
      {values.ground === "emergency" ? null : (
        <DayField
          label={t("people.consentedOn")}
          fault={fault("consentedOn")}
          value={values.consentedOn}
          change={(consentedOn) => set({ consentedOn })}
        />
      )}
      <DayField
        label={t("people.firstDay")}
        fault={fault("fromOn")}
        value={values.fromOn}
        change={(fromOn = "") => set({ fromOn })}
      />
    </FormFrame>
  );
}
