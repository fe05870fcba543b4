// Clauses: C1.2, A2
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseInstant } from "../../ui/house-format.ts";
import { DayField, ParagraphField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Act } from "./letter-words.ts";

export const SAID = ["demanded", "withdrawn"] as const;
export const DECIDED = ["ratified", "refused", "dropped"] as const;
export type Step = (typeof SAID)[number] | (typeof DECIDED)[number];
const isSaid = (kind: Step): kind is (typeof SAID)[number] => (SAID as readonly string[]).includes(kind);
interface Values {
  readonly kind: Step;
  readonly at?: string | undefined;
  readonly words: string;
}
/** What the other person said of an act, or the company. */
export function ActStepForm({
  house,
  number,
  act,
  steps,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly number: string;
  readonly act: Act;
  /** Those that come next and that whoever is signed in may record. */
  readonly steps: readonly Step[];
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    { kind: steps[0]!, words: "" },
    ({ kind, at, words }, key) => {
      const given = { party: "company", key, number, actId: act.actId, words } as const;
      const when = at === undefined ? {} : { at: houseInstant(at) };
      return isSaid(kind)
        ? house.letters.customerSaid({ ...given, ...when, kind })
        : house.letters.decideAct({ ...given, ...when, kind });
    },
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("letters.record")} stop={stop}>
      <ChoiceField
        label={t("letters.stepKind")}
        fault={fault("kind")}
        value={values.kind}
        change={(kind) => set({ kind })}
        options={steps.map((value) => ({ value, label: t(`letters.steps.${value}`) }))}
      />
      <DayField
        withTime
        label={t("letters.stepAt")}
        hint={t("letters.stepAtHint")}
        fault={fault("at")}
        value={values.at}
        change={(at) => set({ at })}
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
