// Clauses: N1
import type { ContractSource } from "./contract-source.ts";
import { type HouseClient, houseClient } from "./house-client.ts";
import { openServedSource } from "./served-source.ts";

/** The house behind the page and the contracts that come from it; loaded only where one stands. */
export const openHouse = (local: ContractSource): { readonly house: HouseClient; readonly source: ContractSource } => {
  const house = houseClient();
  return { house, source: openServedSource(house, local) };
};
