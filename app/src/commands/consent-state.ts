// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { Consent, PrivacyNotice, Purpose } from "../store/consents.ts";

/** `outdated`: given to a version after which purpose, way or kind of data changed (PIPL 14 para. 2); `none`: never asked. */
export type ConsentStanding = Consent["act"] | "outdated" | "none";
export interface PurposeConsent {
  readonly purpose: Purpose;
  readonly standing: ConsentStanding;
  /** Version of the notice that was answered. */
  readonly version?: number;
  readonly at?: Instant;
}
/** Where a customer stands with each purpose of which there is a notice. */
export const consentStandings = (
  notices: readonly PrivacyNotice[],
  /** The latest first. */
  consents: readonly Pick<Consent, "noticeId" | "act" | "at">[],
): PurposeConsent[] => {
  const byId = new Map(notices.map((notice) => [notice.noticeId, notice]));
  return [...new Set(notices.map(({ purpose }) => purpose))].map((purpose): PurposeConsent => {
    const last = consents.find(({ noticeId }) => byId.get(noticeId)?.purpose === purpose);
    if (!last) return { purpose, standing: "none" };
    const { version } = byId.get(last.noticeId)!;
    const renewed = notices.some((one) => one.purpose === purpose && one.renews && one.version > version);
    const standing = last.act === "given" && renewed ? "outdated" : last.act;
    return { purpose, standing, version, at: last.at };
  });
};
