// Clauses: C7.1, N7
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { type Schema, statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

export type Purpose = Schema["privacy_notice"]["purpose"];
/** What people are told of a purpose, in one language (PIPL 17; 23 for the recipient, 30 for the necessity). */
export interface NoticeText {
  /** Who handles the data, and how to reach them. */
  readonly handler: string;
  /** Kinds of data. */
  readonly what: string;
  /** What for, and in what way. */
  readonly how: string;
  /** For how long. */
  readonly kept: string;
  /** How to look, correct, withdraw and complain. */
  readonly rights: string;
  /** To whom it is given, what they do with it, and how to reach them. */
  readonly recipient?: string | undefined;
  /** Of an intermediary the name by which contracts call it, how to reach it, what for and in what way it handles the data. */
  readonly recipientName?: string | undefined;
  readonly recipientContact?: string | undefined;
  readonly recipientPurpose?: string | undefined;
  readonly recipientManner?: string | undefined;
  /** Why sensitive data is needed, and what that means for the person. */
  readonly necessity?: string | undefined;
}
export interface PrivacyNotice {
  readonly noticeId: string;
  readonly purpose: Purpose;
  readonly version: number;
  /** Consents to earlier versions no longer count. */
  readonly renews: boolean;
  readonly content: { readonly zh: NoticeText; readonly en?: NoticeText };
  readonly sha256: Buffer;
  readonly publishedAt: Instant;
}
/** To whom a notice says that data is given; of other purposes than an intermediary's none by itself. */
export const recipientOf = ({ purpose, content }: Pick<PrivacyNotice, "purpose" | "content">): string | undefined =>
  purpose === "intermediary" ? content.zh.recipientName : undefined;
export type ConsentAct = Schema["consent"]["act"];
export interface Consent {
  readonly consentId: string;
  readonly customerId: string;
  readonly noticeId: string;
  readonly act: ConsentAct;
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** Who said it for a child. */
  readonly guardianId?: string;
  readonly form: Schema["consent"]["form"];
  /** Number of the paper, or what else shows it; may be empty for what was said on a screen of this house. */
  readonly evidence: string;
  readonly actorPersonId?: string;
}

/** Refusal: `already_there` where another published this version. */
export const addNotice = async (tx: Tx, notice: PrivacyNotice): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    notice_id: notice.noticeId,
    purpose: notice.purpose,
    version: notice.version,
    renews: notice.renews,
    content: JSON.stringify(notice.content),
    sha256: notice.sha256,
    published_at: instantParameter(notice.publishedAt),
  };
  await tx.change(statements.insertInto("privacy_notice").values(row));
};
/** By purpose, the latest version first. */
export const listNotices = async (tx: Tx): Promise<PrivacyNotice[]> => {
  const query = statements.selectFrom("privacy_notice").selectAll().where("company_id", "=", tx.company);
  return (await tx.rows(query.orderBy("purpose").orderBy("version", "desc"))).map((row) => ({
    noticeId: row.notice_id,
    purpose: row.purpose,
    version: row.version,
    renews: row.renews,
    content: row.content as PrivacyNotice["content"],
    sha256: row.sha256,
    publishedAt: row.published_at,
  }));
};
/** What the customers with some codes said to notices of a purpose, the latest first; those merged into another count with it. */
export const listConsentsOf = async (
  tx: Tx,
  purpose: Purpose,
  codes: readonly string[],
): Promise<(Pick<Consent, "noticeId" | "act" | "at"> & { readonly code: string })[]> => {
  const rows = await tx.sql<{ code: string; notice_id: string; act: ConsentAct; at: Instant }>(
    `select k.code, c.notice_id, c.act, c.at
       from fealty.customer k
       join fealty.consent c on c.company_id = k.company_id and c.customer_id in (k.customer_id, k.merged_into_customer_id)
       join fealty.privacy_notice n on n.company_id = c.company_id and n.notice_id = c.notice_id
      where k.company_id = $1 and k.code = any($2::text[]) and n.purpose = $3
      order by c.at desc, c.recorded_at desc, c.consent_id desc`,
    [tx.companyId, codes, purpose],
  );
  return rows.map((row) => ({ code: row.code, noticeId: row.notice_id, act: row.act, at: row.at }));
};
export const addConsent = async (tx: Tx, consent: Consent): Promise<void> => {
  const row = {
    company_id: tx.companyId,
    consent_id: consent.consentId,
    customer_id: consent.customerId,
    notice_id: consent.noticeId,
    act: consent.act,
    at: instantParameter(consent.at),
    recorded_at: instantParameter(consent.recordedAt),
    guardian_customer_id: consent.guardianId ?? null,
    form: consent.form,
    evidence: consent.evidence,
    actor_person_id: consent.actorPersonId ?? null,
  };
  await tx.change(statements.insertInto("consent").values(row));
};
/** All that a customer said, the latest first; of one moment the one recorded last. */
export const listConsents = async (tx: Tx, customerId: string): Promise<Consent[]> => {
  const query = statements
    .selectFrom("consent")
    .selectAll()
    .where("company_id", "=", tx.company)
    .where("customer_id", "=", customerId);
  const ordered = query.orderBy("at", "desc").orderBy("recorded_at", "desc").orderBy("consent_id", "desc");
  return (await tx.rows(ordered)).map((row) => ({
    consentId: row.consent_id,
    customerId: row.customer_id,
    noticeId: row.notice_id,
    act: row.act,
    at: row.at,
    recordedAt: row.recorded_at,
    ...(row.guardian_customer_id === null ? {} : { guardianId: row.guardian_customer_id }),
    form: row.form,
    evidence: row.evidence,
    ...(row.actor_person_id === null ? {} : { actorPersonId: row.actor_person_id }),
  }));
};
