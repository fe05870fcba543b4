// Clauses: N7
import { periodWords } from "@fealty/engine/messages/period-words.ts";
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../ui/choice-field.tsx";
import { HouseMessage } from "../../ui/house-message.tsx";
import { useReading } from "../../ui/reading.tsx";
import { saveFile } from "../../ui/save-text.ts";

const WHOLE = "";
/** The evidence as a file: of the whole contract, or as far as a period's statement closed. */
export function BundleDownload() {
  const { t } = useTranslation();
  const { view } = useReading();
  const [period, setPeriod] = useState(WHOLE);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const closed = view.statements.filter(({ status }) => status === "closed").map((one) => one.period);
  const download = (): void => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    fetchBundle(view.number, period)
      .then(({ name, content }) => saveFile(name, "application/zip", content), setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <h3>{t("record.bundle")}</h3>
      <p className="quiet">{t("record.bundleLead")}</p>
      <div className="row record-bundle">
        <ChoiceField
          label={t("record.period")}
          value={period}
          change={setPeriod}
          options={[
            { value: WHOLE, label: t("record.whole") },
            ...[...new Set(closed)].reverse().map((value) => ({ value, label: periodWords(value, view.language) })),
          ]}
        />
        <Button onClick={download} aria-busy={busy}>
          {t(busy ? "record.preparing" : "record.download")}
        </Button>
      </div>
      {failure === undefined ? null : <HouseMessage failure={failure} again={download} />}
    </>
  );
}
const fetchBundle = async (
  number: string,
  period: string,
): Promise<{ readonly name: string; readonly content: Uint8Array<ArrayBuffer> }> => {
  const query = new URLSearchParams({ party: "company", ...(period === WHOLE ? {} : { period }) });
  const answer = await fetch(new URL(`/api/contracts/${encodeURIComponent(number)}/bundle?${query}`, location.href));
  if (!answer.ok) throw Object.assign(new Error(answer.statusText), await answer.json());
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  return {
    name: name === undefined ? `${number}-evidence.zip` : decodeURIComponent(name),
    content: new Uint8Array(await answer.arrayBuffer()),
  };
};
