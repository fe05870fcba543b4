// Clauses: C7.1, N7, N8
import { CustomerConsents } from "./customer-consents.tsx";
import { CustomerErasure } from "./customer-erasure.tsx";
import { CustomerHolds } from "./customer-holds.tsx";
import type { PartProps } from "./customer-part.tsx";
import { CustomerRequests } from "./customer-requests.tsx";
import { CustomerRetained } from "./customer-retention.tsx";

/** What a customer said and asked of its own data, what keeps the data, and the ways out of the house. */
export function CustomerPrivacy(props: PartProps) {
  return (
    <>
      <CustomerConsents {...props} />
      <CustomerRequests {...props} />
      <CustomerHolds {...props} />
      <CustomerRetained {...props} />
      {props.customer.erased ? null : <CustomerErasure {...props} />}
    </>
  );
}
