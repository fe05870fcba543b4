// Clauses: C1.2, N1
import type { RoleName } from "../store/people.ts";
import { authorise, type Caller, type Verb } from "./access.ts";
import { CUSTOMER_FIELDS, CUSTOMER_SIGHT } from "./customer-mask.ts";
import { BY_CUSTOMER, type CustomerVerb, LOOKING, PERMISSIONS, WITH_SECOND_FACTOR } from "./permissions.ts";

/** The table that every command asks, as Settings shows it. */
export const readPermissions = (caller: Caller) => {
  authorise(caller, "read-permissions");
  return {
    rows: (Object.keys(PERMISSIONS) as Verb[]).map((verb) => ({
      verb,
      roles: PERMISSIONS[verb],
      changes: !LOOKING.includes(verb),
    })),
    withSecondFactor: WITH_SECOND_FACTOR,
    /** What the roles that see customers see of them, masked. */
    ofCustomers: CUSTOMER_FIELDS.map((field) => ({
      field,
      roles: (Object.keys(CUSTOMER_SIGHT) as RoleName[]).filter((role) => CUSTOMER_SIGHT[role]!.includes(field)),
    })),
    /** What a customer does at its own page, who has no role. */
    byCustomer: Object.keys(BY_CUSTOMER) as CustomerVerb[],
  };
};
