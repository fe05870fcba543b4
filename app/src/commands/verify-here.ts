// Clauses: N7
import { type BundleReport, verifyBundle } from "@fealty/engine/verify-bundle.ts";
import { verifySignature } from "../store/record-checkpoints.ts";
import { sha256Bytes } from "../store/record-log.ts";

/**
 * Verifies a bundle of evidence by this machine, as its own page does in a browser.
 * @param receipts texts of receipt files that somebody kept apart
 */
export const verifyHere = (bytes: Uint8Array, receipts: readonly string[] = []): BundleReport =>
  verifyBundle(bytes, { sha256: sha256Bytes, verify: verifySignature }, receipts);
