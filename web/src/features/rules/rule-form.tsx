// Clauses: C2.3
import Input from "antd/es/input";
import { useTranslation } from "react-i18next";
import type { HouseClient, RuleVersion } from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, ParagraphField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { numbersOf } from "./rules-words.ts";

const PARTIES = ["agent", "intermediary"] as const;
/** A version of rules: of new ones, or a further one of those that are there. */
export function RuleForm({
  house,
  from,
  done,
  stop,
}: {
  readonly house: HouseClient;
  /** Whose words a further version begins with. */
  readonly from?: RuleVersion | undefined;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    {
      code: from?.code ?? "",
      title: from?.title ?? { zh: "", en: "" },
      text: from?.text ?? { zh: "", en: "" },
      effectiveOn: undefined as string | undefined,
      roles: from?.roles ?? (["agent"] as const),
      contracts: from?.contracts.join("、") ?? "",
      grounds: "",
    },
    ({ contracts, roles, effectiveOn = "", ...values }, key) =>
      house.rules.draft({
        party: "company",
        key,
        ...values,
        effectiveOn,
        roles: [...roles],
        contracts: numbersOf(contracts),
      }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("rules.submit")} stop={stop}>
      <TextField
        label={t("rules.code")}
        hint={t("rules.codeHint")}
        fault={fault("code")}
        disabled={from !== undefined}
        value={values.code}
        change={(code) => set({ code })}
      />
      <DayField
        label={t("rules.effectiveOn")}
        fault={fault("effectiveOn")}
        value={values.effectiveOn}
        change={(effectiveOn) => set({ effectiveOn })}
      />
      {(["zh", "en"] as const).flatMap((language) => [
        <div key={`title.${language}`} className="whole">
          <TextField
            label={t(language === "zh" ? "rules.titleOf" : "rules.titleEn")}
            fault={fault(`title.${language}`)}
            value={values.title[language]}
            change={(title) => set({ title: { ...values.title, [language]: title } })}
          />
        </div>,
        <div key={`text.${language}`} className="whole">
          <Field
            label={t(language === "zh" ? "rules.text" : "rules.textEn")}
            hint={t(language === "zh" ? "rules.textHint" : "rules.englishHint")}
            fault={fault(`text.${language}`) ?? (language === "zh" ? fault("text") : undefined)}
          >
            {(control) => (
              <Input.TextArea
                {...control}
                autoSize={{ minRows: 5, maxRows: 20 }}
                value={values.text[language]}
                onChange={(event) => set({ text: { ...values.text, [language]: event.target.value } })}
              />
            )}
          </Field>
        </div>,
      ])}
      <fieldset className="whole rule-parties">
        <legend>{t("rules.roles")}</legend>
        {PARTIES.map((party) => (
          <CheckField
            key={party}
            label={t(`rules.parties.${party}`)}
            checked={values.roles.includes(party)}
            change={(checked) =>
              set({ roles: PARTIES.filter((one) => (one === party ? checked : values.roles.includes(one))) })
            }
          />
        ))}
        {fault("roles") === undefined ? null : <p className="fault">{fault("roles")}</p>}
      </fieldset>
      <TextField
        label={t("rules.contracts")}
        hint={t("rules.contractsHint")}
        fault={fault("contracts")}
        value={values.contracts}
        change={(contracts) => set({ contracts })}
      />
      <ParagraphField
        label={t("rules.grounds")}
        hint={t("rules.groundsHint")}
        fault={fault("grounds")}
        value={values.grounds}
        change={(grounds) => set({ grounds })}
      />
    </FormFrame>
  );
}
