// Clauses: N7
import { useTranslation } from "react-i18next";
import type { ListedMessage, Outbox } from "../../source/house-client.ts";
import type { Format } from "../../ui/format.ts";

/** What became of a message, and what somebody does next where it does not go on by itself. */
export function StateText({
  message,
  outbox,
  format,
}: {
  readonly message: ListedMessage;
  readonly outbox: Outbox;
  readonly format: Format;
}) {
  const { t } = useTranslation();
  const { state, channel, tries, kind } = message;
  const answer = message.lastAnswer ?? "";
  const by = message.settledBy ?? t("outbox.clerk");
  const at = message.settledAt === undefined ? "" : format.time(message.settledAt);
  if (state === "failed")
    return (
      <>
        <p className="message-state stays">{t("outbox.failed", { answer })}</p>
        <p className="quiet">{t(kind === "invitation" ? "outbox.failedNext" : "outbox.failedNextOwn")}</p>
      </>
    );
  if (state === "waiting" && !outbox[channel])
    return <p className="message-state stays">{t(`outbox.notSent.${channel}`)}</p>;
  const next = { count: tries, answer, at: format.time(message.nextTryAt) };
  const words = {
    waiting: tries === 0 ? t("outbox.soon") : answer === "" ? t("outbox.trying") : t("outbox.again", next),
    sent: t("outbox.sent", { at }),
    cancelled: t(`outbox.cancelled.${message.cancelledBecause ?? "by_hand"}`, { by, at }),
    handed_over: t("outbox.handedOver", { by, at }),
  };
  return <p className="message-state">{words[state]}</p>;
}
