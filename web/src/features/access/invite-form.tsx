// Clauses: C1.1
import { useTranslation } from "react-i18next";
import type { HouseClient, PersonRead, SentInvitation } from "../../source/house-client.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useForm } from "../../ui/use-form.ts";

/** Sends somebody the slip by mail or to the phone. */
export function InviteForm({
  house,
  person,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly person: PersonRead;
  readonly done: (sent: SentInvitation) => void;
  readonly stop: () => void;
}) {
  const { t, i18n } = useTranslation();
  const first: "zh" | "en" = i18n.language === "en" ? "en" : "zh";
  const ways = person.login.phoneWays;
  const form = useForm(
    { to: "", language: first, over: ways[0] },
    ({ over, ...values }, key) =>
      house.outbox.invite({
        party: "company",
        key,
        person: person.code,
        ...values,
        // Said where there is a choice: without any the message waits as a text does.
        ...(ways.length > 1 && { over }),
      }),
    done,
    (field) => field === "to",
  );
  const { values, set, fault } = form;
  return (
    <FormFrame form={form} verb={t("messages.send")} stop={stop} leave={t("messages.leave")}>
      <TextField
        label={t("messages.inviteTo")}
        hint={t("messages.inviteHint")}
        fault={fault("to")}
        value={values.to}
        change={(to) => set({ to })}
      />
      {ways.length > 1 ? (
        <ChoiceField
          label={t("messages.inviteOver")}
          value={values.over ?? "sms"}
          change={(over) => set({ over })}
          options={ways.map((value) => ({ value, label: t(`outbox.channels.${value}`) }))}
        />
      ) : null}
      <ChoiceField
        label={t("outbox.language")}
        value={values.language}
        change={(language) => set({ language })}
        options={(["zh", "en"] as const).map((value) => ({ value, label: t(`outbox.languages.${value}`) }))}
      />
    </FormFrame>
  );
}
