// Clauses: C7.1
import Button from "antd/es/button";
import Progress from "antd/es/progress";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Upload } from "../../source/import-client.ts";

/** A file on its way to the house, or there. */
export type ChosenFile =
  | { readonly state: "sending"; readonly name: string; readonly share: number }
  | { readonly state: "there"; readonly upload: Upload }
  | { readonly state: "failed"; readonly reason: string };

export function FileChoice({
  chosen,
  take,
  stop,
}: {
  readonly chosen: ChosenFile | undefined;
  readonly take: (file: File) => void;
  readonly stop: () => void;
}) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const percent = chosen?.state === "sending" ? Math.floor(chosen.share * 100) : 0;
  return (
    <section
      className={over ? "drop over" : "drop"}
      aria-label={t("imports.file")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) take(file);
      }}
    >
      <p>{over ? t("imports.dropNow") : t("imports.drop")}</p>
      <div className="row" aria-live="polite">
        <Button type={chosen ? "default" : "primary"} onClick={() => chooser.current?.click()}>
          {t(chosen ? "imports.chooseOther" : "imports.choose")}
        </Button>
        {chosen?.state === "there" ? (
          <b>{t("imports.chosen", { name: chosen.upload.name, size: sizeText(chosen.upload.size) })}</b>
        ) : null}
        {chosen?.state === "sending" ? (
          <>
            <span>{t("imports.uploading", { name: chosen.name, percent })}</span>
            <Progress percent={percent} size="small" showInfo={false} aria-label={t("imports.uploadProgress")} />
            <Button onClick={stop}>{t("imports.cancelUpload")}</Button>
          </>
        ) : null}
      </div>
      {chosen?.state === "failed" ? (
        <p className="wrong" role="alert">
          {t("imports.failed", { reason: chosen.reason })}
        </p>
      ) : null}
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t("imports.choose")}
        accept=".csv,.gz,.xlsx,.txt,.tsv"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) take(file);
          event.target.value = "";
        }}
      />
    </section>
  );
}
const UNITS = ["B", "KB", "MB", "GB"] as const;
const sizeText = (bytes: number): string => {
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`;
};
