// Clauses: C2.3
import Button from "antd/es/button";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient } from "../../source/house-client.ts";
import { May } from "../../ui/may.tsx";

const BETWEEN = 500;
interface Progress {
  /** What the house calls the work. */
  readonly work: string;
  readonly done: number;
  readonly of: number;
}
/**
 * How far the publishing of a version is, also of one that somebody else began or that this page was left with; undefined while none runs.
 * @param asked this page has just asked for it
 */
export const usePublishing = (house: HouseClient, ruleVersionId: string, asked: boolean): Progress | undefined => {
  const [progress, setProgress] = useState<Progress>();
  useEffect(() => {
    let current = true;
    const work = `rules-${ruleVersionId}`;
    const look = async (): Promise<void> => {
      for (;;) {
        const { state, done, of } = await house.company.progress({ party: "company", work });
        if (!current) return;
        const runs = state === "running";
        setProgress(runs ? { work, done, of } : undefined);
        if (!runs && !asked) return;
        await new Promise((resolve) => setTimeout(resolve, BETWEEN));
        if (!current) return;
      }
    };
    // What cannot be asked is not shown; the answer to publishing itself says what came of it.
    void look().catch(() => current && setProgress(undefined));
    return () => {
      current = false;
    };
  }, [house, ruleVersionId, asked]);
  return progress;
};
/** Into how many records the version is written already, and a way to stop. */
export function Publishing({ house, work, done, of }: Progress & { readonly house: HouseClient }) {
  const { t } = useTranslation();
  return (
    <p className="row" role="status">
      <span>{of === 0 ? t("rules.publishing") : t("rules.publishingInto", { done, of })}</span>
      <May verb="stop-work">
        <Button
          size="small"
          onClick={() => void house.company.cancel({ party: "company", work }).catch(() => undefined)}
        >
          {t("rules.stop")}
        </Button>
      </May>
    </p>
  );
}
