// Clauses: C7.1, N7
import Checkbox from "antd/es/checkbox";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerField, CustomerRead, HouseClient } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { fieldName } from "./customer-words.ts";

export type Clear = Partial<Record<CustomerField, string>>;
interface Values {
  readonly fields: readonly CustomerField[];
  readonly reason: string;
  /** Empty: none was chosen. */
  readonly basis: Basis | "";
}
type Asked = Omit<Parameters<HouseClient["customers"]["reveal"]>[0], "party" | "customer">;
type Basis = NonNullable<Parameters<HouseClient["customers"]["reveal"]>[0]["basis"]>;
const BASES: readonly Basis[] = ["contract", "statutory", "emergency"];
/** Which of the masked values somebody wants to see, and why. */
export function RevealForm({
  reveal,
  customer: { kind, masked, sensitive, consents },
  lead,
  done,
  stop,
}: {
  readonly reveal: (asked: Asked, key: string) => Promise<Clear>;
  readonly customer: Pick<CustomerRead, "kind" | "masked" | "sensitive" | "consents">;
  /** What becomes of a look. */
  readonly lead: string;
  readonly done: (clear: Clear) => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const told = useId();
  const consented = consents.some(({ purpose, standing }) => purpose === "sensitive" && standing === "given");
  /** Sensitive data without its own consent needs another basis. */
  const asks = (fields: readonly CustomerField[]): boolean =>
    !consented && fields.some((field) => sensitive.includes(field));
  const form = useForm<Values, Clear>(
    { fields: masked, reason: "", basis: "" },
    (values, key) =>
      reveal(
        {
          fields: [...values.fields],
          reason: values.reason,
          ...(asks(values.fields) && values.basis !== "" ? { basis: values.basis } : {}),
        },
        key,
      ),
    done,
  );
  const { values, set, fault } = form;
  const wrong = fault("fields");
  return (
    <FormFrame form={form} verb={t("customers.revealNow")} stop={stop} leave={t("customers.leaveHidden")}>
      <p className="whole quiet">{lead}</p>
      <fieldset className="whole reveal-fields" aria-describedby={told}>
        <legend>{t("customers.revealFields")}</legend>
        {masked.map((field) => (
          <Checkbox
            key={field}
            checked={values.fields.includes(field)}
            onChange={({ target: { checked } }) =>
              // In the order of the page, whichever was chosen first.
              set({ fields: masked.filter((one) => (one === field ? checked : values.fields.includes(one))) })
            }
          >
            {fieldName(field, kind, t)}
          </Checkbox>
        ))}
        {wrong === undefined ? null : (
          <div id={told} className="fault">
            {wrong}
          </div>
        )}
      </fieldset>
      {asks(values.fields) ? (
        <ChoiceField<Values["basis"]>
          label={t("customers.basis")}
          hint={t("customers.basisHint")}
          fault={fault("basis")}
          value={values.basis}
          change={(basis) => set({ basis })}
          options={(["", ...BASES] as const).map((value) => ({
            value,
            label: t(value === "" ? "customers.basisNone" : `customers.bases.${value}`),
          }))}
        />
      ) : null}
      <div className="whole">
        <TextField
          label={t("customers.reason")}
          hint={t("customers.reasonHint")}
          fault={fault("reason")}
          value={values.reason}
          change={(reason) => set({ reason })}
        />
      </div>
    </FormFrame>
  );
}
