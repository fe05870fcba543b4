// Clauses: C11.1

import type { DecisionView } from "@fealty/engine/views/view.ts";
import { useTranslation } from "react-i18next";

/** What a person decided about a finding, with the reasons given. */
export function Decision({ decision }: { readonly decision: DecisionView }) {
  const { t } = useTranslation();
  return (
    <p className="decision">
      {t(decision.breach ? "finding.breached" : "finding.notBreached")}
      {decision.withdrawn ? ` · ${t("finding.withdrawnDecision")}` : ""}
      {decision.reasons ? <span className="quiet"> {t("finding.reasons", { reasons: decision.reasons })}</span> : null}
    </p>
  );
}
