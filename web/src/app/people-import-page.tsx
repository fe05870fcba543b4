// Clauses: C1.2
import Button from "antd/es/button";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileChoice } from "../features/imports/file-choice.tsx";
import { ListChoices, type ListOptions, ListReport } from "../features/people/people-import.tsx";
import { type PeopleReport, reasonOf } from "../source/house-client.ts";
import { newKey } from "../ui/use-form.ts";
import { useAsked, useHouse } from "./house-context.tsx";
import { useTitle } from "./use-title.ts";
import { useUpload } from "./use-upload.ts";
import "../features/imports/import-section.css";

/** A list of people into the house: file, how it is read, what would become of each row, and then what did. */
export function PeopleImportPage() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  useTitle(t("peopleImport.title"));
  const [chosen, choose, stop] = useUpload();
  const [options, setOptions] = useState<ListOptions>({ role: "agent", rename: false });
  const [done, setDone] = useState<PeopleReport>();
  const file = chosen?.state === "there" ? chosen.upload.file : undefined;
  return (
    <main id="main" tabIndex={-1} className="import-page people-import">
      <p>
        <a href="#/people">{t("people.title")}</a>
      </p>
      <h1>{t("peopleImport.title")}</h1>
      <p className="quiet">{t("peopleImport.lead")}</p>
      <FileChoice
        chosen={chosen}
        take={(one) => {
          setDone(undefined);
          choose(one);
        }}
        stop={stop}
      />
      <ListChoices options={options} set={setOptions} />
      {done ? (
        <>
          <ListReport report={done} done />
          <p>
            <Button type="primary" href="#/people">
              {t("peopleImport.toPeople")}
            </Button>
          </p>
        </>
      ) : file ? (
        <Preview key={file} file={file} options={options} language={language} done={setDone} />
      ) : null}
    </main>
  );
}
function Preview({
  file,
  options,
  language,
  done,
}: {
  readonly file: string;
  readonly options: ListOptions;
  readonly language: "zh" | "en";
  readonly done: (report: PeopleReport) => void;
}) {
  const { t } = useTranslation();
  const house = useHouse();
  const asked = { party: "company" as const, file, ...options };
  const { answer, failure, busy } = useAsked(JSON.stringify(asked), (one) => one.people.previewImport(asked));
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  // The same list sent again after a lost answer keeps its key.
  const key = useRef(newKey());
  if (failure)
    return (
      <p className="wrong" role="alert">
        {reasonOf(failure, language)}
      </p>
    );
  if (!answer)
    return (
      <p className="quiet" data-waits="">
        {t("contractList.loading")}
      </p>
    );
  const count = answer.counts.new + answer.counts.role + answer.counts.renamed;
  const run = (): void => {
    setRunning(true);
    house.people
      .import({ ...asked, key: key.current })
      .then(done, setProblem)
      .finally(() => setRunning(false));
  };
  return (
    <div aria-busy={busy}>
      <ListReport report={answer} done={false} />
      {problem ? (
        <p className="wrong" role="alert">
          {reasonOf(problem, language)}
        </p>
      ) : null}
      <p>
        <Button type="primary" disabled={count === 0 || busy} loading={running} onClick={run}>
          {count === 0 ? t("peopleImport.nothing") : t("peopleImport.run", { count })}
        </Button>
      </p>
    </div>
  );
}
