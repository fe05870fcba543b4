// Clauses: C1.1, C1.2
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { dayAfter, lastDay } from "../../ui/day-span.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { PersonChoice } from "../../ui/person-choice.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Closing } from "./branch-form.tsx";

type Firm = Organisation["firms"][number];
const FIELDS = ["nameZh", "nameEn", "code", "creditCode", "contact"] as const;
type Values = Record<(typeof FIELDS)[number], string> & { readonly closedOn?: string | undefined };
const LABELS = {
  nameZh: "organisation.nameZh",
  nameEn: "organisation.nameEn",
  code: "organisation.code",
  creditCode: "organisation.creditCode",
  contact: "organisation.firmContact",
} as const satisfies Record<(typeof FIELDS)[number], string>;
const HINTS = {
  nameZh: "organisation.firmNameHint",
  creditCode: "organisation.firmCreditHint",
  contact: "organisation.firmContactHint",
} as const;
const hintOf = (name: (typeof FIELDS)[number]) => (name in HINTS ? HINTS[name as keyof typeof HINTS] : undefined);

/** A new firm that is an intermediary, or a change of one. */
export function FirmForm({ house, firm, done, stop }: Closing & { readonly firm?: Firm }) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    {
      nameZh: firm?.name.zh ?? "",
      nameEn: firm?.name.en ?? "",
      code: firm?.code ?? "",
      creditCode: firm?.creditCode ?? "",
      contact: firm?.contact ?? "",
      closedOn: firm?.closedOn,
    },
    (values, key) =>
      house.organisation.keepFirm({ party: "company", key, ...(firm ? { firm: firm.code } : {}), ...values }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t(firm ? "organisation.changeNow" : "organisation.addNow")} stop={stop}>
      {FIELDS.map((name) => {
        const hint = hintOf(name);
        return (
          <TextField
            key={name}
            label={t(LABELS[name])}
            fault={fault(name)}
            {...(hint === undefined ? {} : { hint: t(hint) })}
            value={values[name]}
            change={(value) => set({ [name]: value })}
          />
        );
      })}
      {firm ? (
        <DayField
          label={t("organisation.closedOn")}
          hint={t("organisation.closedOnHint")}
          fault={fault("closedOn")}
          value={values.closedOn}
          change={(closedOn) => set({ closedOn })}
        />
      ) : null}
    </FormFrame>
  );
}
interface Days {
  readonly person?: string | undefined;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}
/** Who coordinates for a firm, from which day until when. */
export function CoordinatorForm({ house, organisation, firm, done, stop }: Closing & { readonly firm: Firm }) {
  const { t } = useTranslation();
  const form = useForm<Days, unknown>(
    { fromOn: organisation.day },
    ({ person = " ", ...days }, key) =>
      house.organisation.addCoordinator({ party: "company", key, firm: firm.code, person, ...days }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("organisation.addNow")} stop={stop}>
      <Field label={t("organisation.coordinator")} hint={t("organisation.coordinatorHint")} fault={fault("person")}>
        {(control) => (
          <PersonChoice
            {...control}
            house={house}
            only="intermediary"
            label={t("organisation.findCoordinator")}
            value={values.person}
            change={(person) => set({ person })}
          />
        )}
      </Field>
      <DayField
        label={t("people.firstDay")}
        fault={fault("fromOn")}
        value={values.fromOn}
        change={(fromOn = "") => set({ fromOn })}
      />
      <DayField
        label={t("people.lastDay")}
        hint={t("people.lastDayHint")}
        fault={fault("beforeOn")}
        value={values.beforeOn === undefined ? undefined : lastDay(values.beforeOn)}
        change={(last) => set({ beforeOn: last === undefined ? undefined : dayAfter(last) })}
      />
    </FormFrame>
  );
}
