// Clauses: C1.2
import Button from "antd/es/button";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Deliveries,
  type HouseClient,
  type ListedWebhook,
  reasonOf,
  type ToldSecret,
} from "../../source/house-client.ts";
import { CheckField } from "../../ui/check-field.tsx";
import { FormFrame } from "../../ui/form-frame.tsx";
import type { Format } from "../../ui/format.ts";
import { May } from "../../ui/may.tsx";
import { newKey, useForm } from "../../ui/use-form.ts";
import { DeliveryTable } from "./delivery-table.tsx";

interface Props {
  readonly house: HouseClient;
  readonly webhook: ListedWebhook;
  readonly format: Format;
  readonly changed: () => void;
  readonly show: (secret: ToldSecret) => void;
}
const PAUSE_MS = 1500;
/** One system that is told: of what, what became of it, and what is done about it. */
export function WebhookRow({ house, webhook, format, changed, show }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const [open, setOpen] = useState<"secret" | "end">();
  const [told, setTold] = useState<Deliveries>();
  const [shown, setShown] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { webhookId, name, url, kinds, madeAt, formerUntil, ended } = webhook;
  const failed = (failure: unknown): void => setProblem(reasonOf(failure, language));
  const read = (): void => {
    house.webhooks.deliveries({ party: "company", webhookId }).then(setTold, failed);
  };
  const waits = told?.deliveries.some(({ state, tries }) => state === "waiting" && tries <= 1) === true;
  // What was just asked for is answered within moments.
  useEffect(() => {
    if (!shown || !waits) return undefined;
    const timer = setTimeout(read, PAUSE_MS);
    return () => clearTimeout(timer);
  });
  const send = (asked: Promise<unknown>): void => {
    setProblem(undefined);
    setShown(true);
    asked.then(read, failed);
  };
  const by = webhook.madeBy ?? t("webhooks.machine");
  return (
    <li>
      <h2>
        {name} <code>{url}</code>
      </h2>
      <div className="quiet">
        {[
          ...kinds.map((kind) => t(`webhooks.kinds.${kind}`)),
          t("webhooks.madeBy", { by, at: format.time(madeAt) }),
          ...(formerUntil === undefined ? [] : [t("webhooks.formerUntil", { at: format.time(formerUntil) })]),
          ...(ended === undefined
            ? []
            : [t("webhooks.ended", { by: ended.by ?? t("webhooks.machine"), at: format.time(ended.at) })]),
        ].join(" · ")}
      </div>
      {problem === undefined ? null : <p role="alert">{problem}</p>}
      {open === "secret" ? (
        <SecretForm
          house={house}
          webhookId={webhookId}
          stop={() => setOpen(undefined)}
          done={(secret) => {
            setOpen(undefined);
            show(secret);
            changed();
          }}
        />
      ) : open === "end" ? (
        <EndForm house={house} webhook={webhook} stop={() => setOpen(undefined)} done={changed} />
      ) : ended ? null : (
        <p className="row">
          <May verb="send-webhook">
            <Button onClick={() => send(house.webhooks.test({ party: "company", key: newKey(), webhookId }))}>
              {t("webhooks.test")}
            </Button>
          </May>
          <May verb="change-webhook-secret">
            <Button onClick={() => setOpen("secret")}>{t("webhooks.changeSecret")}</Button>
          </May>
          <May verb="end-webhook">
            <Button onClick={() => setOpen("end")}>{t("webhooks.end")}</Button>
          </May>
        </p>
      )}
      <details
        open={shown}
        onToggle={(event) => {
          setShown(event.currentTarget.open);
          if (event.currentTarget.open && told === undefined) read();
        }}
      >
        <summary>{t("webhooks.deliveries")}</summary>
        {told === undefined ? null : (
          <DeliveryTable
            deliveries={told.deliveries}
            format={format}
            again={({ deliveryId }) => send(house.webhooks.again({ party: "company", key: newKey(), deliveryId }))}
          />
        )}
      </details>
    </li>
  );
}
function SecretForm({
  house,
  webhookId,
  done,
  stop,
}: {
  readonly house: HouseClient;
  readonly webhookId: string;
  readonly done: (secret: ToldSecret) => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const form = useForm(
    { atOnce: false },
    ({ atOnce }, key) => house.webhooks.changeSecret({ party: "company", key, webhookId, atOnce }),
    done,
    () => false,
  );
  return (
    <FormFrame form={form} verb={t("webhooks.changeNow")} stop={stop}>
      <CheckField
        label={t("webhooks.atOnce")}
        hint={t("webhooks.changeSure")}
        checked={form.values.atOnce}
        change={(atOnce) => form.set({ atOnce })}
      />
    </FormFrame>
  );
}
function EndForm({
  house,
  webhook: { webhookId, name },
  done,
  stop,
}: Pick<Props, "house" | "webhook"> & { readonly done: () => void; readonly stop: () => void }) {
  const { t } = useTranslation();
  const form = useForm(
    {},
    (_, key) => house.webhooks.end({ party: "company", key, webhookId }),
    done,
    () => false,
  );
  return (
    <FormFrame form={form} verb={t("webhooks.endNow")} stop={stop}>
      <p className="whole">{t("webhooks.endSure", { name })}</p>
    </FormFrame>
  );
}
