// Clauses: C1.2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dayAfter, lastDay } from "./day-span.ts";
import { FormFrame } from "./form-frame.tsx";
import { May, type Verb } from "./may.tsx";
import { DayField } from "./text-field.tsx";
import { useForm } from "./use-form.ts";

/** A button that asks for the last day and ends something with it. */
export function EndSpan({
  may,
  from,
  label,
  ask,
  done,
}: {
  readonly may: Verb;
  readonly from: string;
  /** What is ended, for those who only hear the button. */
  readonly label: string;
  readonly ask: (beforeOn: string, key: string) => Promise<unknown>;
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const form = useForm<{ beforeOn: string }, unknown>(
    { beforeOn: "" },
    ({ beforeOn }, key) => ask(beforeOn, key),
    () => {
      setOpen(false);
      done();
    },
  );
  if (!open)
    return (
      <May verb={may}>
        <Button size="small" aria-label={label} onClick={() => setOpen(true)}>
          {t("people.end")}
        </Button>
      </May>
    );
  return (
    <FormFrame form={form} verb={t("people.endNow")} stop={() => setOpen(false)}>
      <DayField
        label={t("people.lastDay")}
        hint={t("people.endHint", { day: lastDay(from) })}
        fault={form.fault("beforeOn")}
        min={lastDay(from)}
        value={form.values.beforeOn === "" ? undefined : lastDay(form.values.beforeOn)}
        change={(last) => form.set({ beforeOn: last === undefined ? "" : dayAfter(last) })}
      />
    </FormFrame>
  );
}
