// Clauses: N7
import Button from "antd/es/button";
import { lazy, Suspense, useContext } from "react";
import { useTranslation } from "react-i18next";
import { loadTexts } from "../i18n/setup.ts";
import { pagePart } from "../source/page-part.ts";
import { reasonOf } from "../source/reason.ts";
import { InventedContext } from "./export/invented.ts";
import { saveText } from "./save-text.ts";
import type { Along } from "./sign-along.ts";

/** Said below an act that was countersigned in the same press, or done without; its texts come with it. */
export function SignedAlong({ along }: { readonly along: Along | undefined }) {
  return along === undefined ? null : (
    <Suspense fallback={null}>
      <Said along={along} />
    </Suspense>
  );
}
const Said = lazy(() => pagePart(() => loadTexts("signing").then(() => ({ default: Telling }))));
function Telling({ along }: { readonly along: Along }) {
  const { t, i18n } = useTranslation();
  const invented = useContext(InventedContext);
  if (along.outcome === "cannot") return <p role="status">{t("signing.cannot")}</p>;
  if (along.outcome === "failed") {
    const reason = reasonOf(along.failure, i18n.language === "en" ? "en" : "zh");
    return <p role="status">{t("signing.failed", { reason })}</p>;
  }
  const { name, text, size } = along;
  return (
    <p role="status" className="row">
      <span>{t("signing.signed", { count: size })}</span>
      <Button
        size="small"
        onClick={() => saveText(`${invented ? t("house.demoFile") : ""}${name}`, "application/json", text)}
      >
        {t("signing.save")}
      </Button>
    </p>
  );
}
