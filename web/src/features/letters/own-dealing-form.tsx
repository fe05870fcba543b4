// Clauses: C1.2, A2
import { useTranslation } from "react-i18next";
import type { HouseClient, LettersRead } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { ParagraphField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";

const GROUNDS = ["consent", "ratified", "other_person"] as const;
type Ground = LettersRead["ownDealings"][number]["ground"];
/** The company's consent to an agent's dealing with itself, or that a customer of its name is somebody else. */
export function OwnDealingForm({
  house,
  number,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly number: string;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<{ readonly customer: string; readonly ground: Ground; readonly words: string }, unknown>(
    { customer: "", ground: "consent", words: "" },
    (values, key) => house.letters.allowOwnDealing({ party: "company", key, number, ...values }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("letters.record")} stop={stop}>
      <TextField
        label={t("letters.customer")}
        fault={fault("customer")}
        value={values.customer}
        change={(customer) => set({ customer })}
      />
      <ChoiceField
        label={t("letters.ownGround")}
        value={values.ground}
        change={(ground) => set({ ground })}
        options={GROUNDS.map((value) => ({ value, label: t(`letters.ownGrounds.${value}`) }))}
      />
      <ParagraphField
        label={t("letters.words")}
        hint={t("letters.wordsHint")}
        fault={fault("words")}
        value={values.words}
        change={(words) => set({ words })}
      />
    </FormFrame>
  );
}
