// Clauses: N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, type OwnLogin, reasonOf } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { May } from "../../ui/may.tsx";
import { useForm } from "../../ui/use-form.ts";
import { deviceName } from "./device-name.ts";
import { NameProof } from "./name-proof.tsx";
import { Passkeys } from "./passkeys.tsx";
import { PasswordField } from "./password-field.tsx";
import { SecondFactor } from "./second-factor.tsx";
import "./access.css";
import "../../ui/register.css";
import "../../ui/field.css";

interface Props {
  readonly house: HouseClient;
  readonly login: OwnLogin;
  readonly changed: () => void;
}
/** One's own names, password, second factor and devices. */
export function OwnLoginSection({ house, login, changed }: Props) {
  const { t } = useTranslation();
  return (
    <section className="register">
      <h1>{t("access.own")}</h1>
      <h2>{t("access.names")}</h2>
      {login.names.length === 0 ? <p className="quiet">{t("access.noNames")}</p> : null}
      <ul className="plain">
        {login.names.map((name) => (
          <li key={name.kind}>
            {t(`access.kinds.${name.kind}`)} <b>{name.name}</b>{" "}
            <NameProof house={house} name={name} changed={changed} />
          </li>
        ))}
      </ul>
      {login.persona ? null : (
        <>
          <SecondFactor house={house} login={login} changed={changed} />
          <Passkeys house={house} login={login} changed={changed} />
          <ChangePassword house={house} changed={changed} />
        </>
      )}
      <Devices house={house} login={login} changed={changed} />
      {login.persona ? null : (
        <p>
          <a href="#/further">{t("companies.toFurther")}</a>
        </p>
      )}
      <p>
        <a href="#/permissions">{t("access.toPermissions")}</a>
      </p>
      <May verb="list-api-keys">
        <p>
          <a href="#/api-keys">{t("access.toApiKeys")}</a>
        </p>
      </May>
      <May verb="list-webhooks">
        <p>
          <a href="#/webhooks">{t("access.toWebhooks")}</a>
        </p>
      </May>
    </section>
  );
}
function ChangePassword({ house, changed }: Omit<Props, "login">) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState<number>();
  const form = useForm(
    { present: "", password: "" },
    (values) => house.login.changePassword(values),
    ({ signedOut }) => {
      form.set({ present: "", password: "" });
      setOpen(false);
      setDone(signedOut);
      changed();
    },
  );
  const { values, set, fault } = form;
  return (
    <>
      <h2>{t("access.password")}</h2>
      {done === undefined ? null : <p role="status">{t("access.changed", { count: done })}</p>}
      {open ? (
        <FormFrame form={form} verb={t("access.changePassword")} stop={() => setOpen(false)} remembers>
          <PasswordField
            kind="current"
            label={t("access.presentPassword")}
            fault={fault("present")}
            value={values.present}
            change={(present) => set({ present })}
          />
          <PasswordField
            kind="new"
            label={t("access.newPassword")}
            hint={t("access.passwordHint")}
            fault={fault("password")}
            value={values.password}
            change={(password) => set({ password })}
          />
        </FormFrame>
      ) : (
        <Button onClick={() => setOpen(true)}>{t("access.changePassword")}</Button>
      )}
    </>
  );
}
function Devices({ house, login, changed }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [problem, setProblem] = useState<string>();
  const format = houseFormat(language, login.devices[0]?.usedAt ?? 0);
  const end = (sessionId: string): void => {
    house.login.endDevice({ sessionId }).then(changed, (failure: unknown) => setProblem(reasonOf(failure, language)));
  };
  return (
    <>
      <h2>{t("access.devices")}</h2>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      <ul className="plain">
        {login.devices.map(({ sessionId, userAgent, startedAt, present }) => {
          const name = deviceName(userAgent) ?? t("access.unknownDevice");
          return (
            <li key={sessionId} className="row">
              <span>
                {name} <span className="quiet">{t("access.since", { at: format.time(startedAt) })}</span>
                {present ? <b> {t("access.thisDevice")}</b> : null}
              </span>
              <span className="grow" />
              {present ? null : (
                <Button size="small" onClick={() => end(sessionId)}>
                  {t("access.endDevice")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
