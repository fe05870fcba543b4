// Clauses: N6
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import { pagePart } from "../../source/page-part.ts";
import { reasonOf } from "../../source/reason.ts";
import { InventedContext } from "./invented.ts";
import type { ListFormat } from "./save-list.ts";
import { type ListTable, markedTable } from "./table.ts";
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
  const invented = useContext(InventedContext);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (format: ListFormat): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { saveList } = await pagePart(() => import("./save-list.ts"));
      const list = await table();
      if (invented) saveList(`${t("house.demoFile")}${title}`, format, markedTable(list, t("house.demo")));
      else saveList(title, format, list);
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
