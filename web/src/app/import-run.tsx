// Clauses: C7.1
import { useNavigate } from "@tanstack/react-router";
import Button from "antd/es/button";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { ImportProgress } from "../features/imports/import-progress.tsx";
import { type HouseClient, reasonOf } from "../source/house-client.ts";
import type { Question } from "../source/import-client.ts";
import { useHouse } from "./house-context.tsx";
import { endOfImport, useWork, type WorkProgress } from "./use-work.ts";

/** The button, then the work: it goes on at the house when the page is left. */
export function ImportRun({
  request,
  ready,
  raise,
}: {
  readonly request: Parameters<HouseClient["imports"]["run"]>[0];
  readonly ready: boolean;
  readonly raise: (questions: readonly Question[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const house = useHouse();
  const navigate = useNavigate();
  const language = i18n.language === "en" ? "en" : "zh";
  const [work, setWork] = useState<string>();
  const [said, setSaid] = useState<string>();
  const ended = useCallback(
    (progress: WorkProgress) => {
      setWork(undefined);
      const end = endOfImport(progress, language, t);
      if (end.importRunId !== undefined)
        return void navigate({ to: "/import/{-$run}", params: { run: end.importRunId } });
      if (progress.code === "IMPORT_ASKS") raise((progress.args?.questions ?? []) as readonly Question[]);
      setSaid(end.said);
    },
    [language, navigate, raise, t],
  );
  const { running, failure, again } = useWork(work, ended);
  const start = (): void => {
    setSaid(undefined);
    house.imports.run(request).then(
      ({ work: started }) => setWork(started),
      (error: unknown) => setSaid(t("imports.failed", { reason: reasonOf(error, language) })),
    );
  };
  return (
    <div className="import-go">
      {work === undefined ? (
        <div className="row">
          <Button type="primary" disabled={!ready} onClick={start}>
            {t("imports.run")}
          </Button>
          <span className="quiet">{t("imports.runLead")}</span>
        </div>
      ) : (
        <ImportProgress
          running={running}
          failure={failure}
          again={again}
          cancel={() => house.company.cancel({ party: "company", work })}
        />
      )}
      <p role="alert">{said ?? ""}</p>
    </div>
  );
}
