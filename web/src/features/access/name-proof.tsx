// Clauses: C1.1, N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, type OwnLogin, reasonOf } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CodeField } from "./password-field.tsx";

interface Props {
  readonly house: HouseClient;
  readonly name: OwnLogin["names"][number];
  readonly changed: () => void;
}
/** Whether a message to an own name is known to arrive, and how that is shown. */
export function NameProof({ house, name, changed }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (name.kind === "user_name") return null;
  if (name.provenAt !== undefined) return <span className="quiet">{t("messages.proven")}</span>;
  const ask = (): void => {
    setProblem(undefined);
    house.login.askProof({ name: name.name, language }).then(
      () => setSent(true),
      (failure: unknown) => setProblem(reasonOf(failure, language)),
    );
  };
  return (
    <>
      <span className="quiet">{t("messages.notProven")}</span>{" "}
      {name.canBeProven && !sent ? (
        <Button size="small" onClick={ask}>
          {t("messages.prove")}
        </Button>
      ) : null}
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {sent ? <EnterCode house={house} changed={changed} /> : null}
    </>
  );
}
function EnterCode({ house, changed }: Omit<Props, "name">) {
  const { t } = useTranslation();
  const form = useForm({ code: "" }, ({ code }) => house.login.prove({ code }), changed);
  return (
    <>
      <p role="status">{t("messages.proveSent")}</p>
      <FormFrame form={form} verb={t("messages.confirm")}>
        <CodeField
          label={t("messages.proveCode")}
          fault={form.fault("code")}
          value={form.values.code}
          change={(code) => form.set({ code })}
        />
      </FormFrame>
    </>
  );
}
