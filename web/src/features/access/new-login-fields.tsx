// Clauses: C1.1
import { useTranslation } from "react-i18next";
import { TextField } from "../../ui/text-field.tsx";
import type { Form } from "../../ui/use-form.ts";
import { LoginNameField, PasswordField } from "./password-field.tsx";

export interface NewLogin {
  readonly code: string;
  readonly loginName: string;
  readonly password: string;
}
/** The number of a first owner in the company's own lists, and what it signs in with from now on. */
export function NewLoginFields({
  values,
  set,
  fault,
}: {
  readonly values: NewLogin;
  readonly set: (change: Partial<NewLogin>) => void;
  readonly fault: Form<NewLogin>["fault"];
}) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t("access.ownerCode")}
        hint={t("access.ownerCodeHint")}
        fault={fault("code")}
        value={values.code}
        change={(code) => set({ code })}
      />
      <LoginNameField
        label={t("access.name")}
        hint={t("access.nameHint")}
        fault={fault("loginName")}
        value={values.loginName}
        change={(loginName) => set({ loginName })}
      />
      <PasswordField
        kind="new"
        label={t("access.password")}
        hint={t("access.passwordHint")}
        fault={fault("password")}
        value={values.password}
        change={(password) => set({ password })}
      />
    </>
  );
}
