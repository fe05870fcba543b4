// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { CustomerRead } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, ParagraphField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import type { Closing } from "./customer-part.tsx";

type Request = CustomerRead["requests"][number];
const ASKS = [
  "access",
  "copy",
  "correct",
  "restrict",
  "delete",
  "explain",
  "port",
] as const satisfies readonly Request["asks"][];
const CHANNELS = ["counter", "phone", "letter", "message", "agent"] as const satisfies readonly Request["channel"][];
/** What comes by the customer's own page nobody writes down for it. */
type Asked = Pick<Request, "asks" | "words" | "askedOn"> & { readonly channel: (typeof CHANNELS)[number] };

/** What a customer asks. */
export function RequestForm({ house, customer: { code, day }, done, stop }: Closing) {
  const { t } = useTranslation();
  const form = useForm<Asked, unknown>(
    { asks: "access", words: "", channel: "phone", askedOn: day },
    (values, key) => house.customers.receiveRequest({ party: "company", key, customer: code, ...values }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("privacy.receiveNow")} stop={stop}>
      <ChoiceField
        label={t("privacy.asks")}
        fault={fault("asks")}
        value={values.asks}
        change={(asks) => set({ asks })}
        options={ASKS.map((value) => ({ value, label: t(`privacy.askNames.${value}`) }))}
      />
      <ChoiceField
        label={t("privacy.channel")}
        fault={fault("channel")}
        value={values.channel}
        change={(channel) => set({ channel })}
        options={CHANNELS.map((value) => ({ value, label: t(`privacy.channels.${value}`) }))}
      />
      <DayField
        label={t("privacy.askedOn")}
        fault={fault("askedOn")}
        value={values.askedOn}
        change={(askedOn = "") => set({ askedOn })}
      />
      <div className="whole">
        <ParagraphField
          label={t("privacy.words")}
          hint={t("privacy.wordsHint")}
          fault={fault("words")}
          value={values.words}
          change={(words) => set({ words })}
        />
      </div>
    </FormFrame>
  );
}
const OUTCOMES = ["done", "refused"] as const;
/** What came of a request. */
export function AnswerForm({
  house,
  request: { requestId },
  done,
  stop,
}: Closing & {
  readonly request: Request;
}) {
  const { t } = useTranslation();
  const form = useForm<{ readonly outcome: (typeof OUTCOMES)[number]; readonly words: string }, unknown>(
    { outcome: "done", words: "" },
    (values, key) => house.customers.answerRequest({ party: "company", key, requestId, ...values }),
    done,
    (field) => field === "words",
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("privacy.answerNow")} stop={stop}>
      <ChoiceField
        label={t("privacy.outcome")}
        value={values.outcome}
        change={(outcome) => set({ outcome })}
        options={OUTCOMES.map((value) => ({ value, label: t(`privacy.outcomes.${value}`) }))}
      />
      <div className="whole">
        <ParagraphField
          label={t(`privacy.answerWords.${values.outcome}`)}
          hint={values.outcome === "refused" ? t("privacy.refusedHint") : undefined}
          fault={fault("words")}
          value={values.words}
          change={(words) => set({ words })}
        />
      </div>
    </FormFrame>
  );
}
