// Clauses: C1.2
import { useTranslation } from "react-i18next";
import type { HouseClient, Organisation } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { RoleFields, type RoleValues } from "./role-fields.tsx";
import "../../ui/field.css";
import "../../ui/register.css";

interface Values extends RoleValues {
  readonly code: string;
  readonly name: string;
}
/** Somebody new, with the first role; more roles are given on the person's own page. */
export function NewPerson({
  house,
  organisation: { branches, day },
  done,
}: {
  readonly house: HouseClient;
  readonly organisation: Organisation;
  readonly done: (code: string) => void;
}) {
  const { t } = useTranslation();
  const form = useForm<Values, { code: string }>(
    { code: "", name: "", role: "agent", fromOn: day },
    ({ code, name, ...role }, key) => house.people.add({ party: "company", key, code, name, roles: [role] }),
    ({ code }) => done(code),
  );
  const { values, set, fault } = form;
  return (
    <section className="register">
      <h1>{t("people.add")}</h1>
      <FormFrame form={form} verb={t("people.addNow")} stop="#/people">
        <TextField
          label={t("people.name")}
          fault={fault("name")}
          value={values.name}
          change={(value) => set({ name: value })}
        />
        <TextField
          label={t("people.code")}
          hint={t("people.codeHint")}
          fault={fault("code")}
          value={values.code}
          change={(value) => set({ code: value })}
        />
        <RoleFields
          house={house}
          branches={branches}
          values={values}
          set={set}
          fault={(name) => fault(`roles.0.${name}`)}
        />
      </FormFrame>
    </section>
  );
}
