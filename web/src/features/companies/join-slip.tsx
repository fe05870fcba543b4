// Clauses: C1.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";

interface Props {
  readonly house: HouseClient;
  readonly code: string;
  /** For whom the slip is. */
  readonly read: Awaited<ReturnType<HouseClient["door"]["slip"]>>;
  /** As whom somebody is signed in; absent before a company is chosen. */
  readonly name?: string | undefined;
  /** Somebody of the demonstration, chosen with one click: there is no login that a slip could join. */
  readonly persona: boolean;
  readonly signOut: () => void;
  readonly joined: () => void;
}
/** Somebody who is signed in uses a slip: the login that there is opens its company, too. */
export function JoinSlip(props: Props) {
  const { t, i18n } = useTranslation();
  const { read, persona, signOut } = props;
  const company = read.company[i18n.language === "en" ? "en" : "zh"] || read.company.zh;
  const joins = read.purpose === "activate" && !persona;
  return (
    <section>
      <h2>{t(joins ? "companies.join" : "companies.ofItsOwn")}</h2>
      <p>
        <b>{t("access.slipFor", { company, name: read.person.name, code: read.person.code })}</b>
      </p>
      {joins ? (
        <Join {...props} />
      ) : (
        <SignOutFirst why={t(persona ? "companies.notOfDemonstration" : "companies.newPassword")} signOut={signOut} />
      )}
    </section>
  );
}
function Join({ house, code, name, signOut, joined }: Props) {
  const { t } = useTranslation();
  const form = useForm({ code }, (values) => house.door.join(values), joined);
  return (
    <>
      <p>{name === undefined ? t("companies.joinLead") : t("companies.joinLeadAs", { name })}</p>
      <FormFrame form={form} verb={t("companies.joinIt")} stop="#/" leave={t("access.notMe")}>
        {form.fault("code") === undefined ? null : (
          <p className="whole fault" role="alert">
            {form.fault("code")}
          </p>
        )}
      </FormFrame>
      <p>
        <Button onClick={signOut}>{t("companies.signOutForSlip")}</Button>
      </p>
    </>
  );
}
/** What a code does cannot be done with the login that there is. */
export function SignOutFirst({ why, signOut }: { readonly why: string; readonly signOut: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{why}</p>
      <p className="row">
        <Button type="primary" onClick={signOut}>
          {t("companies.signOutForSlip")}
        </Button>
        <Button href="#/">{t("companies.back")}</Button>
      </p>
    </>
  );
}
