/** Why the store did not do what a command asked: stable codes, told in both languages. */
export { StoreRefusal } from "../store/refusal.ts";
