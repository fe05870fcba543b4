// Clauses: N6
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pagePart } from "../../source/page-part.ts";
import { reasonOf } from "../../source/reason.ts";
import type { ListFormat } from "./save-list.ts";
import type { ListTable } from "./table.ts";
import "./export-list.css";

const FORMATS: readonly ListFormat[] = ["csv", "xlsx"];

/**
 * Takes a list away as a file.
 * @param title what the file and its sheet are called
 * @param table all rows that the filter finds; asked for when somebody wants them
 */
export function ExportList({
  title,
  table,
}: {
  readonly title: string;
  readonly table: () => ListTable | Promise<ListTable>;
}) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (format: ListFormat): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { saveList } = await pagePart(() => import("./save-list.ts"));
      saveList(title, format, await table());
    } catch (failure) {
      setProblem(reasonOf(failure, i18n.language === "en" ? "en" : "zh"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="export-list screen-only">
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="link small"
          disabled={busy}
          aria-label={t("exportAs", { title, format: format.toUpperCase() })}
          onClick={() => void save(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
      {problem === undefined ? null : <span role="alert">{problem}</span>}
    </span>
  );
}
