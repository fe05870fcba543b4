// Clauses: C7.1, N7
import type { Notice, Purpose } from "../../source/house-client.ts";

export const PURPOSES = [
  "marketing",
  "survey",
  "profiling",
  "sharing",
  "sensitive",
  "publication",
] as const satisfies readonly Purpose[];
const PARTS = ["handler", "what", "how", "kept", "rights", "recipient", "necessity"] as const;
type PartName = (typeof PARTS)[number];
/** A notice's text in one language. */
export type Parts = Notice["content"]["zh"];

/** Parts that a notice of this purpose has: whom data is given to, and why sensitive data is needed, are told only there. */
export const partsOf = (purpose: Purpose): readonly PartName[] =>
  PARTS.filter(
    (part) => (part !== "recipient" || purpose === "sharing") && (part !== "necessity" || purpose === "sensitive"),
  );
export const noParts: Parts = { handler: "", what: "", how: "", kept: "", rights: "" };
/** The version that stands; the house lists the latest first. */
export const latestOf = (notices: readonly Notice[], purpose: Purpose): Notice | undefined =>
  notices.find((one) => one.purpose === purpose);
