// Clauses: C1.2, A2
import { useTranslation } from "react-i18next";
import type { HouseClient, Letter, LettersRead } from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, ParagraphField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { listOf, MATTERS, POWERS } from "./letter-words.ts";

const FORMS = ["both", "seal", "signature"] as const;
/** Texts of the letter in both languages, by the field as the house names it. */
const TEXTS = ["powers", "territory", "products"] as const;
interface Values {
  readonly letterNumber: string;
  readonly agentName: string;
  readonly matters: readonly string[];
  readonly powers: Letter["powers"];
  readonly amountLimit: string;
  readonly territory: Letter["territory"];
  readonly territories: string;
  readonly products: Letter["products"];
  readonly productCodes: string;
  readonly fromOn?: string | undefined;
  readonly untilOn?: string | undefined;
  readonly signedBy: string;
  readonly signedOn?: string | undefined;
  readonly form: Letter["form"];
}
/** What a new letter begins with: what the contract itself says of the authority. */
export interface Beginning {
  readonly territory: Letter["territory"];
  readonly products: Letter["products"];
}
const firstOf = (letter: Letter | undefined, contract: LettersRead["contract"], begun: Beginning): Values => ({
  letterNumber: letter?.number ?? "",
  agentName: letter?.agentName ?? contract.agentName,
  matters: letter?.matters ?? MATTERS,
  powers: letter?.powers ?? POWERS,
  amountLimit: letter?.amountLimit ?? "",
  territory: letter?.territory ?? begun.territory,
  territories: letter?.territories.join("、") ?? "",
  products: letter?.products ?? begun.products,
  productCodes: letter?.productCodes.join("、") ?? "",
  fromOn: letter?.fromOn ?? contract.term.from,
  untilOn: letter?.untilOn ?? contract.term.until,
  signedBy: letter?.signedBy ?? "",
  signedOn: letter?.signedOn,
  form: letter?.form ?? "both",
});
/** A draft: a new letter, a further version of one, or one that is written anew. */
export function LetterForm({
  house,
  contract,
  letter,
  begun,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly contract: LettersRead["contract"];
  /** Where its words come from; a draft among them is written anew, another gets a further version. */
  readonly letter?: Letter | undefined;
  readonly begun: Beginning;
  readonly done: (letterId: string) => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const anew = letter?.standing === "draft" ? { letterId: letter.letterId } : {};
  const form = useForm<Values, { readonly letterId: string }>(
    firstOf(letter, contract, begun),
    ({ territories, productCodes, amountLimit, matters, ...values }, key) =>
      house.letters.draft({
        party: "company",
        key,
        number: contract.number,
        ...anew,
        ...values,
        matters: [...matters],
        territories: listOf(territories),
        productCodes: listOf(productCodes),
        ...(amountLimit.trim() === "" ? {} : { amountLimit: amountLimit.trim() }),
      }),
    ({ letterId }) => done(letterId),
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("letters.keep")} stop={stop}>
      <TextField
        label={t("letters.number")}
        hint={t("letters.numberHint")}
        fault={fault("letterNumber")}
        disabled={letter !== undefined}
        value={values.letterNumber}
        change={(letterNumber) => set({ letterNumber })}
      />
      <TextField
        label={t("letters.agentName")}
        fault={fault("agentName")}
        value={values.agentName}
        change={(agentName) => set({ agentName })}
      />
      <fieldset className="whole letter-matters">
        <legend>{t("letters.matters")}</legend>
        {MATTERS.map((matter) => (
          <CheckField
            key={matter}
            label={t(`letters.matterNames.${matter}`)}
            checked={values.matters.includes(matter)}
            change={(checked) =>
              set({ matters: MATTERS.filter((one) => (one === matter ? checked : values.matters.includes(one))) })
            }
          />
        ))}
        {fault("matters") === undefined ? null : <p className="fault">{fault("matters")}</p>}
      </fieldset>
      {TEXTS.flatMap((name) =>
        (["zh", "en"] as const).map((language) => (
          <ParagraphField
            key={`${name}.${language}`}
            label={language === "zh" ? t(`letters.${name}`) : t("letters.english", { name: t(`letters.${name}`) })}
            hint={
              language === "en" ? t("letters.englishHint") : name === "powers" ? t("letters.powersHint") : undefined
            }
            fault={fault(`${name}.${language}`)}
            value={values[name][language]}
            change={(text) => set({ [name]: { ...values[name], [language]: text } })}
          />
        )),
      )}
      {(["territories", "productCodes"] as const).map((name) => (
        <TextField
          key={name}
          label={t(`letters.${name}`)}
          hint={t("letters.listHint")}
          fault={fault(name)}
          value={values[name]}
          change={(text) => set({ [name]: text })}
        />
      ))}
      <TextField
        label={t("letters.amountLimit")}
        hint={t("letters.amountLimitHint")}
        fault={fault("amountLimit")}
        value={values.amountLimit}
        change={(amountLimit) => set({ amountLimit })}
      />
      {(["fromOn", "untilOn"] as const).map((name) => (
        <DayField
          key={name}
          label={t(`letters.${name}`)}
          fault={fault(name)}
          value={values[name]}
          change={(day) => set({ [name]: day })}
        />
      ))}
      <TextField
        label={t("letters.signedBy")}
        fault={fault("signedBy")}
        value={values.signedBy}
        change={(signedBy) => set({ signedBy })}
      />
      <DayField
        label={t("letters.signedOn")}
        fault={fault("signedOn")}
        value={values.signedOn}
        change={(signedOn) => set({ signedOn })}
      />
      <ChoiceField
        label={t("letters.form")}
        value={values.form}
        change={(chosen) => set({ form: chosen })}
        options={FORMS.map((value) => ({ value, label: t(`letters.forms.${value}`) }))}
      />
    </FormFrame>
  );
}
