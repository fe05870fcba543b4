// Clauses: C7.1
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { ImportProgress } from "../features/imports/import-progress.tsx";
import { useAsked, useHouse } from "./house-context.tsx";
import { endOfImport, useWork, type WorkProgress } from "./use-work.ts";

/** Imports that were under way when the page was opened, for whoever left it and comes back. */
export function RunningImports({ ended }: { readonly ended: () => void }) {
  const { t } = useTranslation();
  const { answer } = useAsked("running imports", (house) => house.imports.running({ party: "company" }));
  if (!answer || answer.length === 0) return null;
  return (
    <section className="running-imports">
      <h2>{t("imports.running")}</h2>
      <ul>
        {answer.map(({ work, fileName }) => (
          <li key={work}>
            <Following work={work} fileName={fileName} ended={ended} />
          </li>
        ))}
      </ul>
    </section>
  );
}
function Following({
  work,
  fileName,
  ended,
}: {
  readonly work: string;
  readonly fileName: string;
  readonly ended: () => void;
}) {
  const { t, i18n } = useTranslation();
  const house = useHouse();
  const [last, setLast] = useState<WorkProgress>();
  const stop = useCallback(
    (progress: WorkProgress) => {
      setLast(progress);
      ended();
    },
    [ended],
  );
  const { running, failure, again } = useWork(last ? undefined : work, stop);
  const end = last && endOfImport(last, i18n.language === "en" ? "en" : "zh", t);
  return (
    <>
      <b>{fileName}</b>
      {end ? (
        <p role="status">
          {end.importRunId !== undefined ? (
            <a href={`#/import/${end.importRunId}`}>{t("imports.doneReport")}</a>
          ) : (
            end.said
          )}
        </p>
      ) : (
        <ImportProgress
          running={running}
          failure={failure}
          again={again}
          cancel={() => house.company.cancel({ party: "company", work })}
        />
      )}
    </>
  );
}
