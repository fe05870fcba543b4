// Clauses: C1.2
import { useTranslation } from "react-i18next";
import type { HouseClient, ToldSecret, Webhooks } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";
import { Choices } from "./choices.tsx";

type Kind = Webhooks["kinds"][number];
interface Values {
  readonly name: string;
  readonly url: string;
  readonly kinds: readonly Kind[];
}
/** Which system is told, where, and of what. */
export function WebhookForm({
  house,
  kinds,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly kinds: readonly Kind[];
  readonly done: (made: ToldSecret) => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm<Values, ToldSecret>(
    { name: "", url: "", kinds: [] },
    ({ kinds: chosen, ...given }, key) => house.webhooks.make({ party: "company", key, ...given, kinds: [...chosen] }),
    done,
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("webhooks.make")} stop={stop}>
      <TextField
        label={t("webhooks.name")}
        hint={t("webhooks.nameHint")}
        fault={fault("name")}
        value={values.name}
        change={(name) => set({ name })}
      />
      <TextField
        label={t("webhooks.url")}
        hint={t("webhooks.urlHint")}
        fault={fault("url")}
        value={values.url}
        change={(url) => set({ url })}
      />
      <Choices
        label={t("webhooks.kindsLabel")}
        hint={t("webhooks.kindsHint")}
        fault={fault("kinds")}
        all={kinds}
        chosen={values.kinds}
        say={(kind) => t(`webhooks.kinds.${kind}`)}
        change={(chosen) => set({ kinds: chosen })}
      />
    </FormFrame>
  );
}
