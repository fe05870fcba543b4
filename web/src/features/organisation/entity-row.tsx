// Clauses: C1.1
import Button from "antd/es/button";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../source/house-client.ts";
import { May } from "../../ui/may.tsx";

/** A legal entity with its tax number, seal and bank account. */
export function EntityRow({
  entity,
  open,
}: {
  readonly entity: Organisation["entities"][number];
  readonly open: () => void;
}) {
  const { t, i18n } = useTranslation();
  const name = (i18n.language === "en" && entity.name.en) || entity.name.zh;
  const { creditCode, sealName, bankName = "", bankAccount, closedOn } = entity;
  const facts = [
    ...(creditCode === undefined ? [] : [t("organisation.creditCodeOf", { code: creditCode })]),
    t("organisation.sealOf", { seal: sealName }),
    ...(bankAccount === undefined
      ? []
      : [t("organisation.bankOf", { bank: bankName, account: bankAccount.replace(/(\d{4})(?=\d)/g, "$1 ") })]),
    ...(closedOn === undefined ? [] : [t("organisation.closed", { day: closedOn })]),
  ];
  return (
    <div className="row">
      <span>
        <b>{name}</b> <span className="quiet">{entity.code}</span>
        <br />
        <span className="quiet">{facts.join(" · ")}</span>
      </span>
      <span className="grow" />
      <May verb="keep-legal-entity">
        <Button size="small" aria-label={t("organisation.changeOf", { name })} onClick={open}>
          {t("organisation.change")}
        </Button>
      </May>
    </div>
  );
}
