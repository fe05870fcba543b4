// Clauses: N7
import type { Act } from "@fealty/engine/evidence/record.ts";
import type { Instant } from "@fealty/engine/values/brand.ts";
import { readHeads } from "../store/record-log.ts";
import { listLatestBatches, readBatches } from "../store/record-reads.ts";
import { countReceipts, listPartyKeys, listReceipts } from "../store/record-receipts.ts";
import { listReceived } from "../store/record-received.ts";
import { authorise, authoriseFor, type Caller, relationOf } from "./access.ts";
import { contractNumbered, type House } from "./house.ts";

/** Receipts older than this say little of what stands in a record now. */
export const RECEIPT_DAYS = 31;
const DAY = 86_400_000_000;
/** Acts that are told at once. */
const LATEST = 20;

/** What a party sees of a contract's record. Refusals: `not_for_this_party`, `no_such_contract`. */
export const readRecord = async (house: House, caller: Caller, number: string) => {
  authorise(caller, "read-record");
  const { companyId } = caller;
  return house.store.withCompany(companyId, { ...relationOf(caller, "read-record"), snapshot: true }, async (tx) => {
    const contract = await contractNumbered(tx, number);
    authoriseFor(caller, contract);
    const { contractId } = contract;
    const [head] = await readHeads(tx, [contractId]);
    const [first] = head ? await readBatches(tx, contractId, 0, 1) : [];
    const began = first && (JSON.parse(first.act) as Act).what?.begun;
    const keys = await listPartyKeys(tx, contractId);
    const deviceOf = new Map(keys.map(({ partyKeyId, device }) => [partyKeyId, device]));
    const since = (house.now() - RECEIPT_DAYS * DAY) as Instant;
    return {
      size: head?.frontier.size ?? 0,
      /** When the record began, and how many events were there already. */
      begun: first ? { at: first.at as number, events: (began as { events: number }).events } : null,
      acts: (await listLatestBatches(tx, contractId, LATEST)).map((one) => ({
        leaf: one.firstLeaf,
        at: one.at as number,
        did: one.did,
        party: one.party,
        events: one.eventCount,
        ...whereFrom(JSON.parse(one.act) as Act),
      })),
      keys: keys
        .filter(({ party, endedAt }) => party === caller.party && endedAt === undefined)
        .map(({ partyKeyId, device, registeredAt }) => ({ partyKeyId, device, registeredAt: registeredAt as number })),
      receipts: (await listReceipts(tx, contractId)).reverse().map(({ receiptId, size, party, partyKeyId, at }) => ({
        receiptId,
        size,
        party,
        device: deviceOf.get(partyKeyId) ?? "",
        at: at as number,
      })),
      /** Closed statements that a party said it had received. */
      received: (await listReceived(tx, contractId)).map((one) => ({ ...one, at: one.at as number })),
      /** For the company: contracts in force, and those that another party has countersigned lately. */
      share: caller.party === "company" ? await countReceipts(tx, since) : null,
    };
  });
};
const KINDS = [
  "begun",
  "version",
  "import",
  "statement",
  "erasure",
  "bundle",
  "key",
  "keyEnded",
  "receipt",
  "received",
  "letter",
  "letterEnded",
  "recallPublished",
  "unauthorisedAct",
  "ownDealing",
  "rules",
  "rulesAcknowledged",
  "partyEntry",
] as const;
/** How it came in, and what kind of thing was written down. */
const whereFrom = ({ method, what = {} }: Act) => ({
  method,
  what: KINDS.find((kind) => Object.hasOwn(what, kind)) ?? "events",
});
