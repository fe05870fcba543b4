// Clauses: C1.1
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Closing } from "./branch-form.tsx";

const FIELDS = ["nameZh", "nameEn", "code", "creditCode", "sealName", "bankName", "bankAccount"] as const;
type Values = Record<(typeof FIELDS)[number], string> & { readonly closedOn?: string | undefined };

export function EntityForm({
  house,
  entity,
  done,
  stop,
}: Closing & { readonly entity?: Organisation["entities"][number] }) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    {
      nameZh: entity?.name.zh ?? "",
      nameEn: entity?.name.en ?? "",
      code: entity?.code ?? "",
      creditCode: entity?.creditCode ?? "",
      sealName: entity?.sealName ?? "",
      bankName: entity?.bankName ?? "",
      bankAccount: entity?.bankAccount ?? "",
      closedOn: entity?.closedOn,
    },
    (values, key) =>
      house.organisation.keepLegalEntity({
        party: "company",
        key,
        ...(entity ? { entity: entity.code } : {}),
        ...values,
      }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t(entity ? "organisation.changeNow" : "organisation.addNow")} stop={stop}>
      {FIELDS.map((name) => (
        <TextField
          key={name}
          label={t(`organisation.${name}`)}
          fault={fault(name)}
          {...(name === "sealName" ? { hint: t("organisation.sealHint") } : {})}
          {...(name === "creditCode" ? { hint: t("organisation.creditCodeHint") } : {})}
          value={values[name]}
          change={(value) => set({ [name]: value })}
        />
      ))}
      {entity ? (
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
