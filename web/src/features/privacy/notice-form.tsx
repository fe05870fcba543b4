// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { HouseClient, Notice, Purpose } from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { ParagraphField } from "../../ui/text-field.tsx";
import { type Form, useForm } from "../../ui/use-form.ts";
import { latestOf, noParts, type Parts, PURPOSES, partsOf } from "./notice-parts.ts";

interface Values {
  readonly purpose: Purpose;
  readonly renews: boolean;
  readonly zh: Parts;
  readonly en: Parts;
  readonly withEnglish: boolean;
}
/** The next version for a purpose; what the version before said stands in it already. */
export function NoticeForm({
  house,
  notices,
  purpose,
  recipient,
  choice,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly notices: readonly Notice[];
  readonly purpose: Purpose;
  /** Of an intermediary's: whom the version before names. */
  readonly recipient?: string | undefined;
  /** Whether another purpose can be chosen. */
  readonly choice: boolean;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    firstValues(notices, purpose, recipient),
    ({ en, withEnglish, ...values }, key) =>
      house.notices.publish({ party: "company", key, ...values, ...(withEnglish ? { en } : {}) }),
    done,
  );
  const { values, set, fault } = form;
  const latest = latestOf(notices, values.purpose);
  return (
    <FormFrame form={form} verb={t("privacy.publishNow", { version: (latest?.version ?? 0) + 1 })} stop={stop}>
      <p className="whole quiet">{t("privacy.publishLead")}</p>
      {choice ? (
        <ChoiceField
          label={t("privacy.purpose")}
          fault={fault("purpose")}
          value={values.purpose}
          change={(chosen) => set(firstValues(notices, chosen))}
          options={PURPOSES.map((value) => ({ value, label: t(`privacy.purposes.${value}`) }))}
        />
      ) : null}
      <TextOf form={form} language="zh" />
      <CheckField
        label={t("privacy.withEnglish")}
        checked={values.withEnglish}
        change={(withEnglish) => set({ withEnglish })}
      />
      {values.withEnglish ? <TextOf form={form} language="en" /> : null}
      {latest === undefined ? null : (
        <CheckField
          label={t("privacy.renews")}
          hint={t("privacy.renewsHint")}
          fault={fault("renews")}
          checked={values.renews}
          change={(renews) => set({ renews })}
        />
      )}
    </FormFrame>
  );
}
/** Who handles data and how one's rights are used is the same for every purpose: a first version takes it from another. */
const firstValues = (notices: readonly Notice[], purpose: Purpose, recipient?: string): Values => {
  // Somebody new is named anew, and not by the words about another.
  const latest =
    purpose === "intermediary" && recipient === undefined ? undefined : latestOf(notices, purpose, recipient);
  const other = notices[0]?.content;
  const like = (language: "zh" | "en"): Parts => {
    const { handler = "", rights = "" } = other?.[language] ?? {};
    return { ...noParts, ...(latest ? latest.content[language] : { handler, rights }) };
  };
  return { purpose, renews: false, zh: like("zh"), en: like("en"), withEnglish: latest?.content.en !== undefined };
};
/** All parts of the notice in one language. */
function TextOf({
  form: { values, set, fault },
  language,
}: {
  readonly form: Form<Values>;
  readonly language: "zh" | "en";
}) {
  const { t } = useTranslation();
  const parts = values[language];
  return (
    <fieldset className="whole notice-text">
      <legend>{t(language === "zh" ? "privacy.chinese" : "privacy.english")}</legend>
      {partsOf(values.purpose).map((part) => (
        <ParagraphField
          key={part}
          label={t(`privacy.parts.${part}`)}
          hint={t(`privacy.hints.${part}`)}
          fault={fault(`${language}.${part}`)}
          value={parts[part] ?? ""}
          change={(text) => set({ [language]: { ...parts, [part]: text } })}
        />
      ))}
    </fieldset>
  );
}
