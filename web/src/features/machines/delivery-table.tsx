// Clauses: C1.2
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { Deliveries } from "../../source/house-client.ts";
import type { Format } from "../../ui/format.ts";
import { May } from "../../ui/may.tsx";
import { ScrollX } from "../../ui/scroll-x.tsx";

type Delivery = Deliveries["deliveries"][number];
/** What a system was told, the latest first, what it answered, and sending it again. */
export function DeliveryTable({
  deliveries,
  format,
  again,
}: {
  readonly deliveries: readonly Delivery[];
  readonly format: Format;
  readonly again: (delivery: Delivery) => void;
}) {
  const { t } = useTranslation();
  if (deliveries.length === 0) return <p>{t("webhooks.noDeliveries")}</p>;
  return (
    <ScrollX label={t("webhooks.deliveries")}>
      <table className="data">
        <thead>
          <tr>
            {(["at", "what", "about", "state", "next"] as const).map((name) => (
              <th key={name} scope="col">
                {t(`webhooks.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <tr key={one.deliveryId}>
              <td className="time">{format.time(one.madeAt)}</td>
              <td>{t(`webhooks.kinds.${one.kind}`)}</td>
              <td>{contractOf(one.body)}</td>
              <td className={one.state === "failed" ? "outcome stays" : "outcome"}>
                <Outcome delivery={one} format={format} />
              </td>
              <td>
                {one.state === "cancelled" ? null : (
                  <May verb="send-webhook">
                    <Button size="small" onClick={() => again(one)}>
                      {t("webhooks.tellAgain")}
                    </Button>
                  </May>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
function Outcome({ delivery, format }: { readonly delivery: Delivery; readonly format: Format }) {
  const { t } = useTranslation();
  const { state, tries, problem, answerCode: code = 0, nextTryAt } = delivery;
  if (state === "delivered") return t("webhooks.states.delivered", { code });
  if (state === "cancelled" || problem === undefined)
    return t(`webhooks.states.${state === "failed" ? "waiting" : state}`);
  const why = t(`webhooks.problems.${problem}`, { code });
  if (state === "failed") return t("webhooks.states.failed", { why });
  return tries === 0
    ? t("webhooks.states.waiting")
    : t("webhooks.states.again", { count: tries, at: format.time(nextTryAt), why });
}
const contractOf = (body: string): string => {
  const { data } = JSON.parse(body) as { readonly data: { readonly contract?: string } };
  return data.contract ?? "";
};
