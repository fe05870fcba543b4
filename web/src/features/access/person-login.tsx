// Clauses: C1.1, C10.3
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type HouseClient,
  type PersonRead,
  reasonOf,
  type SentInvitation,
  type Slip,
} from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { ParagraphField } from "../../ui/text-field.tsx";
import { newKey, useForm } from "../../ui/use-form.ts";
import { InviteForm } from "./invite-form.tsx";
import { SlipSheet } from "./slip-sheet.tsx";
import "./access.css";

interface Props {
  readonly house: HouseClient;
  readonly person: PersonRead;
  readonly changed: () => void;
}
/** Whether a person can sign in, and what whoever keeps the list does about it. */
export function PersonLogin({ house, person, changed }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [slip, setSlip] = useState<Slip>();
  const [open, setOpen] = useState<"reset" | "end" | "invite">();
  const [invited, setInvited] = useState<SentInvitation>();
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { since, slipUntil, ended } = person.login;
  const format = houseFormat(language, since ?? slipUntil ?? 0);
  const make = (): void => {
    setProblem(undefined);
    house.access.invite({ party: "company", person: person.code }).then(setSlip, (failure: unknown) => {
      setProblem(reasonOf(failure, language));
    });
  };
  return (
    <>
      <h2>{t("access.login")}</h2>
      <p>
        {since === undefined
          ? t(ended ? "access.hadLogin" : "access.hasNone")
          : t("access.hasLogin", { at: format.time(since) })}{" "}
        {slipUntil === undefined || slip ? null : t("access.slipOpen", { until: format.time(slipUntil) })}
      </p>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {invited ? <Invited invited={invited} until={format.time(invited.expiresAt)} /> : null}
      {sent ? <p role="status">{t("access.prepared")}</p> : null}
      {slip ? (
        <SlipSheet
          slip={slip}
          done={() => {
            setSlip(undefined);
            changed();
          }}
        />
      ) : open === "invite" ? (
        <InviteForm
          house={house}
          person={person}
          stop={() => setOpen(undefined)}
          done={(told) => {
            setOpen(undefined);
            setInvited(told);
            changed();
          }}
        />
      ) : open === "reset" ? (
        <ResetForm
          house={house}
          person={person}
          stop={() => setOpen(undefined)}
          done={() => {
            setOpen(undefined);
            setSent(true);
          }}
        />
      ) : open === "end" ? (
        <EndForm
          house={house}
          person={person}
          stop={() => setOpen(undefined)}
          done={() => {
            setOpen(undefined);
            changed();
          }}
        />
      ) : (
        <p className="row">
          {since === undefined && !ended ? (
            <>
              <Button onClick={make}>{t(slipUntil === undefined ? "access.giveSlip" : "access.newSlip")}</Button>
              <Button onClick={() => setOpen("invite")}>{t("messages.invite")}</Button>
            </>
          ) : (
            <Button onClick={() => setOpen("reset")}>{t("access.prepareReset")}</Button>
          )}
          {since === undefined && slipUntil === undefined ? null : (
            <Button onClick={() => setOpen("end")}>{t("access.endLogin")}</Button>
          )}
        </p>
      )}
    </>
  );
}
function Invited({ invited, until }: { readonly invited: SentInvitation; readonly until: string }) {
  const { t } = useTranslation();
  const { to, waits, channel } = invited;
  return (
    <p role="status">
      {waits ? (
        <>
          {t(`messages.waits.${channel}`)} <a href="#/outbox">{t("messages.waitsNext")}</a>
        </>
      ) : (
        t("messages.sent", { to, until })
      )}
    </p>
  );
}
interface Part {
  readonly house: HouseClient;
  readonly person: PersonRead;
  readonly done: () => void;
  readonly stop: () => void;
}
function ResetForm({ house, person, done, stop }: Part) {
  const { t } = useTranslation();
  const form = useForm(
    { grounds: "" },
    ({ grounds }, key) => house.access.prepareReset({ party: "company", key, person: person.code, grounds }),
    done,
    (field) => field === "grounds",
  );
  return (
    <FormFrame form={form} verb={t("access.prepare")} stop={stop}>
      <ParagraphField
        label={t("access.resetGrounds")}
        hint={t("access.resetGroundsHint")}
        fault={form.fault("grounds")}
        value={form.values.grounds}
        change={(grounds) => form.set({ grounds })}
      />
    </FormFrame>
  );
}
function EndForm({ house, person, done, stop }: Part) {
  const { t } = useTranslation();
  const { apiKeys } = person.login;
  const form = useForm(
    { key: newKey() },
    ({ key }) => house.access.endLogin({ party: "company", key, person: person.code }),
    done,
    () => false,
  );
  return (
    <FormFrame form={form} verb={t("access.endLogin")} stop={stop}>
      <p className="whole">{t("access.endLoginSure")}</p>
      {apiKeys.length === 0 ? null : (
        <p className="whole" role="alert">
          {t("access.endsApiKeys", { names: apiKeys.join(t("list")) })} <a href="#/api-keys">{t("access.toApiKeys")}</a>
        </p>
      )}
    </FormFrame>
  );
}
