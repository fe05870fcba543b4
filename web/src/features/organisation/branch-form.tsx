// Clauses: C1.1
import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation } from "../../source/house-client.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";

/** What every form of the organisation is given. */
export interface Closing {
  readonly house: HouseClient;
  readonly organisation: Organisation;
  readonly done: () => void;
  readonly stop: () => void;
}
interface Values {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly parent?: string | undefined;
  readonly entity?: string | undefined;
  readonly closedOn?: string | undefined;
}
export function BranchForm({
  house,
  organisation,
  branch,
  done,
  stop,
}: Closing & { readonly branch?: Organisation["branches"][number] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const form = useForm<Values, unknown>(
    {
      code: branch?.code ?? "",
      nameZh: branch?.name.zh ?? "",
      nameEn: branch?.name.en ?? "",
      parent: branch?.parent,
      entity: branch?.entity,
      closedOn: branch?.closedOn,
    },
    (values, key) =>
      house.organisation.keepBranch({ party: "company", key, ...(branch ? { branch: branch.code } : {}), ...values }),
    done,
  );
  const { values, set, fault } = form;
  const within = (select: HTMLElement) => select.parentElement ?? document.body;
  const choices = (
    things: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[],
  ) => things.map(({ code, name }) => ({ value: code, label: name[language] || name.zh }));
  return (
    <FormFrame form={form} verb={t(branch ? "organisation.changeNow" : "organisation.addNow")} stop={stop}>
      {(["nameZh", "nameEn", "code"] as const).map((name) => (
        <TextField
          key={name}
          label={t(`organisation.${name}`)}
          fault={fault(name)}
          value={values[name]}
          change={(value) => set({ [name]: value })}
        />
      ))}
      <Field label={t("organisation.parent")} fault={fault("parent")}>
        {(control) => (
          <Select
            {...control}
            allowClear
            placeholder={t("organisation.noParent")}
            getPopupContainer={within}
            value={values.parent ?? null}
            onChange={(parent: string | null) => set({ parent: parent ?? undefined })}
            options={choices(organisation.branches.filter(({ code }) => code !== branch?.code))}
          />
        )}
      </Field>
      <Field label={t("organisation.entity")} fault={fault("entity")}>
        {(control) => (
          <Select
            {...control}
            allowClear
            placeholder={t("organisation.noEntity")}
            getPopupContainer={within}
            value={values.entity ?? null}
            onChange={(entity: string | null) => set({ entity: entity ?? undefined })}
            options={choices(organisation.entities)}
          />
        )}
      </Field>
      {branch ? (
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
