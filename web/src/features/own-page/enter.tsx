// Clauses: C7.1, N7
import Button from "antd/es/button";
import Input from "antd/es/input";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { reasonOf } from "../../source/reason.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { useForm } from "../../ui/use-form.ts";
import "../../ui/register.css";
import "./own-page.css";

interface Props {
  readonly house: HouseClient;
  readonly entered: () => void;
}
type Link = Awaited<ReturnType<HouseClient["ownPage"]["readLink"]>>;
/** A one-time link that somebody opened. Opening it uses nothing: a person presses the button, a messenger's preview does not. */
export function EnterByLink({ house, code, entered }: Props & { readonly code: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [link, setLink] = useState<Link>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let current = true;
    house.ownPage.readLink({ code }).then(
      (answer) => current && setLink(answer),
      (problem: unknown) => current && setFailure(problem),
    );
    return () => {
      current = false;
    };
  }, [house, code]);
  const form = useForm({}, () => house.ownPage.enterLink({ code }), entered);
  if (failure !== undefined)
    return (
      <section className="register own-page">
        <h1>{t("ownPage.linkGone")}</h1>
        <p role="alert">{reasonOf(failure, language)}</p>
        <p>
          <Button href="#/me">{t("ownPage.otherWay")}</Button>
        </p>
      </section>
    );
  if (link === undefined) return <span data-waits="" />;
  const company = link.company[language] || link.company.zh;
  return (
    <section className="register own-page">
      <h1>{t("ownPage.title")}</h1>
      {link.demonstration ? <span className="demo-mark">{t("house.demo")}</span> : null}
      <p>{t(link.byGuardian ? "ownPage.linkForWard" : "ownPage.linkFor", { company })}</p>
      <p className="quiet">
        {t("ownPage.linkOnce", { until: houseFormat(language, link.expiresAt).time(link.expiresAt) })}
      </p>
      <FormFrame form={form} verb={t("ownPage.enter")}>
        {null}
      </FormFrame>
    </section>
  );
}
/** The number first, then the code that came to it. What is said between is the same whoever asked. */
export function EnterByPhone({ house, entered, left }: Props & { readonly left: boolean }) {
  const { t } = useTranslation();
  const [sends, setSends] = useState<boolean>();
  const [phone, setPhone] = useState<string>();
  useEffect(() => {
    house.ownPage.ways().then(
      ({ phoneCodes }) => setSends(phoneCodes),
      () => setSends(false),
    );
  }, [house]);
  return (
    <section className="register own-page" aria-busy={sends === undefined}>
      <h1>{t("ownPage.title")}</h1>
      {left ? <p role="status">{t("ownPage.left")}</p> : null}
      <p>{t("ownPage.lead")}</p>
      <h2>{t("ownPage.byPhone")}</h2>
      {sends === undefined ? null : !sends ? (
        <p>{t("ownPage.noPhoneCodes")}</p>
      ) : phone === undefined ? (
        <AskCode house={house} asked={setPhone} />
      ) : (
        <EnterCode house={house} phone={phone} entered={entered} other={() => setPhone(undefined)} />
      )}
    </section>
  );
}
function AskCode({ house, asked }: Pick<Props, "house"> & { readonly asked: (phone: string) => void }) {
  const { t, i18n } = useTranslation();
  const form = useForm(
    { phone: "" },
    async ({ phone }) => {
      await house.ownPage.askCode({ phone, language: i18n.language === "en" ? "en" : "zh" });
      return phone;
    },
    asked,
  );
  return (
    <>
      <p className="quiet">{t("ownPage.byPhoneLead")}</p>
      <FormFrame form={form} verb={t("ownPage.askCode")} remembers>
        <Field label={t("ownPage.phone")} fault={form.fault("phone")}>
          {(control) => (
            <Input
              {...control}
              type="tel"
              inputMode="tel"
              autoComplete="tel"
              value={form.values.phone}
              onChange={(event) => form.set({ phone: event.target.value })}
            />
          )}
        </Field>
      </FormFrame>
    </>
  );
}
function EnterCode({ house, phone, entered, other }: Props & { readonly phone: string; readonly other: () => void }) {
  const { t } = useTranslation();
  const form = useForm({ code: "" }, ({ code }) => house.ownPage.enterCode({ phone, code }), entered);
  return (
    <>
      <p role="status">{t("ownPage.asked")}</p>
      <FormFrame form={form} verb={t("ownPage.enter")} stop={other} leave={t("ownPage.otherPhone")} remembers>
        <Field label={t("ownPage.code")} hint={t("ownPage.codeHint")} fault={form.fault("code") ?? form.fault("phone")}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={form.values.code}
              onChange={(event) => form.set({ code: event.target.value })}
            />
          )}
        </Field>
      </FormFrame>
    </>
  );
}
