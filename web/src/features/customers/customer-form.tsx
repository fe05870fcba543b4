// Clauses: C7.1, N7
import Checkbox from "antd/es/checkbox";
import Select from "antd/es/select";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerRead, HouseClient, ListedCustomer, Organisation } from "../../source/house-client.ts";
import { BranchChoice } from "../../ui/branch-choice.tsx";
import { dayAfter, lastDay } from "../../ui/day-span.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { type Form, useForm } from "../../ui/use-form.ts";
import { fieldName } from "./customer-words.ts";
import { KINDS } from "./customers-list.tsx";
import "../../ui/field.css";
import "./customers.css";

/** What is kept sealed and need not be known. */
type Optional = "phone" | "identity" | "bornOn";
/** As it is filled in. Of a known customer an empty sealed field stays what it is. */
interface Values {
  readonly code: string;
  readonly kind: ListedCustomer["kind"];
  readonly name: string;
  readonly phone: string;
  readonly identity: string;
  readonly bornOn: string;
  /** What is to be known no more. */
  readonly gone: readonly Optional[];
  readonly branch: string | undefined;
  readonly guardian: string;
  readonly fromOn: string;
  readonly beforeOn: string | undefined;
  readonly another: boolean;
}
/** Somebody new, or what changes of a known customer. */
export function CustomerForm({
  house,
  customer,
  organisation: { branches, day },
  done,
  stop,
}: {
  readonly house: HouseClient;
  /** The one that is changed. */
  readonly customer?: CustomerRead;
  readonly organisation: Organisation;
  readonly done: (code: string) => void;
  readonly stop: (() => void) | string;
}) {
  const { t } = useTranslation();
  const told = useId();
  const form = useForm<Values, { code: string }>(
    {
      code: customer?.code ?? "",
      kind: customer?.kind ?? "person",
      name: "",
      phone: "",
      identity: "",
      bornOn: "",
      gone: [],
      branch: customer?.branch,
      guardian: customer?.guardian ?? "",
      fromOn: customer?.fromOn ?? day,
      beforeOn: customer?.beforeOn,
      another: false,
    },
    (values, key) =>
      house.customers.keep({
        party: "company",
        key,
        ...(customer ? { customer: customer.code } : {}),
        ...givenOf(values),
      }),
    ({ code }) => done(code),
  );
  const { values, set, fault } = form;
  const isPerson = values.kind === "person";
  const mayBeAnother = values.another || fault("another") !== undefined;
  return (
    <FormFrame form={form} verb={t(customer ? "customers.changeNow" : "customers.addNow")} stop={stop}>
      <p className="whole quiet">{t("customers.sealedLead")}</p>
      <Field label={t("customers.kind")} fault={fault("kind")}>
        {(control) => (
          <Select
            {...control}
            getPopupContainer={(select: HTMLElement) => select.parentElement ?? document.body}
            value={values.kind}
            onChange={(kind: Values["kind"]) => set({ kind })}
            options={KINDS.map((kind) => ({ value: kind, label: t(`customers.kinds.${kind}`) }))}
          />
        )}
      </Field>
      <TextField
        label={t("customers.code")}
        hint={t("customers.codeHint")}
        fault={fault("code")}
        value={values.code}
        change={(code) => set({ code })}
      />
      {(["name", "phone", "identity"] as const).map((field) => (
        <SealedField key={field} form={form} customer={customer} field={field} />
      ))}
      {isPerson ? <SealedField form={form} customer={customer} field="bornOn" /> : null}
      {mayBeAnother ? (
        <div className="whole">
          <Checkbox
            aria-describedby={told}
            checked={values.another}
            onChange={(event) => set({ another: event.target.checked })}
          >
            {t("customers.another")}
          </Checkbox>
          {values.another ? null : (
            <div id={told} className="fault">
              {fault("another")}
            </div>
          )}
        </div>
      ) : null}
      <Field label={t("customers.branch")} hint={t("customers.branchHint")} fault={fault("branch")}>
        {(control) => (
          <BranchChoice
            {...control}
            branches={branches}
            placeholder={t("customers.noBranch")}
            value={values.branch}
            change={(branch) => set({ branch })}
          />
        )}
      </Field>
      {isPerson ? (
        <TextField
          label={t("customers.guardianCode")}
          hint={t("customers.guardianHint")}
          fault={fault("guardian")}
          value={values.guardian}
          change={(guardian) => set({ guardian })}
        />
      ) : null}
      <DayField
        label={t("customers.fromOn")}
        hint={t("customers.fromOnHint")}
        fault={fault("fromOn")}
        value={values.fromOn}
        change={(fromOn = "") => set({ fromOn })}
      />
      <DayField
        label={t("customers.beforeOn")}
        hint={customer ? t("customers.voidHint", { day: lastDay(values.fromOn) }) : t("customers.lastDayHint")}
        fault={fault("beforeOn")}
        value={values.beforeOn === undefined ? undefined : lastDay(values.beforeOn)}
        change={(last) => set({ beforeOn: last === undefined ? undefined : dayAfter(last) })}
      />
    </FormFrame>
  );
}
/** Of a known customer it stands empty, with what is known masked beside it, and can be taken away. */
function SealedField({
  form: { values, set, fault },
  customer,
  field,
}: {
  readonly form: Form<Values>;
  readonly customer: CustomerRead | undefined;
  readonly field: "name" | Optional;
}) {
  const { t } = useTranslation();
  const { kind, gone } = values;
  const label = fieldName(field, kind, t);
  const known = customer?.data[field];
  const isGone = field !== "name" && gone.includes(field);
  const hints = {
    name: t(`customers.nameHints.${kind}`),
    phone: t("customers.phoneHint"),
    identity: t(`customers.identityHints.${kind}`),
    bornOn: undefined,
  };
  const control = {
    label,
    hint: known === undefined ? hints[field] : t("customers.kept", { value: known }),
    fault: fault(field),
    disabled: isGone,
    value: values[field],
    // Another phone or paper is compared anew.
    change: (value = "") => set({ [field]: value, another: false }),
  };
  const takeAway =
    known === undefined || field === "name" ? null : (
      <Checkbox
        checked={isGone}
        onChange={({ target: { checked } }) =>
          set({ [field]: "", gone: checked ? [...gone, field] : gone.filter((one) => one !== field) })
        }
      >
        {t("customers.takeAway", { field: label })}
      </Checkbox>
    );
  return field === "bornOn" ? (
    <DayField {...control}>{takeAway}</DayField>
  ) : (
    <TextField {...control} placeholder={known}>
      {takeAway}
    </TextField>
  );
}
/** As the house takes it: what is absent stays, an empty text takes away. */
const givenOf = ({ gone, kind, guardian, another, ...values }: Values) => {
  const sealed = (field: Optional): string | undefined => (gone.includes(field) ? "" : values[field] || undefined);
  return {
    code: values.code,
    kind,
    name: values.name || undefined,
    phone: sealed("phone"),
    identity: sealed("identity"),
    // An organisation was not born and has nobody who answers for it.
    bornOn: kind === "person" ? sealed("bornOn") : "",
    guardian: kind === "person" ? guardian.trim() || undefined : undefined,
    branch: values.branch,
    fromOn: values.fromOn,
    beforeOn: values.beforeOn,
    another,
  };
};
