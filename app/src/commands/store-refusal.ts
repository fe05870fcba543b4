import { StoreRefusal } from "../store/refusal.ts";

/** Refusals of the store, for those who may not know the store itself. */
export const isStoreRefusal = (error: unknown): error is StoreRefusal => error instanceof StoreRefusal;
/** What is there already (`contract_number`, `person_code` …) where that is why nothing was written: another call was quicker. */
export const takenBefore = (error: unknown): string | undefined =>
  isStoreRefusal(error) && error.code === "already_there" ? String(error.args.constraint) : undefined;
