// Clauses: N7
import { oc, type } from "@orpc/contract";
import { z } from "zod";
import type { countersign, offerRecord } from "../commands/countersign.ts";
import type { readRecord } from "../commands/read-record.ts";
import { errors, failure, number, party } from "./api-common.ts";
import { formErrors, keyed } from "./api-people.ts";

const given = keyed.extend({ number });
const base64 = z.string().max(200).describe("Base64");
const recordErrors = {
  ...errors,
  ...formErrors,
  NO_SUCH_THING: { status: 404, data: failure },
  RECEIPT_REFUSED: { status: 422, data: failure },
  RECORD_KEY_MALFORMED: { status: 503, data: failure },
} as const;
const own = z.object({ number, party });

export const recordsApi = {
  read: oc
    .route({
      method: "GET",
      path: "/contracts/{number}/record",
      summary: "What was written down of a contract, and who countersigned it",
    })
    .input(own)
    .errors(errors)
    .output(type<Awaited<ReturnType<typeof readRecord>>>()),
  offer: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/record/offer",
      summary: "The record's present state, signed, for a party to countersign",
    })
    .input(own)
    .errors(recordErrors)
    .output(type<Awaited<ReturnType<typeof offerRecord>>>()),
  registerKey: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/record/keys",
      summary: "Takes the public key of a party's device",
    })
    .input(
      given.extend({
        device: z.string().max(200).describe("What the party calls it"),
        publicKey: base64.describe("Base64: ECDSA P-256, the uncompressed point"),
        proof: base64.describe(
          "Base64: signature over `fealty key registration 1`, number, party and public key, a line each",
        ),
      }),
    )
    .errors(recordErrors)
    .output(z.object({ partyKeyId: z.string() })),
  endKey: oc
    .route({
      method: "DELETE",
      path: "/contracts/{number}/record/keys/{partyKeyId}",
      summary: "A device was lost: its key signs no more",
    })
    .input(given.extend({ partyKeyId: z.uuid() }))
    .errors(recordErrors)
    .output(z.object({ partyKeyId: z.string() })),
  countersign: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/record/receipts",
      summary: "Keeps a party's signature, and gives the receipt",
    })
    .input(
      given.extend({
        partyKeyId: z.uuid(),
        size: z.int().min(1).describe("That of the offer"),
        signature: base64.describe("Base64: r and s over the offer's text (ECDSA P-256, SHA-256)"),
      }),
    )
    .errors(recordErrors)
    .output(type<Awaited<ReturnType<typeof countersign>>>()),
  receiveStatement: oc
    .route({
      method: "POST",
      path: "/contracts/{number}/statements/received",
      summary: "A party says that it has received a closed statement; it agrees to no amount by that",
    })
    .input(
      given.extend({
        rule: z.string().max(200).describe("Of the statement, C6.2/pay"),
        period: z.string().max(40).describe("2026-06"),
      }),
    )
    .errors(recordErrors)
    .output(z.object({ period: z.string() })),
  receipt: oc
    .route({ method: "GET", path: "/contracts/{number}/record/receipts/{receiptId}", summary: "A receipt once more" })
    .input(own.extend({ receiptId: z.uuid() }))
    .errors(recordErrors)
    .output(type<Awaited<ReturnType<typeof countersign>>>()),
};
