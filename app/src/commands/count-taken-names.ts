// Clauses: N1
import type { Instant } from "@fealty/engine/values/brand.ts";
import { countFailure } from "../store/login-attempts.ts";
import { loginKeys } from "../store/login-key.ts";
import type { House } from "./house.ts";
import type { Device } from "./sign-in.ts";
import { FORGOTTEN_AFTER } from "./wait-after-failures.ts";

/** What one try at a new login found out of its name. */
export interface NameTry {
  taken: boolean;
}
/**
 * Names are one list for the installation, so one that is taken tells of a login somewhere, perhaps in another company: trying many of them from an
 * address costs the same waiting as trying passwords.
 */
export const countingTaken = async <Made>(
  house: House,
  { address }: Device,
  make: (name: NameTry) => Promise<Made>,
): Promise<Made> => {
  const name = { taken: false };
  try {
    return await make(name);
  } catch (error) {
    const now = house.now();
    if (name.taken)
      await house.store.withLogins(async (tx) =>
        countFailure(
          tx,
          await loginKeys(tx),
          { of: "address", value: address },
          now,
          (now - FORGOTTEN_AFTER) as Instant,
        ),
      );
    throw error;
  }
};
