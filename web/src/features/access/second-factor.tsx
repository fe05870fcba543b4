// Clauses: N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, OwnLogin } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { QrPicture } from "../../ui/qr-picture.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CodeField, PasswordField } from "./password-field.tsx";

interface Props {
  readonly house: HouseClient;
  readonly login: OwnLogin;
  readonly changed: () => void;
}
type Begun = Awaited<ReturnType<HouseClient["login"]["beginSecondFactor"]>>;
/** Whether signing in asks for an authenticator's code, and the way to set it up. */
export function SecondFactor({ house, login, changed }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [begun, setBegun] = useState<Begun>();
  const close = (): void => {
    setOpen(false);
    setBegun(undefined);
  };
  const { secondFactor: on, secondFactorAsked: asked } = login;
  return (
    <>
      <h2>{t("access.factor")}</h2>
      <p>{t(on ? "access.factorOn" : "access.factorOff")}</p>
      {asked && !on && !login.byPasskey ? <p role="alert">{t("access.factorAsked")}</p> : null}
      {begun ? (
        <Confirm
          house={house}
          begun={begun}
          stop={close}
          done={() => {
            close();
            changed();
          }}
        />
      ) : open ? (
        <WithPassword
          verb={t(on ? "access.factorEnd" : "access.goOn")}
          stop={close}
          ask={async (password) => {
            if (!on) return setBegun(await house.login.beginSecondFactor({ password }));
            await house.login.endSecondFactor({ password });
            close();
            changed();
          }}
        />
      ) : on && asked ? null : (
        <Button type={on ? "default" : "primary"} onClick={() => setOpen(true)}>
          {t(on ? "access.factorEnd" : "access.factorBegin")}
        </Button>
      )}
    </>
  );
}
function WithPassword({
  verb,
  ask,
  stop,
}: {
  readonly verb: string;
  readonly ask: (password: string) => Promise<void>;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { password: "" },
    ({ password }) => ask(password),
    () => undefined,
  );
  return (
    <FormFrame form={form} verb={verb} stop={stop} remembers>
      <PasswordField
        kind="current"
        label={t("access.presentPassword")}
        fault={form.fault("password")}
        value={form.values.password}
        change={(password) => form.set({ password })}
      />
    </FormFrame>
  );
}
function Confirm({
  house,
  begun,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly begun: Begun;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm({ code: "" }, (values) => house.login.confirmSecondFactor(values), done);
  const key = new URL(begun.uri).searchParams.get("secret") ?? "";
  return (
    <div className="slip">
      <p>{t("access.factorScan")}</p>
      <div className="code-and-picture">
        <QrPicture text={begun.uri} label={t("access.factor")} />
        <p className="one-time-code">{t("access.factorKey", { key })}</p>
      </div>
      <p>{t("access.recovery")}</p>
      <ol className="recovery-codes">
        {begun.recoveryCodes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <FormFrame form={form} verb={t("access.factorConfirm")} stop={stop}>
        <CodeField
          label={t("access.code")}
          fault={form.fault("code")}
          value={form.values.code}
          change={(code) => form.set({ code })}
        />
      </FormFrame>
    </div>
  );
}
