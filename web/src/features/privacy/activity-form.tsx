// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { CheckField } from "../../ui/check-field.tsx";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";
import { CodeField, Paragraphs, SpanFields } from "./register-fields.tsx";
import type { Activity, RegisterForm } from "./register-props.ts";

const BASES = ["consent", "contract", "statutory", "emergency", "news", "public"] as const;
const RISKS = ["sensitive", "automated", "provides", "publishes", "abroad", "major"] as const;
const TEXTS = ["name", "purpose", "persons", "data", "recipients", "storage", "period", "measures"] as const;
type Values = Activity["content"] & {
  readonly code: string;
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
};

/** A new activity, or the next version of one, which begins with what the present one says. */
export function ActivityForm({
  house,
  register: { day, processors },
  entry,
  done,
  stop,
}: RegisterForm & { readonly entry: Activity | undefined }) {
  const { t } = useTranslation();
  const form = useForm<Values, unknown>(
    entry
      ? {
          ...entry.content,
          code: entry.code,
          fromOn: entry.fromOn > day ? entry.fromOn : day,
          beforeOn: entry.beforeOn,
        }
      : { ...EMPTY, code: "", fromOn: day },
    ({ risks, processors: entrusted, ...values }, key) =>
      house.privacy.keepActivity({ party: "company", key, ...values, risks: [...risks], processors: [...entrusted] }),
    done,
  );
  const { values, set, fault } = form;
  const version = Math.max(0, ...(entry ? [entry, ...entry.versions] : []).map((one) => one.version)) + 1;
  const toggled = <One extends string>(all: readonly One[], chosen: readonly One[], one: One, on: boolean): One[] =>
    all.filter((other) => (other === one ? on : chosen.includes(other)));
  const codes = processors.map(({ code }) => code);
  return (
    <FormFrame
      form={form}
      verb={entry ? t("processing.keepVersion", { version }) : t("processing.keepNow")}
      stop={stop}
    >
      <CodeField form={form} known={entry !== undefined} />
      <ChoiceField
        label={t("processing.basis")}
        value={values.basis}
        change={(basis) => set({ basis })}
        options={BASES.map((value) => ({ value, label: t(`processing.bases.${value}`) }))}
      />
      <Paragraphs
        form={form}
        fields={TEXTS.map((name) => ({
          name,
          label: t(`processing.${name}`),
          ...(name === "recipients" ? { hint: t("processing.recipientsHint") } : {}),
        }))}
      />
      <SpanFields form={form} />
      <fieldset className="whole notice-text">
        <legend>{t("processing.risks")}</legend>
        {RISKS.map((risk) => (
          <CheckField
            key={risk}
            label={t(`processing.riskNames.${risk}`)}
            checked={values.risks.includes(risk)}
            change={(on) => set({ risks: toggled(RISKS, values.risks, risk, on) })}
          />
        ))}
        <p className="whole quiet">{t("processing.risksHint")}</p>
      </fieldset>
      {processors.length === 0 ? null : (
        <fieldset className="whole notice-text">
          <legend>{t("processing.processors")}</legend>
          {processors.map(({ code, content }) => (
            <CheckField
              key={code}
              label={`${content.name} ${code}`}
              fault={values.processors.includes(code) ? fault("processors") : undefined}
              checked={values.processors.includes(code)}
              change={(on) => set({ processors: toggled(codes, values.processors, code, on) })}
            />
          ))}
        </fieldset>
      )}
    </FormFrame>
  );
}
const EMPTY: Activity["content"] = {
  name: "",
  purpose: "",
  basis: "consent",
  persons: "",
  data: "",
  recipients: "",
  storage: "",
  period: "",
  measures: "",
  risks: [],
  processors: [],
};
