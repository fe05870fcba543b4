// Clauses: C1.1
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { useForm } from "../../ui/use-form.ts";
import { isFoundingCode } from "./found-form.tsx";
import { CodeField } from "./password-field.tsx";

/** Somebody who is signed in has a slip of a further company, or a code that founds one. */
export function UseCode({
  house,
  first = "",
  good,
  stop,
}: {
  readonly house: HouseClient;
  /** What stands in the field at first. */
  readonly first?: string;
  /** What was typed is a slip that holds, or looks like a founding code. */
  readonly good: (code: string) => void;
  readonly stop: string | (() => void);
}) {
  const { t } = useTranslation();
  const form = useForm(
    { code: first },
    async ({ code }) => {
      if (!isFoundingCode(code)) await house.door.slip({ code });
      return code.trim();
    },
    good,
  );
  return (
    <FormFrame form={form} verb={t("access.look")} stop={stop} leave={t("companies.back")}>
      <CodeField
        label={t("companies.anyCode")}
        hint={t("companies.anyCodeHint")}
        fault={form.fault("code")}
        value={form.values.code}
        change={(code) => form.set({ code })}
      />
    </FormFrame>
  );
}
