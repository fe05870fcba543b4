// Clauses: N1
import { inLanguage } from "@fealty/engine/values/text.ts";
import { grouped } from "@fealty/engine/views/figures.ts";
import Button from "antd/es/button";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DroppedFile, OpenResult, Progress } from "../../source/contract-source.ts";
import { reasonOf } from "../../source/reason.ts";
import { ProblemList } from "./problem-list.tsx";
import { filesOfDrop, readFiles } from "./read-dropped.ts";
import "./file-section.css";

/** The place to drop a contract and its facts. Nothing is sent anywhere. */
export function FileSection({
  brought,
  open,
  result,
  progress,
  show,
  served,
}: {
  readonly brought: Promise<readonly DroppedFile[]> | undefined;
  readonly open: (files: readonly DroppedFile[]) => Promise<void>;
  readonly result: OpenResult | undefined;
  readonly progress: Progress | undefined;
  readonly show: (id: string) => void;
  /** A house keeps the contracts: facts alone are for its import, not for this page. */
  readonly served: boolean;
}) {
  const { t, i18n } = useTranslation();
  const [over, setOver] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = async (files: Promise<readonly DroppedFile[]>) => {
    setBusy(true);
    setFailure(undefined);
    await files.then(open).catch(setFailure);
    setBusy(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void take(filesOfDrop(event.dataTransfer));
  };
  // Files that were dropped on another page have been brought here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken once for each drop
  useEffect(() => {
    if (brought) void take(brought);
  }, [brought]);
  return (
    <div className="files">
      <h1>{t("files.title")}</h1>
      <section
        className={over ? "drop over" : "drop"}
        aria-label={t("files.title")}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{over ? t("files.drop") : t("files.lead")}</p>
        <ul className="quiet">
          <li>{t("files.contract")}</li>
          <li>{t("files.facts")}</li>
        </ul>
        <div className="row">
          <Button type="primary" loading={busy} onClick={() => chooser.current?.click()}>
            {t("files.choose")}
          </Button>
          <Button onClick={() => folder.current?.click()}>{t("files.chooseFolder")}</Button>
        </div>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={t("files.choose")}
          accept=".yaml,.yml,.json,.ndjson,.jsonl,.csv,.gz"
          onChange={(event) => void take(readFiles([...(event.target.files ?? [])]))}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={t("files.chooseFolder")}
          {...{ webkitdirectory: "" }}
          onChange={(event) => void take(readFiles([...(event.target.files ?? [])]))}
        />
      </section>
      <div aria-live="polite">
        {busy ? (
          <p className="quiet" role="status">
            {progress?.step === "facts" ? t("loading.facts", amounts(progress)) : t("files.reading")}
          </p>
        ) : null}
        {failure !== undefined ? (
          <p className="refused" role="alert">
            {t("files.failed", { reason: reasonOf(failure, i18n.language === "en" ? "en" : "zh") })}
          </p>
        ) : null}
        {result && !busy && failure === undefined ? <Opened result={result} show={show} served={served} /> : null}
      </div>
    </div>
  );
}
/** Bytes in thousands, grouped. */
const amounts = ({ done, of }: Progress) => ({ done: grouped(String(done)), of: grouped(String(of)) });
const megabytes = (bytes: number): string => grouped(String(Math.ceil(bytes / 100_000) / 10));

/** So many numbers of contracts are named. */
const NAMED = 3;
function Opened({
  result,
  show,
  served,
}: {
  readonly result: OpenResult;
  readonly show: (id: string) => void;
  readonly served: boolean;
}) {
  const { t, i18n } = useTranslation();
  const wrong = result.problems.filter((problem) => problem.severity === "error");
  const errors = wrong.length;
  const facts = new Set(result.files.flatMap(({ name, role }) => (role === "facts" ? [name] : [])));
  const rows = wrong.filter(({ file }) => facts.has(file)).length;
  const contract = result.files.some((file) => file.role === "contract");
  return (
    <section className="opened">
      <h2>{t("files.read")}</h2>
      <ul className="read">
        {result.files.map((file) => (
          <li key={file.name}>
            {file.name}{" "}
            <span className="quiet">
              {t(`files.role.${file.role}`)}
              {file.role === "facts" && (file.events > 0 || result.entry)
                ? ` · ${t("files.events", { count: file.events })}`
                : ""}
              {file.why
                ? ` · ${t(`files.notUsed.${file.why}`, file.size === undefined ? {} : { size: megabytes(file.size.bytes), most: megabytes(file.size.most) })}`
                : ""}
            </span>
          </li>
        ))}
      </ul>
      {result.files.every((file) => file.role === "unread") ? <p>{t("files.nothing")}</p> : null}
      {result.entry && !contract ? (
        <p className="for-contract">
          {t("files.forContract", {
            number: result.entry.number,
            title: inLanguage(result.entry.title, i18n.language === "en" ? "en" : "zh"),
          })}
        </p>
      ) : null}
      {result.foreign ? (
        <p className="refused">
          {t("files.foreign", {
            named: result.foreign.named.slice(0, NAMED).join(t("list")),
            more: result.foreign.named.length > NAMED ? "…" : "",
            open: result.foreign.open,
          })}
        </p>
      ) : !contract && !result.entry && result.files.some((file) => file.role === "facts") ? (
        <p>{t(served ? "files.noContractServed" : "files.noContract")}</p>
      ) : null}
      {contract && !result.entry ? <p>{t("files.refused")}</p> : null}
      {result.entry && errors === 0 ? (
        <Button type="primary" onClick={() => show(result.entry!.id)}>
          {t("files.show")}
        </Button>
      ) : null}
      {result.entry && rows > 0 ? <p className="refused">{t("files.rowsRefused", { count: rows })}</p> : null}
      {result.entry && errors > rows ? (
        <p className="refused">{t("files.contractFaulty", { count: errors - rows })}</p>
      ) : null}
      {result.problems.length > 0 ? (
        <>
          <p className="quiet">
            {[t("files.errors", { count: errors }), t("files.notes", { count: result.problems.length - errors })].join(
              t("list"),
            )}
          </p>
          <ProblemList problems={result.problems} />
        </>
      ) : null}
      {result.entry && errors > 0 ? (
        <Button className="open-anyway" onClick={() => show(result.entry!.id)}>
          {t(rows > 0 ? "files.openAnyway" : "files.openFaulty")}
        </Button>
      ) : null}
      {result.entry ? <p className="quiet">{t("files.kept")}</p> : null}
    </section>
  );
}
