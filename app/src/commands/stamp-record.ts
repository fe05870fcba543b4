// Clauses: N7
import { randomBytes } from "node:crypto";
import { utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import { readNote } from "@fealty/engine/evidence/note.ts";
import { NONCE_BYTES, readTimeStamp, timeStampRequest } from "@fealty/engine/evidence/time-stamp.ts";
import { sha256Bytes } from "../store/record-log.ts";
import type { KeptCheckpoint } from "../store/record-reads.ts";
import { addStamp } from "../store/record-stamps.ts";
import type { House } from "./house.ts";

/** An authority that does not answer holds up no evidence. */
const PATIENCE = 10_000;
const LARGEST_ANSWER = 64 * 1024;
/**
 * Has the house's time-stamping authority stamp a signed state, where one is set, and keeps what it answered. Returns whether there is a stamp
 * now: without one evidence is what it is, and says that there is none.
 */
export const stampRecord = async (
  house: House,
  companyId: number,
  contractId: string,
  { note, size }: KeptCheckpoint,
): Promise<boolean> => {
  const { timeStampUrl: url } = house;
  if (url === undefined) return false;
  const hash = sha256Bytes(utf8Bytes(readNote(note)!.text));
  const nonce = randomBytes(NONCE_BYTES);
  const answer = await ask(url, timeStampRequest(hash, nonce));
  if (answer === undefined || !readTimeStamp(answer, hash, nonce)) return false;
  const authority = new URL(url).host;
  await house.store.withCompany(companyId, { idempotent: true }, (tx) =>
    addStamp(tx, contractId, { size, at: house.now(), authority, answer }),
  );
  return true;
};
const ask = async (url: string, request: Uint8Array): Promise<Buffer | undefined> => {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/timestamp-query" },
      body: Buffer.from(request),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) return undefined;
    const bytes = Buffer.from(await answer.arrayBuffer());
    return bytes.length > LARGEST_ANSWER ? undefined : bytes;
  } catch {
    return undefined;
  }
};
