// Clauses: C1.2, C7.1
import Button from "antd/es/button";
import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { FileChoice } from "../features/imports/file-choice.tsx";
import { type HouseClient, reasonOf } from "../source/house-client.ts";
import { type ListAnswer, type Listed, ListReport } from "../ui/list-import/list-report.tsx";
import { newKey } from "../ui/use-form.ts";
import { useAsked, useHouse } from "./house-context.tsx";
import { useTitle } from "./use-title.ts";
import { useUpload } from "./use-upload.ts";
import "../features/imports/import-section.css";
import "../ui/register.css";

/** How the house takes a list: a look first, which writes nothing, then the same under a key. */
export interface ListCalls<Options> {
  readonly preview: (house: HouseClient, asked: Options & { readonly file: string }) => Promise<ListAnswer>;
  readonly take: (
    house: HouseClient,
    asked: Options & { readonly file: string; readonly key: string },
  ) => Promise<ListAnswer>;
}
/** A list into the house: file, how it is read, what would become of each row, and then what did. */
export function ListImport<Options extends object>({
  of,
  options,
  calls,
  children,
}: {
  readonly of: Listed;
  readonly options: Options;
  readonly calls: ListCalls<Options>;
  /** The choices that make the options. */
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  useTitle(t(`${of}Import.title`));
  const [chosen, choose, stop] = useUpload();
  const [done, setDone] = useState<ListAnswer>();
  const file = chosen?.state === "there" ? chosen.upload.file : undefined;
  return (
    <main id="main" tabIndex={-1} className="import-page list-import">
      <p>
        <a href={`#/${of}`}>{t(`${of}.title`)}</a>
      </p>
      <h1>{t(`${of}Import.title`)}</h1>
      <p className="quiet">{t(`${of}Import.lead`)}</p>
      <FileChoice
        chosen={chosen}
        take={(one) => {
          setDone(undefined);
          choose(one);
        }}
        stop={stop}
      />
      <div className="row register-filter">{children}</div>
      {done ? (
        <>
          <ListReport of={of} report={done} done />
          <p>
            <Button type="primary" href={`#/${of}`}>
              {t(`${of}Import.toList`)}
            </Button>
          </p>
        </>
      ) : file ? (
        <Preview key={file} of={of} asked={{ file, ...options }} calls={calls} done={setDone} />
      ) : null}
    </main>
  );
}
function Preview<Options extends object>({
  of,
  asked,
  calls,
  done,
}: {
  readonly of: Listed;
  readonly asked: Options & { readonly file: string };
  readonly calls: ListCalls<Options>;
  readonly done: (report: ListAnswer) => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === "en" ? "en" : "zh";
  const house = useHouse();
  const { answer, failure, busy } = useAsked(JSON.stringify(asked), (one) => calls.preview(one, asked));
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
  const count = Object.entries(answer.counts)
    .filter(([action]) => action !== "same" && action !== "refused")
    .reduce((sum, [, one]) => sum + one, 0);
  const run = (): void => {
    setRunning(true);
    calls
      .take(house, { ...asked, key: key.current })
      .then(done, setProblem)
      .finally(() => setRunning(false));
  };
  return (
    <div aria-busy={busy}>
      <ListReport of={of} report={answer} done={false} />
      {problem ? (
        <p className="wrong" role="alert">
          {reasonOf(problem, language)}
        </p>
      ) : null}
      <p>
        <Button type="primary" disabled={count === 0 || busy} loading={running} onClick={run}>
          {count === 0 ? t("listImport.nothing") : t("listImport.run", { count })}
        </Button>
      </p>
    </div>
  );
}
