// Clauses: N7
import { useTranslation } from "react-i18next";
import type { HouseClient, RecordRead } from "../../source/house-client.ts";
import { May } from "../../ui/may.tsx";
import { useReading } from "../../ui/reading.tsx";
import { BundleDownload } from "./bundle-download.tsx";
import { LatestRecords } from "./latest-records.tsx";
import { Receipts } from "./receipts.tsx";
import "./record.css";

/** What was written down of the contract, the evidence to take along, and who countersigned. */
export function RecordPart({
  house,
  record,
  may,
  changed,
}: {
  readonly house: HouseClient;
  readonly record: RecordRead;
  /** What whoever is signed in may do in the name of the party. */
  readonly may: { readonly sign: boolean; readonly bundle: boolean };
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const { format, view } = useReading();
  const { begun, size, share } = record;
  return (
    <section className="record" aria-labelledby="record-title">
      <h2 id="record-title">{t("record.title")}</h2>
      <p className="quiet">{t("record.lead")}</p>
      {begun === null ? (
        <p>{t("record.notBegun")}</p>
      ) : (
        <p>{t("record.size", { count: size, at: format.time(begun.at) })}</p>
      )}
      {begun !== null && begun.events > 0 ? <p>{t("record.begunLate", { count: begun.events })}</p> : null}
      {may.bundle ? <BundleDownload house={house} changed={changed} /> : null}
      <Receipts house={house} record={record} maySign={may.sign} changed={changed} />
      {share === null ? null : <p className="quiet">{t("record.share", share)}</p>}
      <LatestRecords acts={record.acts} />
      {view.party === "company" ? (
        <May verb="list-activity">
          <p>
            <a className="link alone" href={`#/activity?contract=${encodeURIComponent(view.number)}`}>
              {t("record.allActs")}
            </a>
          </p>
        </May>
      ) : null}
    </section>
  );
}
