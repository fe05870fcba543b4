// Clauses: N1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import { reasonOf } from "../source/reason.ts";
import type { Format } from "../ui/format.ts";

/** Another moment was asked for and could not be had: what stands below is still the one before. */
export function MomentFailed({
  asked,
  shown,
  failure,
  again,
  format,
}: {
  readonly asked: number;
  readonly shown: number;
  readonly failure: unknown;
  readonly again: () => void;
  readonly format: Format;
}) {
  const { t, i18n } = useTranslation();
  const reason = reasonOf(failure, i18n.language === "en" ? "en" : "zh");
  return (
    <div className="as-of-failed row" role="alert">
      <p>{t("asOf.failed", { asked: format.time(asked), at: format.time(shown), reason })}</p>
      <Button size="small" onClick={again}>
        {t("house.again")}
      </Button>
    </div>
  );
}
