// Clauses: N1
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";
import { PasskeySignIn } from "./passkey-sign-in.tsx";
import { CodeField, LoginNameField, PasswordField } from "./password-field.tsx";

interface Props {
  readonly house: HouseClient;
  readonly entered: () => void;
}
/** Name and password, and the second step where there is one. */
export function SignInForm({ house, entered }: Props) {
  const [second, setSecond] = useState(false);
  return second ? (
    <SecondStep house={house} entered={entered} back={() => setSecond(false)} />
  ) : (
    <FirstStep house={house} entered={entered} more={() => setSecond(true)} />
  );
}
function FirstStep({ house, entered, more }: Props & { readonly more: () => void }) {
  const { t } = useTranslation();
  const form = useForm(
    { name: "", password: "" },
    (values) => house.door.signIn(values),
    ({ outcome }) => (outcome === "in" ? entered() : more()),
  );
  const { values, set, fault } = form;
  return (
    <>
      <FormFrame form={form} verb={t("access.signIn")} remembers>
        <LoginNameField
          label={t("access.name")}
          hint={t("access.nameHint")}
          fault={fault("name")}
          value={values.name}
          change={(name) => set({ name })}
        />
        <PasswordField
          kind="current"
          label={t("access.password")}
          fault={fault("password")}
          value={values.password}
          change={(password) => set({ password })}
        />
      </FormFrame>
      <PasskeySignIn house={house} entered={entered} />
    </>
  );
}
function SecondStep({ house, entered, back }: Props & { readonly back: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ code: "" }, (values) => house.door.secondFactor(values), entered);
  return (
    <>
      <p>{t("access.secondLead")}</p>
      <FormFrame form={form} verb={t("access.goOn")} stop={back} leave={t("access.toSignIn")} remembers>
        <CodeField
          label={t("access.code")}
          fault={form.fault("code")}
          value={form.values.code}
          change={(code) => form.set({ code })}
        />
      </FormFrame>
    </>
  );
}
