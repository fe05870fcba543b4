// Clauses: N2, N6
import type { Instant } from "@fealty/engine/values/brand.ts";
import type { About, DerivedState } from "../evaluation/derived-state.ts";
import type { ContractKey, MoreFacts, QuestionOf } from "../evaluation/protocol.ts";
import { updateContractStatus } from "../store/contracts.ts";
import { saveDerived } from "../store/derived.ts";
import type { Tx } from "../store/transaction.ts";
import { type House, type KnownContract, keyOf, materialIn } from "./house.ts";

/**
 * Computes what a contract is and saves it, in the transaction that holds the contract's lock: whoever reads after the commit
 * sees states that know every event.
 * @param more the events that this transaction added, where it did
 * @param about events whose warnings are wanted
 */
export const computeState = async (
  house: House,
  tx: Tx,
  contract: KnownContract,
  asOf: Instant,
  more?: MoreFacts,
  about: About = [],
): Promise<DerivedState> => {
  const key = keyOf(tx.companyId, contract);
  try {
    const derived = await askState(house, tx, key, { ask: "state", asOf, about }, more);
    const { version, sequence: eventSequence } = key;
    const { status, warnings: _, ...rest } = derived;
    await saveDerived(tx, contract.contractId, {
      ...rest,
      state: { ...derived.state, version, eventSequence, engine: house.engine, computedAt: house.now() },
    });
    if (status !== contract.status) await updateContractStatus(tx, contract.contractId, status);
    return derived;
  } catch (error) {
    // The thread may have counted events that are now rolled back.
    house.threads.drop(key);
    throw error;
  }
};
const askState = (
  house: House,
  tx: Tx,
  key: ContractKey,
  question: QuestionOf<"state">,
  more: MoreFacts | undefined,
): Promise<DerivedState> => {
  const material = () => materialIn(tx, key);
  return more === undefined
    ? house.threads.ask<"state">(key, question, material)
    : house.threads.askGrown<"state">(key, question, more, material);
};
