// Clauses: C7.1, N7
import type { Notice, Purpose } from "../../source/house-client.ts";

export const PURPOSES = [
  "marketing",
  "survey",
  "profiling",
  "sharing",
  "intermediary",
  "sensitive",
  "publication",
] as const satisfies readonly Purpose[];
const PARTS = [
  "handler",
  "recipientName",
  "recipientContact",
  "recipientPurpose",
  "recipientManner",
  "what",
  "how",
  "kept",
  "rights",
  "recipient",
  "necessity",
] as const;
/** Parts that only the notices of one purpose have: whom data is given to, and why sensitive data is needed, are told only there. */
const OF_PURPOSE: Readonly<Partial<Record<PartName, Purpose>>> = {
  recipient: "sharing",
  recipientName: "intermediary",
  recipientContact: "intermediary",
  recipientPurpose: "intermediary",
  recipientManner: "intermediary",
  necessity: "sensitive",
};
type PartName = (typeof PARTS)[number];
/** A notice's text in one language. */
export type Parts = Notice["content"]["zh"];

/** Parts that a notice of this purpose has. */
export const partsOf = (purpose: Purpose): readonly PartName[] =>
  PARTS.filter((part) => (OF_PURPOSE[part] ?? purpose) === purpose);
export const noParts: Parts = { handler: "", what: "", how: "", kept: "", rights: "" };
/** Whom a notice names as the intermediary that is given data. */
export const recipientOf = ({ purpose, content }: Notice): string | undefined =>
  purpose === "intermediary" ? content.zh.recipientName : undefined;
/** The version that stands, of an intermediary's for one of those whom they name; the house lists the latest first. */
export const latestOf = (notices: readonly Notice[], purpose: Purpose, recipient?: string): Notice | undefined =>
  notices.find((one) => one.purpose === purpose && (recipient === undefined || recipientOf(one) === recipient));
