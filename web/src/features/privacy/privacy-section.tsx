// Clauses: C7.1, N7
import { useTranslation } from "react-i18next";
import type { HouseClient, Notice, OpenRequests } from "../../source/house-client.ts";
import { Notices } from "./notices.tsx";
import { OpenRequestList } from "./open-request-list.tsx";
import "../../ui/register.css";
import "./privacy.css";

/** What waits for an answer, and the notices that consents answer. */
export function PrivacySection({
  open,
  ...notices
}: {
  readonly house: HouseClient;
  readonly open: OpenRequests;
  readonly notices: readonly Notice[];
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="register privacy">
      <h1>{t("privacy.title")}</h1>
      <OpenRequestList open={open} />
      <Notices {...notices} />
    </section>
  );
}
