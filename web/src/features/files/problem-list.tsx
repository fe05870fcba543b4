import { useTranslation } from "react-i18next";
import type { ProblemView } from "../../source/contract-source.ts";

/** Each problem with its place, what is wrong, why, and how to mend it. Errors first. */
export function ProblemList({ problems }: { readonly problems: readonly ProblemView[] }) {
  const { t } = useTranslation();
  const order = { error: 0, finding: 1, warning: 2 };
  const sorted = [...problems].sort((a, b) => order[a.severity] - order[b.severity]);
  return (
    <ol className="problems">
      {sorted.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two problems can be equal, and the list is laid once
        <li key={index} className={`problem ${problem.severity}`}>
          <p className="quiet">
            <b>{t(`files.severity.${problem.severity}`)}</b> ·{" "}
            {t("files.place", { file: problem.file, line: problem.line, column: problem.column })}
          </p>
          <p className="what">{problem.what}</p>
          {problem.why ? (
            <p className="quiet">
              {t("files.why")}
              {t("colon")}
              {problem.why}
            </p>
          ) : null}
          {problem.fix ? (
            <p className="quiet">
              {t("files.fix")}
              {t("colon")}
              {problem.fix}
            </p>
          ) : null}
          {problem.citation ? <p className="quiet">{problem.citation}</p> : null}
        </li>
      ))}
    </ol>
  );
}
