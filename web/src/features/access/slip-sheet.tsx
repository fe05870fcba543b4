// Clauses: C1.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { Slip } from "../../source/house-client.ts";
import { houseFormat } from "../../ui/house-format.ts";
import { QrPicture } from "../../ui/qr-picture.tsx";
import "../../ui/printed-alone.css";

/** A slip as it is handed over: shown once, to print or to be scanned off the screen. */
export function SlipSheet({ slip, done }: { readonly slip: Slip; readonly done: () => void }) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", slip.expiresAt);
  const address = `${location.origin}/`;
  const { name, code } = slip.person;
  return (
    <div className="slip printed-alone" role="status">
      <h3>{t("access.slipOf", { name, code })}</h3>
      <p>{t("access.slipOnce", { until: format.time(slip.expiresAt) })}</p>
      <div className="code-and-picture">
        <QrPicture text={`${address}#/slip/${slip.code}`} label={t("access.slipCode")} />
        <div>
          <p>{t("access.slipHow", { address })}</p>
          <p className="one-time-code">{slip.code}</p>
        </div>
      </div>
      <p className="row screen-only">
        <Button type="primary" onClick={() => print()}>
          {t("access.printSlip")}
        </Button>
        <Button onClick={done}>{t("access.slipDone")}</Button>
      </p>
    </div>
  );
}
