import { StoreRefusal } from "../store/refusal.ts";

/** Refusals of the store, for those who may not know the store itself. */
export const isStoreRefusal = (error: unknown): error is StoreRefusal => error instanceof StoreRefusal;
/** What is there already (`contract_number`, `person_code` …) where that is why nothing was written: another call was quicker. */
export const takenBefore = (error: unknown): string | undefined =>
  isStoreRefusal(error) && error.code === "already_there" ? String(error.args.constraint) : undefined;
/** Refusals that are of one contract alone: its files are gone, its number or a total of it cannot be kept. */
const OF_ONE_CONTRACT: readonly string[] = ["no_such_contract", "already_there", "value_refused"];
/** Whether work that goes contract by contract has to stop: the store itself refuses, and would for the next one too. */
export const stopsEveryContract = (error: unknown): boolean =>
  isStoreRefusal(error) && !OF_ONE_CONTRACT.includes(error.code);
