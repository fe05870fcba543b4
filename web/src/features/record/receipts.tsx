// Clauses: N7
import Button from "antd/es/button";
import { useContext, useState } from "react";
import { useTranslation } from "react-i18next";
import type { HouseClient, RecordRead } from "../../source/house-client.ts";
import { InventedContext } from "../../ui/export/invented.ts";
import { useReading } from "../../ui/reading.tsx";
import { saveText } from "../../ui/save-text.ts";
import { ScrollX } from "../../ui/scroll-x.tsx";
import { receiptName } from "../../ui/sign-record.ts";
import { newKey } from "../../ui/use-form.ts";
import { Countersign } from "./countersign.tsx";

/** Who countersigned when, the receipts once more, and the way to countersign. */
export function Receipts({
  house,
  record,
  maySign,
  changed,
}: {
  readonly house: HouseClient;
  readonly record: RecordRead;
  /** Whoever is signed in signs in the name of the party that is looked at. */
  readonly maySign: boolean;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const { view, format } = useReading();
  const invented = useContext(InventedContext);
  const [busy, setBusy] = useState(false);
  const own = { number: view.number, party: view.party };
  const once = (work: () => Promise<unknown>): void => {
    if (busy) return;
    setBusy(true);
    void work().finally(() => {
      setBusy(false);
      changed();
    });
  };
  return (
    <>
      <h3>{t("record.receipts")}</h3>
      <p className="quiet">{t("record.receiptsLead")}</p>
      {record.receipts.length === 0 ? (
        <p className="empty">{t("record.none")}</p>
      ) : (
        <ScrollX label={t("record.receipts")}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t("record.at")}</th>
                <th scope="col">{t("record.who")}</th>
                <th scope="col">{t("record.device")}</th>
                <th scope="col" className="number">
                  {t("record.records")}
                </th>
                <th scope="col">{t("record.file")}</th>
              </tr>
            </thead>
            <tbody>
              {record.receipts.map(({ receiptId, at, party, device, size }) => (
                <tr key={receiptId}>
                  <td className="time">{format.time(at)}</td>
                  <td>{t(`record.parties.${party}`)}</td>
                  <td>{device}</td>
                  <td className="number">{format.count(size)}</td>
                  <td>
                    <Button
                      size="small"
                      aria-label={t("record.saveOf", { at: format.time(at) })}
                      onClick={() =>
                        once(async () => {
                          const receipt = await house.records.receipt({ ...own, receiptId });
                          saveText(
                            `${invented ? t("house.demoFile") : ""}${receiptName(view.number, size)}`,
                            "application/json",
                            `${JSON.stringify(receipt, null, 1)}\n`,
                          );
                        })
                      }
                    >
                      {t("record.save")}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {maySign ? <Countersign house={house} record={record} changed={changed} /> : null}
      {record.keys.length === 0 || !maySign ? null : (
        <details className="record-keys">
          <summary>{t("record.keys")}</summary>
          <p className="quiet">{t("record.endLead")}</p>
          <ul>
            {record.keys.map(({ partyKeyId, device, registeredAt }) => (
              <li key={partyKeyId} className="row">
                <span>{t("record.keyFrom", { device, at: format.time(registeredAt) })}</span>
                <Button
                  size="small"
                  aria-label={t("record.endOf", { device })}
                  onClick={() => once(() => house.records.endKey({ ...own, key: newKey(), partyKeyId }))}
                >
                  {t("record.end")}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
