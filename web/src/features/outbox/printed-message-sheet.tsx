// Clauses: C1.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { PrintedMessage } from "../../source/house-client.ts";

/** A message that somebody hands over in person: shown once, alone on its page, to be printed. */
export function PrintedMessageSheet({ letter, done }: { readonly letter: PrintedMessage; readonly done: () => void }) {
  const { t } = useTranslation();
  const { person, language, subject, text } = letter;
  return (
    <div className="letter">
      <div className="screen-only">
        <h1>{t("outbox.letterOf", { ...person })}</h1>
        <p role="alert">{t("outbox.letterOnce")}</p>
      </div>
      <div className="letter-text" lang={language === "zh" ? "zh-CN" : "en"}>
        <h2>{subject}</h2>
        <p>{text}</p>
      </div>
      <p className="row screen-only">
        <Button type="primary" onClick={() => print()}>
          {t("outbox.print")}
        </Button>
        <Button onClick={done}>{t("outbox.done")}</Button>
      </p>
    </div>
  );
}
