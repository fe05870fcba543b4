// Clauses: C1.1, N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";
import { LoginNameField } from "./password-field.tsx";

/** Asks for a link to a new password. What is said after it is the same whoever asked. */
export function ForgotForm({ house, back }: { readonly house: HouseClient; readonly back: () => void }) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState(false);
  const form = useForm(
    { name: "" },
    ({ name }) => house.door.askReset({ name, language: i18n.language === "en" ? "en" : "zh" }),
    () => setAsked(true),
  );
  if (asked)
    return (
      <>
        <p role="status">{t("messages.asked")}</p>
        <p>
          <Button onClick={back}>{t("access.toSignIn")}</Button>
        </p>
      </>
    );
  return (
    <>
      <p className="quiet">{t("messages.forgotLead")}</p>
      <FormFrame form={form} verb={t("messages.ask")} stop={back} leave={t("access.toSignIn")} remembers>
        <LoginNameField
          label={t("messages.forgotName")}
          fault={form.fault("name")}
          value={form.values.name}
          change={(name) => form.set({ name })}
        />
      </FormFrame>
    </>
  );
}
