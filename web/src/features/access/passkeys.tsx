// Clauses: N1
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type HouseClient, type OwnLogin, reasonOf } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { fromTheDevice, noPasskeysHere } from "./passkey-ways.ts";
import { PasswordField } from "./password-field.tsx";

interface Props {
  readonly house: HouseClient;
  readonly login: OwnLogin;
  readonly changed: () => void;
}
/** The passkeys that open one's own login, and the way to another. */
export function Passkeys({ house, login, changed }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const not = noPasskeysHere();
  const end = (passkeyId: string): void => {
    setSaid(undefined);
    house.login.endPasskey({ passkeyId }).then(changed, (failure: unknown) => setProblem(reasonOf(failure, language)));
  };
  return (
    <>
      <h2>{t("access.passkeys")}</h2>
      <p>{t("access.passkeysLead")}</p>
      {login.passkeys.length === 0 ? <p className="quiet">{t("access.noPasskeys")}</p> : null}
      <ul className="plain passkeys">
        {login.passkeys.map(({ passkeyId, name, site, madeAt, usedAt }) => {
          const format = houseFormat(language, madeAt);
          return (
            <li key={passkeyId} className="row">
              <span>
                <b className="said">{name}</b>{" "}
                <span className="quiet">
                  {t("access.passkeyFor", { site, at: format.time(madeAt) })}
                  {usedAt === undefined ? null : ` · ${t("access.passkeyUsed", { at: format.time(usedAt) })}`}
                </span>
              </span>
              <span className="grow" />
              <Button size="small" aria-label={t("access.passkeyEndOf", { name })} onClick={() => end(passkeyId)}>
                {t("access.passkeyEnd")}
              </Button>
            </li>
          );
        })}
      </ul>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {said === undefined ? null : <p role="status">{said}</p>}
      {not !== undefined ? (
        <p className="quiet">{t(not)}</p>
      ) : open ? (
        <AddPasskey
          house={house}
          stop={() => setOpen(false)}
          done={() => {
            setOpen(false);
            setSaid(t("access.passkeyAdded"));
            changed();
          }}
        />
      ) : (
        <Button onClick={() => setOpen(true)}>{t("access.passkeyAdd")}</Button>
      )}
    </>
  );
}
function AddPasskey({
  house,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { name: "", password: "" },
    async ({ name, password }) => {
      const options = await house.login.beginPasskey({ name, password });
      const response = await fromTheDevice((library) => library.startRegistration({ optionsJSON: options }), t);
      await house.login.keepPasskey({ name, response });
    },
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("access.passkeyAddNow")} stop={stop} remembers>
      <TextField
        label={t("access.passkeyName")}
        hint={t("access.passkeyNameHint")}
        fault={fault("name")}
        value={values.name}
        change={(name) => set({ name })}
      />
      <PasswordField
        kind="current"
        label={t("access.presentPassword")}
        fault={fault("password")}
        value={values.password}
        change={(password) => set({ password })}
      />
    </FormFrame>
  );
}
