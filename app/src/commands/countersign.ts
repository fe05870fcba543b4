// Clauses: N7

import { RECEIPT_FORM, type ReceiptFile } from "@fealty/engine/evidence/bundle-form.ts";
import { base64Bytes, hexOf, utf8Bytes } from "@fealty/engine/evidence/bytes.ts";
import { printNote, readNote, signatureOf } from "@fealty/engine/evidence/note.ts";
import { lockContract } from "../store/contracts.ts";
import { addToRecord } from "../store/record-begin.ts";
import { checkpointNow, findCheckpoint, verifySignature } from "../store/record-checkpoints.ts";
import { sha256Bytes } from "../store/record-log.ts";
import {
  addPartyKey,
  addReceipt,
  endPartyKey,
  listPartyKeys,
  listReceipts,
  type PartyKey,
  partyKeyName,
  type Receipt,
} from "../store/record-receipts.ts";
import type { Tx } from "../store/transaction.ts";
import { newUuid } from "../store/uuid.ts";
import { actorOf, authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { bundledKey, houseKeys } from "./collect-bundle.ts";
import { doOnce, type Keyed } from "./do-once.ts";
import { FormFaults, noSuchThing } from "./form-faults.ts";
import { contractNumbered, type House, type KnownContract } from "./house.ts";
import { identityOf } from "./identity-of.ts";
import { Refusal } from "./refusal.ts";

/** What a device signs to show that it has the key that it registers. */
export const keyProofText = (number: string, party: string, publicKey: string): string =>
  `fealty key registration 1\n${number}\n${party}\n${publicKey}\n`;

export interface KeyGiven extends Keyed {
  readonly number: string;
  /** What the party calls it. */
  readonly device: string;
  /** Base64: ECDSA P-256, the uncompressed point of 65 bytes. */
  readonly publicKey: string;
  /** Base64: the signature over `keyProofText`. */
  readonly proof: string;
}
/**
 * Takes the public key of a party's device: from then on it can countersign for this contract. The private key stays on the device.
 * Refusals: `not_for_this_party`, `no_such_contract`, `form_refused`, `key_reused`.
 */
export const registerKey = (house: House, caller: Caller, given: KeyGiven): Promise<{ readonly partyKeyId: string }> =>
  doOnce(house, caller, "register-key", given, async ({ tx }) => {
    const contract = await locked(tx, caller, given.number);
    const faults = new FormFaults();
    const device = faults.text("device", given.device, 60);
    const publicKey = base64Bytes(given.publicKey) ?? new Uint8Array(0);
    const message = utf8Bytes(keyProofText(given.number, caller.party, given.publicKey));
    const proof = base64Bytes(given.proof) ?? new Uint8Array(0);
    if (publicKey.length !== 65 || !verifySignature("ecdsa-p256", publicKey, message, proof))
      faults.add(
        "publicKey",
        "这台设备没有证明它持有这把密钥，请重新登记。",
        "The device did not show that it holds this key; register it again.",
      );
    faults.refuse();
    const known = (await listPartyKeys(tx, contract.contractId)).find((one) => one.publicKey.equals(publicKey));
    if (known?.party === caller.party && known.endedAt === undefined) return { partyKeyId: known.partyKeyId };
    if (known) throw keyEnded();
    const at = house.now();
    const key: PartyKey = {
      partyKeyId: newUuid(),
      ...identityOf(caller, contract),
      device,
      publicKey: Buffer.from(publicKey),
      registeredAt: at,
    };
    await addPartyKey(tx, contract.contractId, key);
    const { party } = key;
    await addToRecord(tx, contract.contractId, at, [
      { what: { key: { name: partyKeyName(key), party, device, public: hexOf(publicKey) } } },
    ]);
    return { partyKeyId: key.partyKeyId };
  });

export interface KeyEnded extends Keyed {
  readonly number: string;
  readonly partyKeyId: string;
}
/**
 * A device was lost or replaced: its key signs no more, and what it signed before stays. A party ends its own keys.
 * Refusals: `not_for_this_party`, `no_such_contract`, `no_such_thing`, `receipt_refused` where it was ended already, `key_reused`.
 */
export const endKey = (house: House, caller: Caller, given: KeyEnded): Promise<{ readonly partyKeyId: string }> =>
  doOnce(house, caller, "end-key", given, async ({ tx }) => {
    const { contractId } = await locked(tx, caller, given.number);
    const key = (await listPartyKeys(tx, contractId)).find(({ partyKeyId }) => partyKeyId === given.partyKeyId);
    if (key?.party !== caller.party) throw noSuchThing("key", given.partyKeyId);
    if (key.endedAt !== undefined) throw keyEnded();
    const at = house.now();
    await endPartyKey(tx, contractId, given.partyKeyId, at);
    await addToRecord(tx, contractId, at, [{ what: { keyEnded: partyKeyName(key) } }]);
    return { partyKeyId: given.partyKeyId };
  });

export interface Offer {
  readonly size: number;
  /** What is to be signed, byte for byte. */
  readonly text: string;
}
/** The record's state as it is now, signed by the house, for a party to countersign. Refusals: `not_for_this_party`, `no_such_contract`. */
export const offerRecord = (house: House, caller: Caller, number: string): Promise<Offer> => {
  authorise(caller, "countersign");
  const { companyId } = caller;
  const by = actorOf(house, caller, "countersign");
  const options = { ...relationOf(caller, "countersign"), idempotent: true, by };
  return house.store.withCompany(companyId, options, async (tx) => {
    const contract = await locked(tx, caller, number);
    const { size, note } = await checkpointNow(tx, contract, house.now());
    return { size, text: readNote(note)!.text };
  });
};

export interface Countersigned extends Keyed {
  readonly number: string;
  readonly partyKeyId: string;
  /** That of the offer. */
  readonly size: number;
  /** Base64: r and s, 64 bytes, over the offer's text. */
  readonly signature: string;
}
/**
 * Keeps a party's signature below a signed state of the record, and gives the receipt.
 * Refusals: `not_for_this_party`, `no_such_contract`, `no_such_thing`, `receipt_refused`, `key_reused`.
 */
export const countersign = (house: House, caller: Caller, given: Countersigned): Promise<ReceiptFile> =>
  doOnce(house, caller, "countersign", given, async ({ tx }) => {
    const { contractId, number } = await locked(tx, caller, given.number);
    const key = (await listPartyKeys(tx, contractId)).find(({ partyKeyId }) => partyKeyId === given.partyKeyId);
    if (key?.party !== caller.party) throw noSuchThing("key", given.partyKeyId);
    if (key.endedAt !== undefined) throw keyEnded();
    const checkpoint = await findCheckpoint(tx, contractId, given.size);
    const note = checkpoint && readNote(checkpoint.note);
    const signature = base64Bytes(given.signature) ?? new Uint8Array(0);
    if (!note || !verifySignature("ecdsa-p256", key.publicKey, utf8Bytes(note.text), signature)) throw notSigned();
    const own = { name: partyKeyName(key), algorithm: "ecdsa-p256", publicKey: key.publicKey } as const;
    const whole = printNote({ ...note, signatures: [...note.signatures, signatureOf(sha256Bytes, own, signature)] });
    const known = (await listReceipts(tx, contractId)).find(
      (one) => one.size === given.size && one.partyKeyId === key.partyKeyId,
    );
    if (known) return receiptFile(tx, number, known, key);
    const at = house.now();
    const receipt: Receipt = {
      receiptId: newUuid(),
      size: given.size,
      party: key.party,
      partyKeyId: key.partyKeyId,
      at,
      note: whole,
    };
    await addReceipt(tx, contractId, receipt);
    await addToRecord(tx, contractId, at, [{ what: { receipt: { size: given.size, key: own.name } } }]);
    return receiptFile(tx, number, receipt, key);
  });
/** A receipt once more, for a party that lost its file. Refusals: `not_for_this_party`, `no_such_contract`, `no_such_thing`. */
export const readReceipt = (house: House, caller: Caller, number: string, receiptId: string): Promise<ReceiptFile> => {
  authorise(caller, "read-record");
  const { companyId } = caller;
  return house.store.withCompany(companyId, { ...relationOf(caller, "read-record"), snapshot: true }, async (tx) => {
    const contract = await contractNumbered(tx, number);
    authoriseFor(caller, contract);
    const receipt = (await listReceipts(tx, contract.contractId)).find((one) => one.receiptId === receiptId);
    const keys = await listPartyKeys(tx, contract.contractId);
    const key = keys.find(({ partyKeyId }) => partyKeyId === receipt?.partyKeyId);
    if (!receipt || !key) throw noSuchThing("receipt", receiptId);
    return receiptFile(tx, number, receipt, key);
  });
};
const receiptFile = async (tx: Tx, contract: string, { note }: Receipt, key: PartyKey): Promise<ReceiptFile> => ({
  form: RECEIPT_FORM,
  contract,
  note,
  keys: [...(await houseKeys(tx)), bundledKey(key)],
});
const locked = async (tx: Tx, caller: Caller, number: string): Promise<KnownContract> => {
  const contract = await contractNumbered(tx, number);
  authoriseFor(caller, contract);
  await lockContract(tx, contract.contractId);
  return contract;
};
const keyEnded = (): Refusal =>
  new Refusal("receipt_refused", {
    zh: "这把密钥已经停用，不能再签收。请在这台设备上登记一把新的；以前的回执仍然有效。",
    en: "This key was ended and signs no more. Register a new one on this device; earlier receipts stay valid.",
  });
const notSigned = (): Refusal =>
  new Refusal("receipt_refused", {
    zh: "签名与要签收的内容不符，没有保存。请刷新后再签一次。",
    en: "The signature is not one over what was offered; nothing was kept. Reload and sign again.",
  });
