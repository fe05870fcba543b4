// Clauses: C7.1, N7
import Button from "antd/es/button";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CustomerLink, HouseClient } from "../../source/house-client.ts";
import { FormFrame } from "../../ui/form-frame.tsx";
import { houseFormat } from "../../ui/house-format.ts";
import { QrPicture } from "../../ui/qr-picture.tsx";
import { useForm } from "../../ui/use-form.ts";
import "../../ui/printed-alone.css";

interface Props {
  readonly house: HouseClient;
  /** In whose name the link is given: an agent gives one to whom its own contract serves. */
  readonly party: "company" | "agent";
  /** Code of the customer. */
  readonly code: string;
  readonly done: () => void;
  readonly stop: () => void;
}
/** Makes a one-time link for a customer, and shows it this once as text and picture. */
export function LinkForm({ house, party, code, done, stop }: Props) {
  const { t } = useTranslation();
  const [link, setLink] = useState<CustomerLink>();
  const form = useForm({}, (_, key) => house.customers.giveLink({ party, key, customer: code }), setLink);
  if (link) return <LinkSheet link={link} customer={code} done={done} />;
  return (
    <div>
      <p className="quiet">{t("customers.giveLinkLead")}</p>
      <FormFrame form={form} verb={t("customers.giveLinkNow")} stop={stop}>
        {null}
      </FormFrame>
    </div>
  );
}
function LinkSheet({
  link,
  customer,
  done,
}: {
  readonly link: CustomerLink;
  readonly customer: string;
  readonly done: () => void;
}) {
  const { t, i18n } = useTranslation();
  const format = houseFormat(i18n.language === "en" ? "en" : "zh", link.expiresAt);
  const address = `${location.origin}${location.pathname}#/me/${link.code}`;
  return (
    <div className="customer-link printed-alone" role="status">
      <p>
        <b>{t(link.for === customer ? "customers.linkFor" : "customers.linkForGuardian", { code: link.for })}</b>
      </p>
      <p>{t("customers.linkOnce", { until: format.time(link.expiresAt) })}</p>
      <div className="link-and-picture">
        <QrPicture text={address} label={t("customers.linkPicture")} />
        <p className="one-time-link">{address}</p>
      </div>
      <p className="row screen-only">
        <Button type="primary" onClick={() => print()}>
          {t("customers.printLink")}
        </Button>
        <Button onClick={done}>{t("customers.linkDone")}</Button>
      </p>
    </div>
  );
}
