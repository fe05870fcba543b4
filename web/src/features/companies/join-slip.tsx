// Clauses: C1.1
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";

/** Somebody who is signed in uses a slip: the login that there is opens its company, too. */
export function JoinSlip({
  house,
  code,
  read,
  name,
  joined,
}: {
  readonly house: HouseClient;
  readonly code: string;
  /** For whom the slip is. */
  readonly read: Awaited<ReturnType<HouseClient["door"]["slip"]>>;
  /** As whom somebody is signed in; absent before a company is chosen. */
  readonly name?: string | undefined;
  readonly joined: () => void;
}) {
  const { t, i18n } = useTranslation();
  const form = useForm({ code }, (values) => house.door.join(values), joined);
  const company = read.company[i18n.language === "en" ? "en" : "zh"] || read.company.zh;
  return (
    <section>
      <h2>{t("companies.join")}</h2>
      <p>
        <b>{t("access.slipFor", { company, name: read.person.name, code: read.person.code })}</b>
      </p>
      <p>{name === undefined ? t("companies.joinLead") : t("companies.joinLeadAs", { name })}</p>
      <FormFrame form={form} verb={t("companies.joinIt")} stop="#/" leave={t("access.notMe")}>
        {form.fault("code") === undefined ? null : (
          <p className="whole fault" role="alert">
            {form.fault("code")}
          </p>
        )}
      </FormFrame>
    </section>
  );
}
