// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { type Consent, type PrivacyNotice, type Purpose, recipientOf } from "../store/consents.ts";
import { groupedBy } from "./grouped.ts";

/** `outdated`: given to a version after which purpose, way or kind of data changed (PIPL 14 para. 2); `none`: never asked. */
export type ConsentStanding = Consent["act"] | "outdated" | "none";
export interface PurposeConsent {
  readonly purpose: Purpose;
  /** Whom the notices name, where the consent is one to being given to an intermediary. */
  readonly recipient?: string;
  readonly standing: ConsentStanding;
  /** Version of the notice that was answered. */
  readonly version?: number;
  readonly at?: Instant;
}
/** The notice that stands for a purpose, of an intermediary's the one that names it. @param notices the latest first */
export const standingNotice = <Notice extends Pick<PrivacyNotice, "purpose" | "content">>(
  notices: readonly Notice[],
  { purpose, recipient }: Pick<PurposeConsent, "purpose" | "recipient">,
): Notice | undefined => notices.find((one) => one.purpose === purpose && recipientOf(one) === recipient);
/** Where a customer stands with each purpose of which there is a notice, and of an intermediary's with each whom one names. */
export const consentStandings = (
  notices: readonly PrivacyNotice[],
  /** The latest first. */
  consents: readonly Pick<Consent, "noticeId" | "act" | "at">[],
): PurposeConsent[] => {
  const byId = new Map(notices.map((notice) => [notice.noticeId, notice]));
  return [...groupedBy(notices, (one) => `${one.purpose} ${recipientOf(one) ?? ""}`).values()].map(
    (own): PurposeConsent => {
      const recipient = recipientOf(own[0]!);
      const about = { purpose: own[0]!.purpose, ...(recipient === undefined ? {} : { recipient }) };
      const last = consents.find(({ noticeId }) => own.some((one) => one.noticeId === noticeId));
      if (!last) return { ...about, standing: "none" };
      const { version } = byId.get(last.noticeId)!;
      const renewed = own.some((one) => one.renews && one.version > version);
      const standing = last.act === "given" && renewed ? "outdated" : last.act;
      return { ...about, standing, version, at: last.at };
    },
  );
};
