// Clauses: C7.1
import { capital } from "@fealty/engine/messages/plain-words.ts";
import { useTranslation } from "react-i18next";
import { eventWord, fieldWord } from "../../i18n/event-words.ts";
import type { Preview, PreviewRow } from "../../source/import-client.ts";

type Outcome = "fresh" | "repeated" | "refused" | "none" | "asks";
const MARKS: Readonly<Record<Outcome, string>> = { fresh: "●", repeated: "○", refused: "■", none: "–", asks: "◇" };

const outcomeOf = ({ events, problems, double, asks }: PreviewRow): Outcome => {
  if (asks) return "asks";
  if (problems.length > 0) return "refused";
  if (double) return "repeated";
  if (events.length === 0) return "none";
  return events.every(({ repeated }) => repeated) ? "repeated" : "fresh";
};
/** The file's own rows, and beside each what it becomes or why it does not. */
export function PreviewTable({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation();
  const asking = preview.questions.length > 0;
  const outcomes = preview.rows.map(outcomeOf);
  const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  const counts = {
    rows: preview.rows.length,
    fresh: count("fresh"),
    repeated: count("repeated"),
    refused: count("refused"),
    none: count("none"),
  };
  if (preview.rows.length === 0) return asking ? null : <p className="empty">{t("imports.previewNone")}</p>;
  return (
    <>
      <p aria-live="polite">
        {asking ? null : t("imports.previewCounts", counts)}{" "}
        <span className="quiet">
          {[
            ...(preview.encoding === "" ? [] : [t("imports.encoding", { encoding: preview.encoding })]),
            ...(preview.sheet === null ? [] : [t("imports.sheet", { sheet: preview.sheet })]),
            ...preview.notes,
            ...(preview.more ? [t("imports.previewMore")] : []),
          ].join(" · ")}
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the window is scrolled by keyboard too */}
      <section className="scroll-x preview" tabIndex={0} aria-label={t("imports.preview")}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col" className="n">
                {t("imports.row")}
              </th>
              <th scope="col">{t("imports.outcome")}</th>
              <th scope="col">{t("imports.becomes")}</th>
              {preview.header.map((name, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns can have one name
                <th key={index} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row, index) => (
              <Row key={row.row} row={row} outcome={outcomes[index]!} header={preview.header} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
function Row({
  row,
  outcome,
  header,
}: {
  readonly row: PreviewRow;
  readonly outcome: Outcome;
  readonly header: readonly string[];
}) {
  const { t } = useTranslation();
  const wrong = new Set(row.problems.map(({ column }) => column));
  return (
    <tr className={outcome}>
      <td className="n">{row.row}</td>
      <td className="outcome">
        <span aria-hidden="true">{MARKS[outcome]}</span> {t(`imports.${outcome}`)}
      </td>
      <td className="becomes">
        {row.problems.map((problem) => (
          <p key={`${problem.column} ${problem.code}`}>
            {header.includes(problem.column) ? `${problem.column}${t("colon")}` : ""}
            {problem.reason}
            <span className="quiet"> {t("imports.mend", { mend: problem.mend })}</span>
          </p>
        ))}
        {row.double ? <p className="quiet">{t("imports.double")}</p> : null}
        {row.events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row's events are laid once
          <Event key={index} event={event} />
        ))}
      </td>
      {row.cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells are laid once, in the file's order
        <td key={index} className={wrong.has(header[index] ?? "") ? "wrong" : undefined}>
          {wrong.has(header[index] ?? "") ? <span aria-hidden="true">■ </span> : null}
          {cell}
        </td>
      ))}
    </tr>
  );
}
function Event({ event }: { readonly event: PreviewRow["events"][number] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const said = [
    event.at.slice(0, 16).replace("T", " "),
    t("imports.forContract", { number: event.contract }),
    ...event.fields.map(
      ([name, value]) => `${name === "customer" ? t("timeline.customer") : fieldWord(name, language)} ${value}`,
    ),
  ];
  return (
    <p>
      <b>{capital(eventWord(event.kind, language))}</b> {said.join(" · ")}
    </p>
  );
}
