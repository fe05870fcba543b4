import { begin, end } from "./beginning.ts";
import { keepCalendar } from "./calendar.ts";
import { meetClients } from "./clients.ts";
import { complain } from "./complaints.ts";
import { contact } from "./contacts.ts";
import { publishStatements } from "./money.ts";
import { plant } from "./planted.ts";
import { payPremiums, sellPolicies } from "./policies.ts";
import { purchasesOf, settleAmounts } from "./purchases.ts";
import { askClients } from "./surveys.ts";
import type { Tale } from "./tale.ts";
import { tellTour } from "./tour.ts";

/** How much of the company's business falls to one agent. */
export interface Shares {
  readonly policies: number;
  readonly invitations: number;
  readonly complaints: number;
  readonly contacts: number;
}
/** Everything but payments, whose sums the contract itself must give. */
export const tellStory = (tale: Tale, shares: Shares): void => {
  begin(tale);
  meetClients(tale);
  const purchases = purchasesOf(tale, shares.policies);
  settleAmounts(tale, purchases);
  payPremiums(tale, sellPolicies(tale, purchases));
  askClients(tale, shares.invitations);
  complain(tale, shares.complaints);
  contact(tale, shares.contacts);
  keepCalendar(tale);
  plant(tale);
  tellTour(tale);
  publishStatements(tale);
  end(tale);
};
/** All events so far as NDJSON, in order of time. */
export const factsText = ({ told }: Tale): string =>
  [...told]
    .sort((x, y) => x.at - y.at || x.order - y.order)
    .map(({ text }) => `${text}\n`)
    .join("");
