import { grouped } from "@fealty/engine/views/figures.ts";
import Button from "antd/es/button";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProblemView } from "../../source/contract-source.ts";

const ORDER = { error: 0, finding: 1, warning: 2 };
/** More than anybody reads in one go; a file whose every line is wrong has thousands. */
const AT_ONCE = 100;

/** Each problem with its place, what is wrong, why, and how to mend it. Errors first. */
export function ProblemList({ problems }: { readonly problems: readonly ProblemView[] }) {
  const { t } = useTranslation();
  const sorted = useMemo(() => [...problems].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]), [problems]);
  const [most, setMost] = useState(AT_ONCE);
  const rest = sorted.length - most;
  return (
    <>
      <ol className="problems">
        {sorted.slice(0, most).map((problem, index) => (
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
      {rest > 0 ? (
        <Button onClick={() => setMost(most + AT_ONCE)}>
          {t("files.moreProblems", { count: Math.min(AT_ONCE, rest), shown: grouped(String(sorted.length)) })}
        </Button>
      ) : null}
    </>
  );
}
