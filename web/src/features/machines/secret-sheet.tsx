// Clauses: C1.2
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** What a machine is given, shown this once: to copy, and to be put away. */
export function SecretSheet({
  title,
  how,
  secret,
  done,
}: {
  readonly title: string;
  readonly how: string;
  readonly secret: string;
  readonly done: () => void;
}) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // Where a page may not write to the clipboard the text is chosen by hand.
  const copy = (): void =>
    void navigator.clipboard?.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <div className="secret" role="status">
      <h2>{title}</h2>
      <p>{how}</p>
      <p>
        <code>{secret}</code>
      </p>
      <p className="row">
        <Button type="primary" onClick={copy}>
          {t(copied ? "apiKeys.copied" : "apiKeys.copy")}
        </Button>
        <Button onClick={done}>{t("apiKeys.saved")}</Button>
      </p>
    </div>
  );
}
