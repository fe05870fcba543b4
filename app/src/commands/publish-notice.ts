// Clauses: C7.1, N7
import { hash } from "node:crypto";
import { canonicalJson } from "@fealty/engine/evidence/canonical.ts";
import { addNotice, listNotices, type NoticeText, type PrivacyNotice, type Purpose } from "../store/consents.ts";
import { lockOrganisation } from "../store/organisation.ts";
import { newUuid } from "../store/uuid.ts";
import { authorise, type Caller, relationOf } from "./access.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults } from "./form-faults.ts";
import { companyNow, type House } from "./house.ts";

export interface NoticeGiven extends Keyed {
  readonly purpose: Purpose;
  readonly renews: boolean;
  readonly zh: NoticeText;
  readonly en?: NoticeText | undefined;
}
const ALWAYS = ["handler", "what", "how", "kept", "rights"] as const;
/** What a notice of this purpose has to say beside what every notice says (PIPL 23, 30). */
export const neededParts = (purpose: Purpose): readonly (keyof NoticeText)[] => [
  ...ALWAYS,
  ...(purpose === "sharing" ? (["recipient"] as const) : []),
  ...(purpose === "intermediary"
    ? (["recipientName", "recipientContact", "recipientPurpose", "recipientManner"] as const)
    : []),
  ...(purpose === "sensitive" ? (["necessity"] as const) : []),
];
/**
 * Publishes the next version of what people are told of a purpose; it never changes afterwards.
 * Refusals: `not_for_this_party`, `form_refused` with every part that is missing, `key_reused`.
 */
export const publishNotice = (
  house: House,
  caller: Caller,
  given: NoticeGiven,
): Promise<{ readonly purpose: Purpose; readonly version: number }> =>
  doOnce(house, caller, "publish-notice", given, async ({ tx, tell }) => {
    await lockOrganisation(tx);
    const { purpose, renews } = given;
    const faults = new FormFaults();
    const content = {
      zh: checkedText(given.zh, purpose, "zh", faults),
      ...(given.en === undefined ? {} : { en: checkedText(given.en, purpose, "en", faults) }),
    };
    faults.refuse();
    const version =
      Math.max(0, ...(await listNotices(tx)).filter((one) => one.purpose === purpose).map((one) => one.version)) + 1;
    const noticeId = newUuid();
    const sha256 = hash("sha256", canonicalJson({ purpose, version, renews, content }), "buffer");
    const publishedAt = await companyNow(house, tx);
    await addNotice(tx, { noticeId, purpose, version, renews, content, sha256, publishedAt });
    await tell({ subjectKind: "privacy_notice", subjectId: noticeId, detail: { purpose, version, renews } });
    return { purpose, version };
  });
const checkedText = (text: NoticeText, purpose: Purpose, language: "zh" | "en", faults: FormFaults): NoticeText =>
  Object.fromEntries(
    neededParts(purpose).map((part) => [part, faults.text(`${language}.${part}`, text[part] ?? "", 2000)]),
  ) as unknown as NoticeText;

export interface ShownNotice extends Omit<PrivacyNotice, "sha256"> {
  /** Hexadecimal; what a consent was given to. */
  readonly sha256: string;
}
/** All versions, by purpose, the latest first. Refusal: `not_for_this_party`. */
export const readNotices = (house: House, caller: Caller): Promise<{ readonly notices: readonly ShownNotice[] }> => {
  authorise(caller, "read-notices");
  return house.store.withCompany(
    caller.companyId,
    { ...relationOf(caller, "read-notices"), snapshot: true },
    async (tx) => ({
      notices: (await listNotices(tx)).map((one) => ({ ...one, sha256: one.sha256.toString("hex") })),
    }),
  );
};
