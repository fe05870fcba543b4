// Clauses: C1.2, A2, C2.3
import type { Instant } from "@fealty/engine/values/brand.ts";
import { instantText } from "@fealty/engine/values/date.ts";
import type { PartyName } from "@fealty/engine/views/view.ts";
import type { Tx } from "../store/transaction.ts";
import { appendIn } from "./append-events.ts";
import { type House, type KnownContract, keyOf, materialIn } from "./house.ts";

/** What the house tells a contract of something that it keeps itself. */
export interface ContractEvent {
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly fields: Readonly<Record<string, unknown>>;
}
export interface Telling {
  readonly key: string;
  readonly now: Instant;
  /** For whom it is recorded. */
  readonly by: PartyName;
  /** Told before the contract's counters move: a thread may then have counted what is rolled back. */
  readonly touch: (contractId: string) => void;
}
/**
 * Takes events into a contract that is locked, where the contract's own text knows the kind; each call returns whether it does.
 */
export const contractTeller = (
  house: House,
  tx: Tx,
  first: KnownContract,
  { key, now, by, touch }: Telling,
): ((event: ContractEvent) => Promise<boolean>) => {
  let contract = first;
  return async ({ id, kind, at, fields }) => {
    const { number } = contract;
    const known = keyOf(tx.companyId, contract);
    const ask = () => materialIn(tx, known);
    const { events } = await house.threads.ask<"vocabulary">(known, { ask: "vocabulary" }, ask);
    const declared = [...(events.get(kind)?.keys() ?? [])];
    // Only the contract's own text says what follows, and a field that we cannot fill is none of ours.
    const isTold = Object.keys(fields).every((name) => declared.includes(name));
    if (!isTold || declared.some((name) => !name.endsWith("?") && !(name in fields))) return false;
    touch(contract.contractId);
    const lines = JSON.stringify({ id, kind, at: instantText(at, 0), ...(by === "company" ? {} : { by }), ...fields });
    const { sequence } = await appendIn(house, tx, contract, { by, now }, { number, lines, key, language: "zh" });
    contract = { ...contract, eventSequence: sequence };
    return true;
  };
};
