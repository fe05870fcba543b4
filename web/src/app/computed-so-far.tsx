// Clauses: N2, N6
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Today } from "../source/house-client.ts";

/** Milliseconds between two questions. */
const BETWEEN = 1500;

/** While contracts are computed at a new moment a list tells of the others alone; it says so, and is asked anew until all are there. */
export function ComputedSoFar({
  computed: { done, of },
  again,
}: {
  readonly computed: Today["computed"];
  readonly again: () => void;
}) {
  const { t } = useTranslation();
  const whole = done === of;
  useEffect(() => {
    if (whole) return;
    const asking = setInterval(again, BETWEEN);
    return () => clearInterval(asking);
  }, [whole, again]);
  return whole ? null : (
    <p className="quiet pad" role="status">
      {t("house.computed", { done, of })}
    </p>
  );
}
