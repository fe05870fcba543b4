// Clauses: N7
import { drawKey, forgetKey, keepKey, keptKey, signWith } from "../source/device-key.ts";
import type { HouseClient, RecordRead } from "../source/house-client.ts";
import { newKey } from "./use-form.ts";

interface Signing {
  readonly house: HouseClient;
  readonly number: string;
  readonly party: "company" | "agent" | "intermediary";
  /** What the party calls the device; wanted where it has no key yet. */
  readonly device: string;
}
export const receiptName = (number: string, size: number): string =>
  `${number.replaceAll(/[/\\:*?"<>|]/g, "_")}-receipt-${size}.json`;

/** Whether this device has a key that the house still takes. */
export const hasKey = async (number: string, party: string, { keys }: RecordRead): Promise<boolean> => {
  const kept = await keptKey(number, party);
  return kept !== undefined && keys.some(({ partyKeyId }) => partyKeyId === kept.partyKeyId);
};
/** Signs the record's present state with the device's key, which is made and registered first where there is none. Gives the receipt's text. */
export const signRecord = async (
  { house, number, party, device }: Signing,
  known: RecordRead,
): Promise<{ readonly name: string; readonly text: string; readonly size: number }> => {
  const own = { number, party };
  if (!(await hasKey(number, party, known))) await forgetKey(number, party);
  let key = await keptKey(number, party);
  if (key?.partyKeyId === undefined) {
    const drawn = await drawKey();
    const { publicKey } = drawn;
    const proof = await signWith(drawn, `fealty key registration 1\n${number}\n${party}\n${publicKey}\n`);
    const { partyKeyId } = await house.records.registerKey({ ...own, key: newKey(), device, publicKey, proof });
    key = { ...drawn, partyKeyId };
    await keepKey(number, party, key);
  }
  const { size, text } = await house.records.offer(own);
  const signature = await signWith(key, text);
  const given = { ...own, key: newKey(), partyKeyId: key.partyKeyId!, size, signature };
  const receipt = await house.records.countersign(given);
  return { name: receiptName(number, size), text: `${JSON.stringify(receipt, null, 1)}\n`, size };
};
