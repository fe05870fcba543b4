// Clauses: C11.2
import type { ClaimView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";
import { useReading } from "./reading.tsx";

/** The proved loss beside damages, and whether they are as a rule excessive; nothing while no loss was proved. */
export const useLossWords = (): ((claim: ClaimView) => string | undefined) => {
  const { t } = useTranslation();
  const { format } = useReading();
  return ({ loss }) => {
    if (loss === undefined) return undefined;
    const above = loss.above === undefined ? 0 : Number(loss.above);
    return [
      t("claim.loss", { amount: format.amount(loss.amount) }),
      ...(above === 0
        ? []
        : [t(above > 0 ? "claim.above" : "claim.below", { share: format.percent(Math.abs(above)) })]),
      ...(loss.excessive ? [t("claim.excessive")] : []),
    ].join(t("claim.join"));
  };
};
