import { StoreRefusal } from "../store/refusal.ts";

/** Refusals of the store, for those who may not know the store itself. */
export const isStoreRefusal = (error: unknown): error is StoreRefusal => error instanceof StoreRefusal;
