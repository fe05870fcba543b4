// Clauses: C7.1, N1
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileChoice } from "../features/imports/file-choice.tsx";
import { MappingChoice } from "../features/imports/mapping-choice.tsx";
import { PastImports } from "../features/imports/past-imports.tsx";
import { PreviewTable } from "../features/imports/preview-table.tsx";
import { QuestionList } from "../features/imports/question-list.tsx";
import { ReportSection } from "../features/imports/report-section.tsx";
import { codeOf, problemsOf, reasonOf } from "../source/house-client.ts";
import type { Preview, Question, Upload } from "../source/import-client.ts";
import { HouseMessage } from "../ui/house-message.tsx";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import { ImportRun } from "./import-run.tsx";
import { RunningImports } from "./running-imports.tsx";
import { useTitle } from "./use-title.ts";
import { useUpload } from "./use-upload.ts";
import "../features/imports/import-section.css";

/** A table into the house: file, mapping, what the file leaves open, preview, import, report. */
export function ImportPage() {
  const { run } = useParams({ strict: false }) as { readonly run?: string };
  return (
    <main id="main" tabIndex={-1} className="import-page">
      {run === undefined ? <NewImport /> : <Report key={run} importRunId={run} />}
    </main>
  );
}
function Report({ importRunId }: { readonly importRunId: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const { answer, failure, again } = useAsked(`${importRunId} ${language}`, (house) =>
    house.imports.report({ party: "company", language, importRunId }),
  );
  const isThere = !NOT_THERE.includes(codeOf(failure) ?? "");
  const title = answer ? t("imports.report", { file: answer.report.fileName }) : t("imports.reports");
  useTitle(isThere ? title : t("imports.noSuch"));
  if (!isThere) return <NoSuchImport />;
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (answer) return <ReportSection answer={answer} />;
  return (
    <p className="quiet" data-waits="">
      {t("contractList.loading")}
    </p>
  );
}
/** An id that no import has, and what is no id at all. */
const NOT_THERE: readonly string[] = ["NO_SUCH_IMPORT", "INPUT_MALFORMED"];
function NoSuchImport() {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t("imports.noSuch")}</h1>
      <p>{t("imports.noSuchNext")}</p>
      <p className="row">
        <a href="#/import">{t("imports.toImports")}</a>
      </p>
    </>
  );
}
function NewImport() {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  useTitle(t("imports.title"));
  const company = useCompany();
  const [chosen, choose, stop] = useUpload();
  const [text, setText] = useState("");
  const [contract, setContract] = useState("");
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  /** Questions that only the whole file raised. */
  const [raised, setRaised] = useState<readonly Question[]>([]);
  const mappings = useAsked("mappings", (house) => house.imports.mappings({ party: "company" }));
  const contracts = useAsked(`contracts ${company?.contracts ?? ""}`, (house) =>
    house.contracts.list({ party: "company", limit: 500 }),
  );
  const past = useAsked("imports", (house) => house.imports.list({ party: "company" }));
  const file = chosen?.state === "there" ? chosen.upload : undefined;
  const table = file && text.trim() !== "" ? { file, text, contract: contract.trim(), answers } : undefined;
  const { preview, failure, busy } = usePreview(table);
  // What was answered is asked no more by the next preview, and stays to be seen and answered otherwise.
  const [asked, setAsked] = useState<readonly Question[]>([]);
  useEffect(() => {
    if (preview) setAsked((before) => asOneList(before, preview.questions));
  }, [preview]);
  const known = asked.filter(({ id }) => answers[id] !== undefined);
  const questions = asOneList(asOneList(known, preview?.questions ?? []), raised);
  const open = questions.some(({ id }) => answers[id] === undefined);
  return (
    <>
      <h1>{t("imports.title")}</h1>
      <p className="quiet">{t("imports.lead")}</p>
      <RunningImports ended={past.again} />
      <h2>{t("imports.file")}</h2>
      <FileChoice
        chosen={chosen}
        take={(one) => {
          setAnswers({});
          setAsked([]);
          setRaised([]);
          choose(one);
        }}
        stop={stop}
      />
      <h2>{t("imports.mapping")}</h2>
      <MappingChoice
        shipped={mappings.answer ?? []}
        text={text}
        setText={(written) => {
          // Another mapping asks its own questions.
          setAsked([]);
          setText(written);
        }}
        problems={problemsOf(failure)}
        contract={contract}
        setContract={(one) => {
          // That rows belong to a second contract is said of the one that was chosen.
          setAnswers(({ other_contract: _, ...rest }) => rest);
          setRaised([]);
          setContract(one);
        }}
        contracts={contracts.answer?.rows ?? []}
      />
      {questions.length > 0 ? (
        <QuestionList
          questions={questions}
          answers={answers}
          answer={(id, answer) => setAnswers((before) => ({ ...before, [id]: answer }))}
        />
      ) : null}
      {table ? (
        <section aria-busy={busy}>
          <h2>{t("imports.preview")}</h2>
          {busy && !preview ? (
            <p className="quiet" data-waits="">
              {t("imports.previewWaits")}
            </p>
          ) : null}
          <Failure failure={failure} />
          {preview ? <PreviewTable preview={preview} /> : null}
        </section>
      ) : null}
      {table && preview && !failure ? (
        <ImportRun request={requestOf(table, language)} ready={!open && !busy} raise={setRaised} />
      ) : null}
      {past.failure ? <HouseMessage failure={past.failure} again={past.again} /> : null}
      {past.answer && company ? <PastImports past={past.answer} now={company.now} /> : null}
    </>
  );
}
interface Table {
  readonly file: Upload;
  readonly text: string;
  readonly contract: string;
  readonly answers: Readonly<Record<string, string>>;
}
const requestOf = ({ file, text, contract, answers }: Table, language: "zh" | "en") => ({
  party: "company" as const,
  language,
  file: file.file,
  mapping: text,
  answers: { ...answers },
  ...(contract === "" ? {} : { contract }),
});
/** Each question once; one that was answered stays, so that the answer can be changed. */
const asOneList = (first: readonly Question[], second: readonly Question[]): readonly Question[] => [
  ...first,
  ...second.filter(({ id }) => !first.some((one) => one.id === id)),
];
/** A mapping's mistakes stand beside the mapping. */
function Failure({ failure }: { readonly failure: unknown }) {
  const { i18n } = useTranslation();
  if (!failure || problemsOf(failure).length > 0) return null;
  return (
    <p className="wrong" role="alert">
      {reasonOf(failure, i18n.language === "en" ? "en" : "zh")}
    </p>
  );
}
/** While somebody types the house is not asked for every letter. */
const SETTLES = 400;
const usePreview = (table: Table | undefined) => {
  const { i18n } = useTranslation();
  const house = useHouse();
  const language = i18n.language === "en" ? "en" : "zh";
  const key = table ? JSON.stringify(requestOf(table, language)) : "";
  const [got, setGot] = useState<{ readonly key: string; readonly preview?: Preview; readonly failure?: unknown }>();
  useEffect(() => {
    if (key === "") return;
    let current = true;
    const asking = setTimeout(() => {
      house.imports.preview(JSON.parse(key) as ReturnType<typeof requestOf>).then(
        (preview) => current && setGot({ key, preview }),
        (failure: unknown) => current && setGot({ key, failure }),
      );
    }, SETTLES);
    return () => {
      current = false;
      clearTimeout(asking);
    };
  }, [house, key]);
  return { preview: got?.preview, failure: got?.key === key ? got.failure : undefined, busy: got?.key !== key };
};
