// Clauses: C7.1, N1
import { useNavigate, useParams } from "@tanstack/react-router";
import Button from "antd/es/button";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ChosenFile, FileChoice } from "../features/imports/file-choice.tsx";
import { ImportProgress, type Running } from "../features/imports/import-progress.tsx";
import { MappingChoice } from "../features/imports/mapping-choice.tsx";
import { PastImports } from "../features/imports/past-imports.tsx";
import { PreviewTable } from "../features/imports/preview-table.tsx";
import { QuestionList } from "../features/imports/question-list.tsx";
import { ReportSection } from "../features/imports/report-section.tsx";
import { problemsOf, reasonOf } from "../source/house-client.ts";
import { type Preview, type Question, type Upload, upload } from "../source/import-client.ts";
import { useAsked, useCompany, useHouse } from "./house-context.tsx";
import { HouseMessage } from "./house-message.tsx";
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
  if (failure) return <HouseMessage failure={failure} again={again} />;
  if (answer) return <ReportSection answer={answer} />;
  return (
    <p className="quiet" data-waits="">
      {t("contractList.loading")}
    </p>
  );
}
function NewImport() {
  const { t } = useTranslation();
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
  const questions = asOneList(preview?.questions ?? [], raised);
  const open = questions.some(({ id }) => answers[id] === undefined);
  return (
    <>
      <h1>{t("imports.title")}</h1>
      <p className="quiet">{t("imports.lead")}</p>
      <h2>{t("imports.file")}</h2>
      <FileChoice
        chosen={chosen}
        take={(one) => {
          setAnswers({});
          setRaised([]);
          choose(one);
        }}
        stop={stop}
      />
      <h2>{t("imports.mapping")}</h2>
      <MappingChoice
        shipped={mappings.answer ?? []}
        text={text}
        setText={setText}
        problems={problemsOf(failure)}
        contract={contract}
        setContract={setContract}
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
      {table && preview && !failure ? <Run table={table} ready={!open && !busy} raise={setRaised} /> : null}
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
const useUpload = (): [ChosenFile | undefined, (file: File) => void, () => void] => {
  const { i18n } = useTranslation();
  const [chosen, setChosen] = useState<ChosenFile>();
  const sending = useRef<AbortController>(undefined);
  useEffect(() => () => sending.current?.abort(), []);
  const choose = (file: File): void => {
    sending.current?.abort();
    const mine = new AbortController();
    sending.current = mine;
    setChosen({ state: "sending", name: file.name, share: 0 });
    const told = (share: number): void => {
      if (!mine.signal.aborted) setChosen({ state: "sending", name: file.name, share });
    };
    upload(file, told, mine.signal).then(
      (there) => mine.signal.aborted || setChosen({ state: "there", upload: there }),
      (error: unknown) =>
        mine.signal.aborted ||
        setChosen({ state: "failed", reason: reasonOf(error, i18n.language === "en" ? "en" : "zh") }),
    );
  };
  const stop = (): void => {
    sending.current?.abort();
    setChosen(undefined);
  };
  return [chosen, choose, stop];
};
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
/** The button, then the work: it goes on at the house when the page is left. */
function Run({
  table,
  ready,
  raise,
}: {
  readonly table: Table;
  readonly ready: boolean;
  readonly raise: (questions: readonly Question[]) => void;
}) {
  const { t, i18n } = useTranslation();
  const house = useHouse();
  const navigate = useNavigate();
  const language = i18n.language === "en" ? "en" : "zh";
  const [work, setWork] = useState<string>();
  const [running, setRunning] = useState<Running>();
  const [ended, setEnded] = useState<string>();
  useEffect(() => {
    if (work === undefined) return;
    let current = true;
    const look = async (): Promise<void> => {
      for (;;) {
        const progress = await house.company.progress({ party: "company", work });
        if (!current) return;
        setRunning(progress);
        if (progress.state === "running") {
          await new Promise((resolve) => setTimeout(resolve, 300));
          continue;
        }
        setWork(undefined);
        const { importRunId } = (progress.outcome ?? {}) as { readonly importRunId?: string };
        if (progress.state === "done" && importRunId !== undefined)
          return void navigate({ to: "/import/{-$run}", params: { run: importRunId } });
        if (progress.code === "IMPORT_ASKS") raise((progress.args?.questions ?? []) as readonly Question[]);
        const reason = progress.text?.[language] ?? "";
        setEnded(progress.state === "cancelled" ? t("imports.cancelled") : t("imports.failed", { reason }));
        return;
      }
    };
    look().catch((error: unknown) => {
      if (!current) return;
      setWork(undefined);
      setEnded(t("imports.failed", { reason: reasonOf(error, language) }));
    });
    return () => {
      current = false;
    };
  }, [work, house, navigate, raise, language, t]);
  const start = (): void => {
    setEnded(undefined);
    setRunning(undefined);
    house.imports.run(requestOf(table, language)).then(
      ({ work: started }) => setWork(started),
      (error: unknown) => setEnded(t("imports.failed", { reason: reasonOf(error, language) })),
    );
  };
  return (
    <div className="import-go">
      {work === undefined ? (
        <div className="row">
          <Button type="primary" disabled={!ready} onClick={start}>
            {t("imports.run")}
          </Button>
          <span className="quiet">
            {t("imports.runLead")} {t("imports.runAnyway")}
          </span>
        </div>
      ) : (
        <ImportProgress
          running={running ?? { done: 0, of: 0 }}
          cancel={() => void house.company.cancel({ party: "company", work })}
        />
      )}
      <p role="alert">{ended ?? ""}</p>
    </div>
  );
}
