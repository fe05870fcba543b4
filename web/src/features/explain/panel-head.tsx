import Button from "antd/es/button";
import { useTranslation } from "react-i18next";

export function PanelHead({ title, close }: { readonly title: string; readonly close: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="row">
      <h2>{title}</h2>
      <span className="grow" />
      <Button type="text" size="small" aria-label={t("explain.close")} onClick={close}>
        ✕
      </Button>
    </div>
  );
}
