// Clauses: C1.1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";
import { isFoundingCode } from "./found-form.tsx";
import { CodeField, LoginNameField, PasswordField } from "./password-field.tsx";

type ReadSlip = Awaited<ReturnType<HouseClient["door"]["slip"]>>;
interface Props {
  readonly house: HouseClient;
  readonly entered: () => void;
  /** A new password is set, with which somebody now signs in. */
  readonly changed: () => void;
  readonly back: () => void;
  /** What was typed founds a company. */
  readonly founding: (code: string) => void;
  /** Whoever has a login already signs in with it, and the slip joins it. */
  readonly own: (code: string) => void;
  /** From a scanned slip. */
  readonly scanned: string;
}
/** A slip's code first, then for whom it is, and the login that the person makes with it. */
export function SlipForm({ scanned, ...props }: Props) {
  const [slip, setSlip] = useState<ReadSlip & { readonly slipCode: string }>();
  return slip ? (
    <MakeLogin {...props} slip={slip} other={() => setSlip(undefined)} />
  ) : (
    <ReadCode {...props} scanned={scanned} read={setSlip} />
  );
}
function ReadCode({
  house,
  back,
  founding,
  scanned,
  read,
}: Omit<Props, "entered" | "changed" | "own"> & {
  readonly read: (slip: ReadSlip & { readonly slipCode: string }) => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { code: scanned },
    async ({ code }) =>
      isFoundingCode(code) ? founding(code) : { ...(await house.door.slip({ code })), slipCode: code },
    (found) => found && read(found),
  );
  return (
    <>
      <p className="quiet">{t("access.slipLead")}</p>
      <FormFrame form={form} verb={t("access.look")} stop={back} leave={t("access.toSignIn")}>
        <CodeField
          label={t("access.slipCode")}
          hint={t("access.slipCodeHint")}
          fault={form.fault("code")}
          value={form.values.code}
          change={(code) => form.set({ code })}
        />
      </FormFrame>
    </>
  );
}
function MakeLogin({
  house,
  entered,
  changed,
  own,
  slip,
  other,
}: Omit<Props, "back" | "founding" | "scanned"> & {
  readonly slip: ReadSlip & { readonly slipCode: string };
  readonly other: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { company, person, purpose, slipCode } = slip;
  const activates = purpose === "activate";
  const form = useForm(
    { name: "", password: "" },
    ({ name, password }) => house.door.activate({ code: slipCode, password, ...(activates ? { name } : {}) }),
    ({ outcome }) => (outcome === "changed" ? changed() : entered()),
  );
  const { values, set, fault } = form;
  return (
    <>
      <p>
        <b>
          {t("access.slipFor", {
            company: company[i18n.language === "en" ? "en" : "zh"] || company.zh,
            name: person.name,
            code: person.code,
          })}
        </b>
      </p>
      {activates ? null : <p>{t(purpose === "reset" ? "access.resetLead" : "messages.resetLead")}</p>}
      {activates ? (
        <p>
          <Button onClick={() => own(slipCode)}>{t("companies.haveLogin")}</Button>
        </p>
      ) : null}
      <FormFrame form={form} verb={t("access.setUp")} stop={other} leave={t("access.notMe")} remembers>
        {activates ? (
          <LoginNameField
            label={t("access.name")}
            hint={t("access.nameHint")}
            fault={fault("name")}
            value={values.name}
            change={(name) => set({ name })}
          />
        ) : null}
        <PasswordField
          kind="new"
          label={t("access.password")}
          hint={t("access.passwordHint")}
          fault={fault("password")}
          value={values.password}
          change={(password) => set({ password })}
        />
      </FormFrame>
    </>
  );
}
