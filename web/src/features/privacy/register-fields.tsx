// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import { dayAfter, lastDay } from "../../ui/day-span.ts";
import { DayField, ParagraphField, TextField } from "../../ui/text-field.tsx";
import type { Form } from "../../ui/use-form.ts";

type Texts<Name extends string> = { readonly [Key in Name]: string };
/** The code of an entry: whoever registers a new one gives it, a next version keeps it. */
export function CodeField({ form, known }: { readonly form: Form<Texts<"code">>; readonly known: boolean }) {
  const { t } = useTranslation();
  return (
    <TextField
      label={t("processing.code")}
      hint={known ? undefined : t("processing.codeHint")}
      fault={form.fault("code")}
      disabled={known}
      value={form.values.code}
      change={(code) => form.set({ code })}
    />
  );
}
/** Words of one paragraph each. */
export function Paragraphs<Name extends string>({
  form,
  fields,
}: {
  readonly form: Form<Texts<Name>>;
  readonly fields: readonly { readonly name: Name; readonly label: string; readonly hint?: string }[];
}) {
  return fields.map(({ name, label, hint }) => (
    <ParagraphField
      key={name}
      label={label}
      hint={hint}
      fault={form.fault(name)}
      value={form.values[name]}
      change={(text) => form.set({ [name]: text } as Partial<Texts<Name>>)}
    />
  ));
}
interface Span {
  readonly fromOn: string;
  readonly beforeOn?: string | undefined;
}
/** Since when it holds, and its last day. */
export function SpanFields({ form }: { readonly form: Form<Span> }) {
  const { t } = useTranslation();
  const { fromOn, beforeOn } = form.values;
  return (
    <>
      <DayField
        label={t("processing.fromOn")}
        fault={form.fault("fromOn")}
        value={fromOn}
        change={(day = "") => form.set({ fromOn: day })}
      />
      <DayField
        label={t("processing.lastDay")}
        hint={t("processing.lastDayHint")}
        fault={form.fault("beforeOn")}
        value={beforeOn === undefined ? undefined : lastDay(beforeOn)}
        change={(day) => form.set({ beforeOn: day === undefined ? undefined : dayAfter(day) })}
      />
    </>
  );
}
