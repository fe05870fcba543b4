// Clauses: C7.1
import Button from "antd/es/button";
import Progress from "antd/es/progress";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { HouseMessage } from "../../ui/house-message.tsx";

export interface Running {
  readonly step?: string | undefined;
  readonly done: number;
  readonly of: number;
}
const STEPS = ["reading", "checking", "storing", "computing"] as const;

/** What is being done, how much is left, and the way to stop it. */
export function ImportProgress({
  running,
  failure,
  again,
  cancel,
}: {
  readonly running: Running;
  /** Why it is not known how far it is. */
  readonly failure: unknown;
  readonly again: () => void;
  readonly cancel: () => Promise<unknown>;
}) {
  const { t } = useTranslation();
  // What runs is let go at its next step: until then the page says that it was heard.
  const [stopping, setStopping] = useState(false);
  const { done, of } = running;
  const at = (STEPS as readonly string[]).indexOf(running.step ?? "");
  const step = STEPS[at] ?? "waiting";
  const share = at < 0 ? 0 : (at + (of === 0 ? 0 : Math.min(done / of, 1))) / STEPS.length;
  if (failure !== undefined)
    return (
      <>
        <HouseMessage failure={failure} again={again} />
        <p className="quiet">{t("imports.wholeOrNot")}</p>
      </>
    );
  return (
    <div className="running" role="status">
      <p>{stopping ? t("imports.cancelling") : t(`imports.steps.${step}`, { done, of })}</p>
      <div className="row">
        <Progress percent={Math.floor(share * 100)} aria-label={t("imports.progress")} />
        {stopping ? null : (
          <Button
            onClick={() => {
              setStopping(true);
              cancel().catch(() => setStopping(false));
            }}
          >
            {t("imports.cancel")}
          </Button>
        )}
      </div>
      <p className="quiet">{t("imports.leave")}</p>
    </div>
  );
}
