// Clauses: N7
import { createPublicKey, verify } from "node:crypto";
import { utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import {
  type NoteKey,
  printCheckpoint,
  printNote,
  signatureOf,
  type VerifySignature,
} from "@fealty/engine/evidence/note.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantParameter } from "./column-types.ts";
import { recordOf } from "./record-begin.ts";
import { sha256Bytes } from "./record-log.ts";
import type { HouseKey, KeptCheckpoint } from "./record-reads.ts";
import { statements } from "./schema.ts";
import type { Tx } from "./transaction.ts";

/** Names a contract's record wherever it is shown. */
export const originOf = (contractId: string): string => `fealty/record/${contractId}`;
/**
 * The signed state of a contract's record as it is now; signed once for each size. The transaction holds the contract's lock.
 * Refusal: `record_key_malformed`.
 */
export const checkpointNow = async (
  tx: Tx,
  { contractId, number }: { readonly contractId: string; readonly number: string },
  at: Instant,
): Promise<KeptCheckpoint> => {
  const frontier = await recordOf(tx, contractId, at);
  const size = frontier.size;
  const kept = await findCheckpoint(tx, contractId, size);
  if (kept) return kept;
  const key = await tx.signer.key();
  await keepKey(tx, key, at);
  const more = [`contract ${number.replace(/\s+/gu, " ")}`, `time ${instantParameter(at)}`];
  const text = printCheckpoint({ origin: originOf(contractId), size, root: frontier.root(), more });
  const signature = signatureOf(sha256Bytes, noteKeyOf(key), await tx.signer.sign(utf8Bytes(text)));
  const note = printNote({ text, signatures: [signature] });
  await tx.change(
    statements.insertInto("record_checkpoint").values({
      company_id: tx.companyId,
      contract_id: contractId,
      size,
      at: instantParameter(at),
      note,
    }),
  );
  return { size, at, note };
};
export const findCheckpoint = async (tx: Tx, contractId: string, size: number): Promise<KeptCheckpoint | undefined> => {
  const [row] = await tx.rows(
    statements
      .selectFrom("record_checkpoint")
      .select(["size", "at", "note"])
      .where("company_id", "=", tx.company)
      .where("contract_id", "=", contractId)
      .where("size", "=", BigInt(size)),
  );
  return row && { ...row, size: Number(row.size) };
};
/** Of two contracts that are signed at once the first writes the key down. */
const keepKey = async (
  tx: Tx,
  { name, publicKey }: { readonly name: string; readonly publicKey: Buffer },
  at: Instant,
) =>
  tx.change(
    statements
      .insertInto("record_key")
      .values({ company_id: tx.companyId, name, public_key: publicKey, from_at: instantParameter(at) })
      .onConflict((clash) => clash.columns(["company_id", "name"]).doNothing()),
  );
export const noteKeyOf = ({ name, publicKey }: Pick<HouseKey, "name" | "publicKey">): NoteKey => ({
  name,
  algorithm: "ed25519",
  publicKey,
});

/** Whether a signature is that of a key, as the machine computes it. A key that is none signs nothing. */
export const verifySignature: VerifySignature = (algorithm, publicKey, message, signature) => {
  try {
    const key = createPublicKey({ key: jwkOf(algorithm, Buffer.from(publicKey)), format: "jwk" });
    return algorithm === "ed25519"
      ? verify(null, message, key, signature)
      : verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
  } catch {
    return false;
  }
};
const jwkOf = (algorithm: "ed25519" | "ecdsa-p256", key: Buffer) =>
  algorithm === "ed25519"
    ? { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") }
    : {
        kty: "EC",
        crv: "P-256",
        x: key.subarray(1, 33).toString("base64url"),
        y: key.subarray(33).toString("base64url"),
      };
