// Clauses: C7.1, N7
import type { HouseClient, Notice, OpenRequests } from "../../source/house-client.ts";
import { Notices } from "./notices.tsx";
import { OpenRequestList } from "./open-request-list.tsx";
import { PrivacyNav } from "./privacy-nav.tsx";
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
  return (
    <section className="register privacy">
      <PrivacyNav part="requests" />
      <OpenRequestList open={open} />
      <Notices {...notices} />
    </section>
  );
}
