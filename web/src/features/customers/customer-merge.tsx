// Clauses: C7.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { CustomerRead, HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { customerLink } from "./customer-words.ts";

/** Says that this entry is the same customer as another. */
export function MergeForm({
  house,
  customer: { code, duplicates },
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly customer: CustomerRead;
  readonly done: () => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<{ readonly into: string }, unknown>(
    // Most often it is the one that the page already hints at.
    { into: duplicates[0]?.codes[0] ?? "" },
    ({ into }, key) => house.customers.merge({ party: "company", key, customer: code, into }),
    done,
  );
  return (
    <FormFrame form={form} verb={t("customers.mergeNow")} stop={stop}>
      <p className="whole quiet">{t("customers.mergeLead")}</p>
      <TextField
        label={t("customers.mergeInto")}
        fault={form.fault("into")}
        value={form.values.into}
        change={(into) => form.set({ into })}
      />
    </FormFrame>
  );
}
/** That this entry stands under another one, and the way back. */
export function MergedInto({
  house,
  customer: { code, mergedInto = "" },
  done,
}: {
  readonly house: HouseClient;
  readonly customer: CustomerRead;
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    {},
    (_, key) => house.customers.separate({ party: "company", key, customer: code }),
    () => done(),
  );
  return (
    <div className="row empty">
      <span>{t("customers.mergedInto", { code: mergedInto })}</span>
      <a href={customerLink(mergedInto)}>{mergedInto}</a>
      <Button onClick={form.send} aria-busy={form.busy}>
        {t("customers.separate")}
      </Button>
      {form.problem === undefined ? null : (
        <span className="fault" role="alert">
          {form.problem}
        </span>
      )}
    </div>
  );
}
