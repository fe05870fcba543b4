// Clauses: N2, N6
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Today } from "../source/house-client.ts";

/** Milliseconds between two questions. */
const BETWEEN = 1500;

export const isWhole = ({ done, of }: Today["computed"]): boolean => done === of;
/** While contracts come in or are computed a list tells of the others alone; it says so, and is asked anew until all are there. */
export function ComputedSoFar({
  computed,
  again,
  words,
}: {
  readonly computed: Today["computed"];
  readonly again: () => void;
  /** What is under way, which only the page knows. */
  readonly words: "house.computed" | "contractList.founding" | "today.founding";
}) {
  const { t } = useTranslation();
  const whole = isWhole(computed);
  useEffect(() => {
    if (whole) return;
    const asking = setInterval(again, BETWEEN);
    return () => clearInterval(asking);
  }, [whole, again]);
  return whole ? null : (
    <p className="quiet pad" role="status">
      {t(words, computed)}
    </p>
  );
}
