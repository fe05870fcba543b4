// Clauses: C1.2
import Input from "antd/es/input";
import { useTranslation } from "react-i18next";
import type { ApiKeys, HouseClient, MadeApiKey } from "../../source/house-client.ts";
import { Field } from "../../ui/field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { DayField, TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { Choices } from "./choices.tsx";

type Scope = ApiKeys["scopes"][number];
interface Values {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** One a line. */
  readonly addresses: string;
  readonly untilOn?: string | undefined;
}
/** What a new key is for, what it may, from where and until when. */
export function ApiKeyForm({
  house,
  scopes,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly scopes: readonly Scope[];
  readonly done: (made: MadeApiKey) => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<Values, MadeApiKey>(
    { name: "", scopes: [], addresses: "" },
    ({ addresses, scopes: chosen, ...given }, key) =>
      house.apiKeys.make({ party: "company", key, ...given, scopes: [...chosen], addresses: addresses.split("\n") }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("apiKeys.make")} stop={stop}>
      <TextField
        label={t("apiKeys.name")}
        hint={t("apiKeys.nameHint")}
        fault={fault("name")}
        value={values.name}
        change={(name) => set({ name })}
      />
      <DayField
        label={t("apiKeys.untilOn")}
        hint={t("apiKeys.untilOnHint")}
        fault={fault("untilOn")}
        value={values.untilOn}
        change={(untilOn) => set({ untilOn })}
      />
      <Field label={t("apiKeys.addresses")} hint={t("apiKeys.addressesHint")} fault={fault("addresses")}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 1, maxRows: 8 }}
            value={values.addresses}
            onChange={(event) => set({ addresses: event.target.value })}
          />
        )}
      </Field>
      <Choices
        label={t("apiKeys.scopes")}
        hint={t("apiKeys.scopesHint")}
        fault={fault("scopes")}
        all={scopes}
        chosen={values.scopes}
        say={(scope) => t(`access.verbs.${scope}`)}
        change={(chosen) => set({ scopes: chosen })}
      />
    </FormFrame>
  );
}
